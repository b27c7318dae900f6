"""Pipelines and stages over HTTP: read by everybody, changed by members with access to the account settings."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from ninja import Router, Status

from kaiwa.crm import accounts
from kaiwa.crm.builtin import present, shapes
from kaiwa.crm.builtin.api.inputs import stage_of
from kaiwa.crm.builtin.models import Pipeline, Stage
from kaiwa.crm.builtin.pages import pipelines as flow
from kaiwa.lib.api_types import Input, Name, Pk, Place
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["deals"])


class PipelineIn(Input):
    name: Name


class StageIn(Input):
    pipeline: Pk
    name: Name


class PlacedPatch(Input):
    """Only what is given changes. `place`: from 1, among its own."""

    name: Name = ""
    place: Place | None = None


@router.get("/pipelines", response=list[shapes.PipelineRow])
def list_pipelines(request: MemberRequest) -> list[shapes.PipelineRow]:
    """With their stages, both in their order."""
    # Makes the first pipeline where there is none
    accounts.of(request.member.workspace)
    return present.pipelines(Pipeline.objects.visible_to(request.member).prefetch_related("stages"))


@router.post("/pipelines", response={201: shapes.PipelineRow})
def create_pipeline(request: MemberRequest, body: PipelineIn) -> Status[shapes.PipelineRow]:
    """With the stages that everybody begins with, in your language."""
    row = flow.create(body.name, by=request.member)
    return Status(201, _shown(request, row.pk))


@router.patch("/pipelines/{pk}", response=shapes.PipelineRow)
def change_pipeline(request: MemberRequest, pk: Pk, body: PlacedPatch) -> shapes.PipelineRow:
    flow.change(_pipeline(request, pk), name=body.name, place=body.place, by=request.member)
    return _shown(request, pk)


@router.delete("/pipelines/{pk}", response={204: None})
def delete_pipeline(request: MemberRequest, pk: Pk, move_to: Pk | None = None) -> Status[None]:
    """`move_to`: the stage of another pipeline where its open deals go."""
    flow.remove(_pipeline(request, pk), _target(request, move_to), by=request.member)
    return Status(204, None)


@router.post("/stages", response={201: shapes.PipelineRow})
def create_stage(request: MemberRequest, body: StageIn) -> Status[shapes.PipelineRow]:
    """At the end of its pipeline."""
    flow.add_stage(_pipeline(request, body.pipeline), body.name, by=request.member)
    return Status(201, _shown(request, body.pipeline))


@router.patch("/stages/{pk}", response=shapes.PipelineRow)
def change_stage(request: MemberRequest, pk: Pk, body: PlacedPatch) -> shapes.PipelineRow:
    row = _stage(request, pk)
    flow.change_stage(row, name=body.name, place=body.place, by=request.member)
    return _shown(request, row.pipeline_id)


@router.delete("/stages/{pk}", response=shapes.PipelineRow)
def delete_stage(request: MemberRequest, pk: Pk, move_to: Pk | None = None) -> shapes.PipelineRow:
    """`move_to`: the stage where its open deals go, of this pipeline or another one."""
    row = _stage(request, pk)
    flow.remove_stage(row, _target(request, move_to), by=request.member)
    return _shown(request, row.pipeline_id)


def _pipeline(request: MemberRequest, pk: int) -> Pipeline:
    return get_object_or_404(Pipeline.objects.visible_to(request.member), pk=pk)


def _stage(request: MemberRequest, pk: int) -> Stage:
    return get_object_or_404(Stage.objects.visible_to(request.member).select_related("pipeline"), pk=pk)


def _target(request: MemberRequest, pk: int | None) -> Stage | None:
    return None if pk is None else stage_of(pk, request.member)


def _shown(request: MemberRequest, pk: int) -> shapes.PipelineRow:
    rows = Pipeline.objects.visible_to(request.member).filter(pk=pk).prefetch_related("stages")
    return present.pipelines(rows)[0]
