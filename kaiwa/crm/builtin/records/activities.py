"""Activities and their types, and fields: what is made once and then written with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from kaiwa.crm.builtin.models import Activity, ActivityType, Field
from kaiwa.crm.builtin.records import entries
from kaiwa.crm.builtin.records.entries import On
from kaiwa.crm.items import Provision
from kaiwa.lib.locks import lock
from kaiwa.workspaces.models import Member, Workspace

# Key, name, icon: those that everybody begins with
FIRST = (
    ("call", _("Call"), "phone"),
    ("meeting", _("Meeting"), "users"),
    ("task", _("Task"), "check"),
    ("deadline", _("Deadline"), "flag"),
    ("email", _("Email"), "mail"),
)
_PLANNED = {"due_date", "due_time", "done_at"}


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


def types(workspace: Workspace) -> QuerySet[ActivityType]:
    """Those that can be chosen, in the order in which they were made."""
    return ActivityType.objects.filter(workspace=workspace, deleted_at=None).order_by("pk")


def ensure_types(workspace: Workspace, language: str) -> None:
    """Those that everybody begins with, in the words of `language`."""
    if ActivityType.objects.filter(workspace=workspace, key=FIRST[0][0]).exists():
        return
    with transaction.atomic(), override(language):
        lock("crm-first-types", workspace.pk)
        for key, name, icon in FIRST:
            ActivityType.objects.get_or_create(
                workspace=workspace, key=key, defaults={"name": gettext(name), "icon": icon}
            )


def type_for(workspace: Workspace, made: str) -> ActivityType:
    """By the id that `provide` gave; else the plain task."""
    if made.isdecimal():
        found = ActivityType.objects.filter(workspace=workspace, pk=int(made)).first()
        if found is not None:
            return found
    return ActivityType.objects.get_or_create(workspace=workspace, key="task", defaults={"name": "Task"})[0]


def add(on: On, columns: Mapping[str, Any], *, key: str, by: Member) -> Activity:
    """A member's: planned, or done already. The same key again, and it is the one there is. Raises Gone, Refused."""
    given = {"content": "", **columns}
    return entries.write(
        Activity,
        on,
        given.pop("content"),
        key=key,
        at=_place(by.workspace, given.get("due_date"), given.get("due_time"), given.get("done_at")),
        author=by,
        **given,
    )


def change(row: Activity, changes: Mapping[str, Any], *, by: Member) -> Activity:
    """What it says is its editor's from then on; that it is done or moved to another day is not an edit."""
    with transaction.atomic():
        now = entries.locked(Activity, row.workspace_id, row.pk)
        differing = {name: value for name, value in changes.items() if getattr(now, name) != value}
        for name, value in differing.items():
            setattr(now, name, value)
        if "content" in differing or "subject" in differing:
            now.edited_at, now.edited_by = timezone.now(), by
        if differing.keys() & _PLANNED:
            now.at = _place(by.workspace, now.due_date, now.due_time, now.done_at)
        if differing:
            now.save()
            entries.tell(now)
    return now


def _place(workspace: Workspace, day: date | None, at: time | None, done_at: datetime | None) -> datetime:
    """Where it stands in a feed: what was done then, what is planned when it is due, so above all that was."""
    if done_at is not None or day is None:
        return done_at or timezone.now()
    zone = ZoneInfo(workspace.time_zone)
    # A day without an hour stands at its end
    moment = datetime.combine(day, at or time(23, 59), tzinfo=zone)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)
