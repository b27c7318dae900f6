"""Where deals stand: that a stage is there while one is put in it, and where they go when it is removed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models.functions import Now
from django.utils import timezone

from kaiwa.crm.base import Refused
from kaiwa.crm.builtin.models import Change, Deal, Pipeline, Stage
from kaiwa.lib.locks import lock
from kaiwa.live import publish
from kaiwa.workspaces.models import Member

# Pipelines of a workspace, stages of a pipeline: a board of more is not read
MOST = 50
_AT_ONCE = 2000


def structure(workspace: int) -> None:
    """One at a time changes which pipelines and stages there are."""
    lock("crm-pipelines", workspace)


def tell(row: Pipeline) -> None:
    """Boards and lists are asked for again."""
    publish(row.workspace_id, records=[("pipeline", row.pk)])


def standing(stage: Stage) -> Stage:
    """As long as this transaction lasts, the stage is there. Raises Refused."""
    there = Stage.objects.select_for_update(no_key=True).filter(pk=stage.pk, deleted_at=None).first()
    if there is None:
        raise Refused("stage_gone")
    return there


def move_all(stages: Sequence[Stage], move_to: Stage | None, *, by: Member) -> list[int]:
    """Remove these, and take their open deals there; the ids of those. Raises Refused.

    Nobody moved them, so they keep the time since when they stand where they stand, and with it their order.
    """
    pks = [stage.pk for stage in stages]
    wanted = sorted({*pks, move_to.pk} if move_to else set(pks))
    # Before their deals, as whoever moves one does
    held = Stage.objects.select_for_update(no_key=True).filter(pk__in=wanted, deleted_at=None)
    names = {stage.pk: stage.name for stage in held.order_by("pk")}
    if move_to is not None and (move_to.pk in pks or move_to.pk not in names):
        raise Refused("stage_gone")
    there = Deal.objects.open().filter(stage__in=pks)
    moved = list(there.order_by("pk").values_list("pk", "stage_id"))
    if moved and move_to is None:
        raise Refused("stage_in_use", params={"deals": len(moved)})
    if move_to is not None and moved:
        there.update(stage=move_to, pipeline=move_to.pipeline_id, updated_at=Now())
        _note(moved, names, move_to, by)
    Stage.objects.filter(pk__in=pks).update(deleted_at=timezone.now(), place=None)
    return [pk for pk, _stage in moved]


def _note(moved: Sequence[tuple[int, int]], names: dict[int, str], move_to: Stage, by: Member) -> None:
    at = timezone.now()
    Change.objects.bulk_create(
        (
            Change(
                workspace_id=by.workspace_id,
                deal_id=pk,
                at=at,
                author=by,
                code="stage_changed",
                params={"before": names[stage], "name": names[move_to.pk]},
            )
            for pk, stage in moved
        ),
        batch_size=_AT_ONCE,
    )
