"""App config."""

from django.apps import AppConfig


class BuiltinConfig(AppConfig):
    name = "kaiwa.crm.builtin"
    label = "crm_builtin"
