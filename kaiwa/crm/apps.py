"""The package as Django knows it."""

from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "kaiwa.crm"
    label = "crm"
