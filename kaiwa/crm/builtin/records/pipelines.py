"""Pipelines: made, renamed, put in their order, removed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from kaiwa.crm.base import Gone, Refused
from kaiwa.crm.builtin.models import Pipeline, Stage
from kaiwa.crm.builtin.records.places import MOST, move_all, structure, tell
from kaiwa.lib.locks import lock
from kaiwa.workspaces.models import Member, Workspace

FIRST = (
    _("Qualified"),
    _("Contact made"),
    _("Demo scheduled"),
    _("Proposal made"),
    _("Negotiations started"),
)


def ensure(workspace: Workspace, language: str) -> None:
    """The pipeline that everybody begins with, in the words of `language`."""
    if Pipeline.objects.filter(workspace=workspace).exists():
        return
    with transaction.atomic(), override(language):
        lock("crm-first-pipeline", workspace.pk)
        if Pipeline.objects.filter(workspace=workspace).exists():
            return
        _make(workspace, gettext("Sales"), 1)


def create(workspace: Workspace, name: str) -> Pipeline:
    """One more, with the stages that everybody begins with, in the words of who asks. Raises Refused."""
    with transaction.atomic():
        structure(workspace.pk)
        there = Pipeline.objects.for_workspace(workspace.pk)
        if len(there) >= MOST:
            raise Refused("too_many_stages")
        made = _make(workspace, name, len(there) + 1)
        tell(made)
    return made


def change(pipeline: Pipeline, *, name: str = "", place: int | None = None) -> None:
    """Another name, or another place among them, from 1. Raises Gone."""
    with transaction.atomic():
        structure(pipeline.workspace_id)
        row = _there(pipeline)
        if name:
            row.name = name
            row.save(update_fields=["name"])
        if place is not None:
            others = list(Pipeline.objects.for_workspace(row.workspace_id).exclude(pk=row.pk))
            _put_in_order([*others[: place - 1], row, *others[place - 1 :]])
        tell(row)


def remove(pipeline: Pipeline, move_to: Stage | None, *, by: Member) -> list[int]:
    """Its open deals go to that stage; the ids of those that were moved. Raises Gone, Refused."""
    with transaction.atomic():
        structure(pipeline.workspace_id)
        row = _there(pipeline)
        others = list(Pipeline.objects.for_workspace(row.workspace_id).exclude(pk=row.pk))
        if not others:
            raise Refused("last_pipeline")
        stages = Stage.objects.for_workspace(row.workspace_id).filter(pipeline=row)
        moved = move_all(list(stages), move_to, by=by)
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
        _put_in_order(others)
        tell(row)
    return moved


def stage_for(workspace: int, *, pipeline: str = "", stage: str = "") -> Stage:
    """Where a deal begins: in this stage, or the first of this pipeline, or of the default one. Raises Refused."""
    there = Stage.objects.for_workspace(workspace).select_related("pipeline")
    if stage:
        return _one(there.filter(pk=_pk(stage)).first(), "stage_gone")
    if pipeline:
        return _one(there.filter(pipeline=_pk(pipeline)).first(), "pipeline_gone")
    return _one(there.first(), "pipeline_gone")


def _make(workspace: Workspace, name: str, place: int) -> Pipeline:
    made = Pipeline.objects.create(workspace=workspace, name=name, place=place)
    Stage.objects.bulk_create(
        Stage(pipeline=made, name=gettext(each), place=number) for number, each in enumerate(FIRST, 1)
    )
    return made


def _there(pipeline: Pipeline) -> Pipeline:
    row = Pipeline.objects.for_workspace(pipeline.workspace_id).filter(pk=pipeline.pk).first()
    if row is None:
        raise Gone()
    return row


def _put_in_order(rows: list[Pipeline]) -> None:
    for place, row in enumerate(rows, 1):
        row.place = place
    Pipeline.objects.bulk_update(rows, ["place"])


def _one(found: Stage | None, code: str) -> Stage:
    if found is None:
        raise Refused(code)
    return found


def _pk(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
