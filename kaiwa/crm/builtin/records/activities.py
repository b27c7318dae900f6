"""Types of activities, and fields: what is made once and then written with."""

from __future__ import annotations

from kaiwa.crm.builtin.models import ActivityType, Field
from kaiwa.crm.items import Provision
from kaiwa.workspaces.models import Workspace


def provide(workspace: Workspace, wanted: Provision) -> str:
    """The id of what is wanted, made if it is not there."""
    if wanted.what == "activity_type":
        made, _ = ActivityType.objects.get_or_create(
            workspace=workspace,
            key=wanted.key,
            # Transcripts do not fill anybody's calendar (TL-06)
            defaults={"name": wanted.name, "icon": wanted.icon, "in_calendar": False},
        )
        return str(made.pk)
    field, _ = Field.objects.get_or_create(
        workspace=workspace,
        entity=wanted.what.removesuffix("_field"),
        code=wanted.key,
        defaults={"name": wanted.name},
    )
    return str(field.pk)


def type_for(workspace: Workspace, made: str) -> ActivityType:
    """By the id that `provide` gave; else the plain task."""
    if made.isdecimal():
        found = ActivityType.objects.filter(workspace=workspace, pk=int(made)).first()
        if found is not None:
            return found
    return ActivityType.objects.get_or_create(workspace=workspace, key="task", defaults={"name": "Task"})[0]
