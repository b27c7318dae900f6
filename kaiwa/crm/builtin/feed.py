"""The feed of a record: notes, conversations, activities, files and changes, newest first.

What was said in a conversation stands in it through the note that Kaiwa wrote, and only so: one source, one
permission (FAQ-06), once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from kaiwa.conversations.pages import cursor_of, place_of
from kaiwa.crm.builtin import feed_shapes, planned, present
from kaiwa.crm.builtin.models import Activity, Change, File, Note
from kaiwa.crm.builtin.models.entry import KINDS
from kaiwa.crm.builtin.records import rows
from kaiwa.crm.models import Chat, Segment
from kaiwa.workspaces.models import Member

LONGEST = 2000
Row = Note | Activity | File | Change
# Of what happened in the same moment, the later of these stands higher
_TABLES: tuple[tuple[str, type[Row]], ...] = (
    ("change", Change),
    ("file", File),
    ("activity", Activity),
    ("note", Note),
)
_RANK = {model: rank for rank, (_kind, model) in enumerate(_TABLES)}
_CHAT = Q(origin=Note.Origin.KAIWA)
# Not done yet, so nothing that happened: they stand above the feed, however long overdue
_PLANNED = Q(done_at=None)
_KINDS_ASKED: dict[str, list[tuple[type[Row], Q]]] = {
    "chat": [(Note, _CHAT), (Activity, _CHAT)],
    "note": [(Note, ~_CHAT)],
    "activity": [(Activity, ~_CHAT & ~_PLANNED)],
    "planned": [(Activity, _PLANNED)],
    "file": [(File, Q())],
    "change": [(Change, Q())],
}


@dataclass(frozen=True, slots=True)
class Page:
    items: list[feed_shapes.FeedItem]
    next_cursor: str | None


def page(record: rows.Record, member: Member, *, kind: str, cursor: str, limit: int) -> Page:
    """Of a record that the member may see: so is what hangs on it."""
    found: list[Row] = []
    for model, condition in _asked(kind):
        objects: Any = model.objects
        hanging = objects.for_workspace(member.workspace_id).filter(
            condition, **{rows.KINDS[type(record)]: record.pk}
        )
        below = hanging.filter(_below(model, cursor)).order_by("-at", "-pk")
        found += below.select_related(*_joined(model))[: limit + 1]
    found.sort(key=_place, reverse=True)
    shown = found[:limit]
    about = _about(shown, record, member)
    conversations = _conversations(shown, member)
    return Page(
        items=[_item(row, about.get(_id(row), []), conversations.get(_id(row))) for row in shown],
        next_cursor=_cursor(shown[-1]) if len(found) > limit else None,
    )


def one(row: Row, record: rows.Record, member: Member) -> feed_shapes.FeedItem:
    """As it stands in the feed of this record."""
    return _item(row, _about([row], record, member).get(_id(row), []), None)


def note(row: Note, member: Member) -> feed_shapes.NoteOut:
    """One note with all of its text, and every record it hangs on that the member may see."""
    return feed_shapes.NoteOut(
        id=row.pk,
        at=row.at,
        author=present.member(row.author),
        origin=row.origin,
        text=row.content,
        edited=_edited(row),
        about=_about([row], None, member).get(_id(row), []),
    )


def activity(row: Activity, member: Member) -> feed_shapes.ActivityOut:
    """One activity with all of its text, and every record it hangs on that the member may see."""
    return feed_shapes.ActivityOut(
        **planned.shape(row).model_dump(),
        id=row.pk,
        at=row.at,
        author=present.member(row.author),
        origin=row.origin,
        subject=row.subject,
        text=row.content,
        edited=_edited(row),
        about=_about([row], None, member).get(_id(row), []),
    )


def _asked(kind: str) -> list[tuple[type[Row], Q]]:
    return _KINDS_ASKED.get(
        kind, [(model, ~_PLANNED if model is Activity else Q()) for _kind, model in _TABLES]
    )


def _below(model: type[Row], cursor: str) -> Q:
    named, _, rank = cursor.rpartition("-")
    place = place_of(named)
    if place is None or not rank.isdecimal():
        return Q()
    at, pk = place
    mine = _RANK[model]
    if mine < int(rank):
        return Q(at__lte=at)
    if mine > int(rank):
        return Q(at__lt=at)
    return Q(at__lte=at) & (Q(at__lt=at) | Q(pk__lt=pk))


def _place(row: Row) -> tuple[datetime, int, int]:
    return row.at, _RANK[type(row)], row.pk


def _cursor(row: Row) -> str:
    return f"{cursor_of(row.at, row.pk)}-{_RANK[type(row)]}"


def _joined(model: type[Row]) -> list[str]:
    if model is Activity:
        return ["author__user", "edited_by__user", "owner__user", "type"]
    return ["author__user", "edited_by__user"] if model is Note else ["author__user"]


def _id(row: Row) -> str:
    return f"{_TABLES[_RANK[type(row)]][0]}:{row.pk}"


def _conversations(entries: Sequence[Row], member: Member) -> dict[str, int]:
    """Which conversation a transcript is of, where the member may see that, too (TL-42)."""
    said = {
        row.key: _id(row)
        for row in entries
        if isinstance(row, Note | Activity) and row.origin == row.Origin.KAIWA and row.key
    }
    if not said:
        return {}
    seen = Segment.objects.filter(key__in=said, chat__in=Chat.objects.visible_to(member))
    return {said[key]: chat for key, chat in seen.values_list("key", "chat_id")}


def _item(row: Row, about: list[feed_shapes.AboutShape], conversation: int | None) -> feed_shapes.FeedItem:
    text = row.content if isinstance(row, Note | Activity) else ""
    kind = _TABLES[_RANK[type(row)]][0]
    said = isinstance(row, Note | Activity) and row.origin == row.Origin.KAIWA
    return feed_shapes.FeedItem(
        id=_id(row),
        kind="chat" if said else kind,
        at=row.at,
        author=present.member(row.author),
        origin=row.origin,
        text=text[:LONGEST],
        more=len(text) > LONGEST,
        edited=_edited(row) if isinstance(row, Note | Activity) else None,
        subject=row.subject if isinstance(row, Activity) else "",
        done=isinstance(row, Activity) and row.done_at is not None,
        activity=planned.shape(row) if isinstance(row, Activity) else None,
        file=_file(row) if isinstance(row, File) else None,
        code=row.code if isinstance(row, Change) else "",
        params=row.params if isinstance(row, Change) else {},
        about=about,
        conversation=conversation,
    )


def _edited(row: Note | Activity) -> feed_shapes.EditedShape | None:
    if row.edited_at is None:
        return None
    return feed_shapes.EditedShape(at=row.edited_at, by=present.member(row.edited_by))


def _file(row: File) -> feed_shapes.FileShape:
    return feed_shapes.FileShape(
        name=row.name,
        mime=row.mime,
        size=row.size,
        width=row.width,
        height=row.height,
        url=f"/crm-files/{row.pk}" if row.file else None,
        thumbnail_url=f"/crm-thumbnails/{row.pk}" if row.thumbnail else None,
    )


def _about(
    entries: Sequence[Row], record: rows.Record | None, member: Member
) -> dict[str, list[feed_shapes.AboutShape]]:
    """The other records that each hangs on, as far as the member may see them."""
    found: dict[str, list[feed_shapes.AboutShape]] = {}
    for kind, model in KINDS:
        hanging = {_id(row): getattr(row, f"{kind}_id") for row in entries}
        pks = {pk for pk in hanging.values() if pk is not None}
        if record is not None and isinstance(record, model):
            pks.discard(record.pk)
        objects: Any = model.objects
        there = {row.pk: row for row in objects.visible_to(member).filter(pk__in=pks)} if pks else {}
        for entry, pk in hanging.items():
            if pk in there:
                about = feed_shapes.AboutShape(kind=kind, id=pk, title=str(there[pk]))
                found.setdefault(entry, []).append(about)
    return found
