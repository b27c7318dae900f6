"""Records of our own CRM as the stream shows them, each to those who may see it (H-16)."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from pydantic import BaseModel

from kaiwa.crm.builtin import present
from kaiwa.crm.builtin.models.visible import Visible
from kaiwa.edge.row import Row, as_the_api_does
from kaiwa.workspaces.models import Member


def rows(workspace: int, records: Collection[tuple[str, int]]) -> list[Row]:
    """That they changed is for everybody, by kind and id alone; what a deal or lead says is for who may read it."""
    told = [
        Row("records", None, json.dumps({"kind": kind, "id": pk}, separators=(",", ":")).encode())
        for kind, pk in sorted(records)
    ]
    deals = [pk for kind, pk in records if kind == "deal"]
    leads = [pk for kind, pk in records if kind == "lead"]
    return [
        *told,
        *(_shown("deals", workspace, present.deal_cards(workspace, deals)) if deals else ()),
        *(_shown("leads", workspace, present.lead_rows(workspace, leads)) if leads else ()),
    ]


def _shown(noun: str, workspace: int, found: Sequence[tuple[BaseModel, str, int | None]]) -> list[Row]:
    """Of an owner's own, one for the owner and one for each admin."""
    admins: set[int] | None = None
    shown = []
    for shape, visibility, owner in found:
        encoded = as_the_api_does(shape)
        if visibility == Visible.Visibility.EVERYONE:
            shown.append(Row(noun, None, encoded))
            continue
        if admins is None:
            admins = set(Member.objects.filter(workspace=workspace).admins().values_list("pk", flat=True))
        readers = admins | ({owner} if owner is not None else set())
        shown += [Row(noun, reader, encoded) for reader in sorted(readers)]
    return shown
