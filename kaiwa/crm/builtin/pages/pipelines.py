"""Pipelines and stages in the settings."""

from __future__ import annotations

from collections.abc import Sequence

from kaiwa.crm import accounts
from kaiwa.crm.builtin.crm import pipelines_of
from kaiwa.crm.builtin.models import Deal, Pipeline, Stage
from kaiwa.crm.builtin.pages import telling
from kaiwa.crm.builtin.records import pipelines, stages
from kaiwa.crm.builtin.records.snapshots import snapshot
from kaiwa.crm.items import RecordChanged, StagesChanged
from kaiwa.crm.models import Record
from kaiwa.lib.api_errors import NOT_ALLOWED, ApiError
from kaiwa.workspaces.models import Member


def create(name: str, *, by: Member) -> Pipeline:
    """Raises ApiError."""
    _require(by)
    with telling.worded():
        row = pipelines.create(by.workspace, name)
    _told(by)
    return row


def change(row: Pipeline, *, name: str, place: int | None, by: Member) -> None:
    """Raises ApiError."""
    _require(by)
    with telling.worded():
        pipelines.change(row, name=name, place=place)
    _told(by)


def remove(row: Pipeline, move_to: Stage | None, *, by: Member) -> None:
    """Its open deals go to that stage. Raises ApiError: last_pipeline, stage_in_use, stage_gone."""
    _require(by)
    with telling.worded():
        moved = pipelines.remove(row, move_to, by=by)
    _told(by, moved)


def add_stage(pipeline: Pipeline, name: str, *, by: Member) -> None:
    """Raises ApiError."""
    _require(by)
    with telling.worded():
        stages.add(pipeline, name)
    _told(by)


def change_stage(row: Stage, *, name: str, place: int | None, by: Member) -> None:
    """Raises ApiError."""
    _require(by)
    with telling.worded():
        stages.change(row, name=name, place=place)
    _told(by)


def remove_stage(row: Stage, move_to: Stage | None, *, by: Member) -> None:
    """Its open deals go to that stage. Raises ApiError: last_stage, stage_in_use, stage_gone."""
    _require(by)
    with telling.worded():
        moved = stages.remove(row, move_to, by=by)
    _told(by, moved)


def _require(member: Member) -> None:
    if not member.can_change_settings:
        raise ApiError(NOT_ALLOWED)


def _told(by: Member, moved: Sequence[int] = ()) -> None:
    """Conversations show where their deals stand: of those that were moved, only theirs are of interest."""
    account = accounts.of(by.workspace)
    known = Record.objects.filter(account=account, kind="deal", external_id__in=[str(pk) for pk in moved])
    pks = [int(pk) for pk in known.values_list("external_id", flat=True)]
    rows = Deal.objects.for_workspace(by.workspace_id).filter(pk__in=pks)
    changed = [
        RecordChanged(snapshot(row)) for row in rows.select_related("stage", "pipeline", "owner__user")
    ]
    telling.report(by.workspace, StagesChanged(pipelines_of(by.workspace_id)), *changed)
