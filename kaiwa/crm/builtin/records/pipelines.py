"""Pipelines and their stages."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from kaiwa.crm.base import Refused
from kaiwa.crm.builtin.models import Pipeline, Stage
from kaiwa.lib.locks import lock
from kaiwa.workspaces.models import Workspace

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
        made = Pipeline.objects.create(workspace=workspace, name=gettext("Sales"), place=1)
        Stage.objects.bulk_create(
            Stage(pipeline=made, name=gettext(name), place=place) for place, name in enumerate(FIRST, 1)
        )


def stage_for(workspace: int, *, pipeline: str = "", stage: str = "") -> Stage:
    """Where a deal begins: in this stage, or the first of this pipeline, or of the default one. Raises Refused."""
    there = Stage.objects.for_workspace(workspace).select_related("pipeline")
    if stage:
        return _one(there.filter(pk=_pk(stage)).first(), "stage_gone")
    if pipeline:
        return _one(there.filter(pipeline=_pk(pipeline)).first(), "pipeline_gone")
    return _one(there.first(), "pipeline_gone")


def _one(found: Stage | None, code: str) -> Stage:
    if found is None:
        raise Refused(code)
    return found


def _pk(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
