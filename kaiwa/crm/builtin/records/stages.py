"""Stages of a pipeline: added, renamed, put in their order, removed."""

from __future__ import annotations

from django.db import transaction

from kaiwa.crm.base import Gone, Refused
from kaiwa.crm.builtin.models import Pipeline, Stage
from kaiwa.crm.builtin.records.places import MOST, move_all, structure, tell
from kaiwa.workspaces.models import Member


def add(pipeline: Pipeline, name: str) -> Stage:
    """At the end. Raises Gone, Refused."""
    with transaction.atomic():
        structure(pipeline.workspace_id)
        if not Pipeline.objects.for_workspace(pipeline.workspace_id).filter(pk=pipeline.pk).exists():
            raise Gone()
        there = _of(pipeline)
        if len(there) >= MOST:
            raise Refused("too_many_stages")
        row = Stage.objects.create(pipeline=pipeline, name=name, place=len(there) + 1)
        tell(pipeline)
    return row


def change(stage: Stage, *, name: str = "", place: int | None = None) -> None:
    """Another name, or another place in its pipeline, from 1. Raises Gone."""
    with transaction.atomic():
        structure(stage.pipeline.workspace_id)
        there = _of(stage.pipeline)
        row = next((each for each in there if each.pk == stage.pk), None)
        if row is None:
            raise Gone()
        if name:
            row.name = name
            row.save(update_fields=["name"])
        if place is not None:
            others = [each for each in there if each is not row]
            _put_in_order([*others[: place - 1], row, *others[place - 1 :]])
        tell(stage.pipeline)


def remove(stage: Stage, move_to: Stage | None, *, by: Member) -> list[int]:
    """Its open deals go to that stage; the ids of those that were moved. Raises Gone, Refused."""
    with transaction.atomic():
        structure(stage.pipeline.workspace_id)
        there = _of(stage.pipeline)
        others = [each for each in there if each.pk != stage.pk]
        if len(others) == len(there):
            raise Gone()
        if not others:
            raise Refused("last_stage")
        moved = move_all([stage], move_to, by=by)
        _put_in_order(others)
        tell(stage.pipeline)
    return moved


def _of(pipeline: Pipeline) -> list[Stage]:
    return list(Stage.objects.for_workspace(pipeline.workspace_id).filter(pipeline=pipeline))


def _put_in_order(rows: list[Stage]) -> None:
    for place, row in enumerate(rows, 1):
        row.place = place
    Stage.objects.bulk_update(rows, ["place"])
