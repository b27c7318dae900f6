"""The conversations app."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "kaiwa.conversations"
    label = "conversations"
