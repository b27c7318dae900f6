"""The workspaces app."""

from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    name = "kaiwa.workspaces"
    label = "workspaces"
