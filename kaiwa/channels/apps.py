"""The channels app."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "kaiwa.channels"
    label = "channels"
