"""The package as Django knows it."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "kaiwa.notifications"
    label = "notifications"
