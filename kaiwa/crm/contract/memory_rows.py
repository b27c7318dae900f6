"""The strict CRM's records: rows of plain JSON, and the snapshots that go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from kaiwa.crm.base import Gone, Refused
from kaiwa.crm.contract.store import Rows
from kaiwa.crm.items import (
    ItemDraft,
    Kind,
    Money,
    PersonDraft,
    Phone,
    Pipeline,
    Ref,
    Snapshot,
    Stage,
    StageOf,
    Targets,
)

PIPELINE = Pipeline(
    "1", "Sales", (Stage("1", "New", 1), Stage("2", "Contacted", 2), Stage("3", "Offer sent", 3))
)


def add(rows: Rows, kind: str, row: dict[str, Any]) -> str:
    """Its id."""
    id = str(rows["next"])
    rows["next"] += 1
    rows[kind][id] = row
    return id


def add_person(rows: Rows, draft: PersonDraft) -> Snapshot:
    if not draft.name:
        raise Refused("crm_invalid")
    row = {
        "kind": "person",
        "title": draft.name,
        "key": draft.key,
        "phones": [[phone.value, phone.label] for phone in draft.phones],
        "emails": list(draft.emails),
        "owner": draft.owner,
        "audience": draft.audience or "everyone",
        "chat_link": draft.chat_link,
    }
    return _keep(rows, row)


def add_item(rows: Rows, draft: ItemDraft) -> Snapshot:
    if draft.person is None:
        raise Refused("person_needed")
    require_targets(rows, Targets(person=draft.person))
    stage = draft.stage or PIPELINE.stages[0].id
    if draft.pipeline not in {"", PIPELINE.id}:
        raise Refused("pipeline_gone")
    if stage not in {each.id for each in PIPELINE.stages}:
        raise Refused("stage_gone")
    row = {
        "kind": draft.kind,
        "title": draft.title,
        "key": draft.key,
        "person": draft.person.id,
        "owner": draft.owner,
        "audience": draft.audience or "everyone",
        "chat_link": draft.chat_link,
        "stage": stage if draft.kind == "deal" else "",
        "value": [str(draft.value.amount), draft.value.currency] if draft.value else None,
    }
    return _keep(rows, row)


def change(rows: Rows, ref: Ref, changes: Mapping[str, Any]) -> Snapshot:
    require(rows, ref)
    row = rows["records"][_place(ref)]
    row.update(changes)
    row["updated_at"] = datetime.now(UTC).isoformat()
    return _snapshot(ref, row)


def convert(rows: Rows, lead: Ref) -> Snapshot:
    """The deal in the lead's place, with all that hung on it."""
    require(rows, lead)
    row = {**rows["records"].pop(_place(lead)), "kind": "deal", "stage": PIPELINE.stages[0].id}
    deal = _keep(rows, row)
    for form in ("note", "activity", "file"):
        for entry in rows[form].values():
            if entry["targets"]["item"] == ["lead", lead.id]:
                entry["targets"]["item"] = ["deal", deal.ref.id]
    return deal


def find(rows: Rows, ref: Ref) -> Snapshot | None:
    row = rows["records"].get(_place(ref))
    return _snapshot(ref, row) if row is not None else None


def require(rows: Rows, ref: Ref) -> Snapshot:
    """Raises Gone."""
    found = find(rows, ref)
    if found is None:
        raise Gone(ref)
    return found


def require_targets(rows: Rows, targets: Targets) -> None:
    """What a note is to hang on must be there, and not be archived. Raises Gone and Refused."""
    wanted = [ref for ref in (targets.person, targets.item) if ref is not None]
    if not wanted:
        raise Refused("crm_invalid")
    for ref in wanted:
        if require(rows, ref).status == "archived":
            raise Refused("archived", params={"kind": ref.kind, "id": ref.id})


def targets_of(targets: Targets) -> dict[str, list[str] | None]:
    return {
        "person": ["person", targets.person.id] if targets.person else None,
        "item": [targets.item.kind, targets.item.id] if targets.item else None,
    }


def all_of(rows: Rows) -> Iterator[Snapshot]:
    for place, row in rows["records"].items():
        kind, id = place.split(":", 1)
        yield _snapshot(Ref(kind, id), row)


def persons(rows: Rows) -> list[Snapshot]:
    return [each for each in all_of(rows) if each.ref.kind == "person"]


def keyed(rows: Rows, kind: str, key: str) -> Snapshot | None:
    for place, row in rows["records"].items():
        if row["kind"] == kind and row["key"] == key:
            return _snapshot(Ref(row["kind"], place.split(":", 1)[1]), row)
    return None


def _keep(rows: Rows, row: dict[str, Any]) -> Snapshot:
    kind: Kind = row["kind"]
    ref = Ref(kind, str(rows["next"]))
    rows["next"] += 1
    row["updated_at"] = datetime.now(UTC).isoformat()
    rows["records"][_place(ref)] = row
    return _snapshot(ref, row)


def _place(ref: Ref) -> str:
    return f"{ref.kind}:{ref.id}"


def _snapshot(ref: Ref, row: Mapping[str, Any]) -> Snapshot:
    value, stage = row.get("value"), row.get("stage")
    snapshot = Snapshot(
        ref=ref,
        title=row["title"],
        status=row.get("status", "open"),
        person=Ref("person", row["person"]) if row.get("person") else None,
        owner=row["owner"],
        audience=row["audience"],
        phones=tuple(Phone(value, label) for value, label in row.get("phones", ())),
        emails=tuple(row.get("emails", ())),
        value=Money(Decimal(value[0]), value[1]) if value else None,
        url=f"https://crm.example/{ref.kind}/{ref.id}",
        updated_at=datetime.fromisoformat(row["updated_at"]),
    )
    return replace(snapshot, stage=_stage(stage)) if stage else snapshot


def _stage(id: str) -> StageOf:
    stage = next(each for each in PIPELINE.stages if each.id == id)
    return StageOf(PIPELINE.id, PIPELINE.name, stage.id, stage.name, stage.place, len(PIPELINE.stages))
