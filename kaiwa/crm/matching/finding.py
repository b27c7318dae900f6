"""Finding the person of a conversation, by what is known, by number and by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils import timezone

from kaiwa import live
from kaiwa.crm import accounts, snapshots
from kaiwa.crm.items import Found, Snapshot
from kaiwa.crm.matching import known, numbers
from kaiwa.crm.models import Chat, CrmAccount, Link, Record
from kaiwa.lib.phone import FEWEST
from kaiwa.lib.tokens.folding import fold

Outcome = Literal["one", "ambiguous", "suggested", "none", "no_number"]

# More than anybody looks through
_MOST = 20


@dataclass(frozen=True, slots=True)
class Match:
    """What was found. `person` only where it is certain; else `candidates` are to be chosen from.

    `others`: what was looked at and is not them. Each {"record": its pk, "code", "params"}.
    """

    state: Outcome
    reason: dict[str, Any]
    person: Record | None = None
    candidates: list[dict[str, Any]] = field(default_factory=list)
    others: list[dict[str, Any]] = field(default_factory=list)


def find(account: CrmAccount, chat: Chat, *, given: str = "") -> Match:
    """Ask the CRM, once; `given`: by this number out of the thread, which makes suggestions only. Raises CrmError."""
    number = given or chat.conversation.identity.phone
    remembered = known.person(chat)
    if remembered is not None and not given:
        for record in snapshots.refresh(account, [remembered]):
            if record.status != Record.Status.ARCHIVED:
                return Match("one", _reason("remembered"), person=record)
    others: list[dict[str, Any]] = []
    if number:
        match = _by_phone(account, chat, number, certain=not given)
        if match.state != "none":
            return match
        others = match.others
    suggested = [] if given else _of_contact(chat) or _by_name(account, chat)
    if suggested:
        return Match("suggested", _reason(suggested[0]["code"]), candidates=suggested, others=others)
    return Match("none" if number else "no_number", _reason("nobody"), others=others)


def note(chat: Chat, match: Match) -> None:
    """Keep it for the panel; in the caller's transaction."""
    chat.match_state = match.state
    chat.match = {"reason": match.reason, "candidates": match.candidates, "others": match.others}
    chat.matched_at = timezone.now()
    chat.save(update_fields=["match_state", "match", "matched_at"])
    live.publish(chat.workspace_id, chats=[chat.pk])


def known_from(chat: Chat) -> Match:
    """What was noted: nobody was found."""
    return Match("none", chat.match.get("reason", _reason("nobody")), others=chat.match.get("others", []))


def as_question(match: Match) -> Match:
    """The same for somebody to answer, where nothing may be linked by itself."""
    assert match.person is not None
    candidate = _row(match.person, match.reason["code"], match.reason["params"])
    return Match("suggested", match.reason, candidates=[candidate], others=match.others)


def _by_phone(account: CrmAccount, chat: Chat, number: str, *, certain: bool) -> Match:
    with accounts.calls(account) as asked:
        found = accounts.backend(account).match(asked, number[-FEWEST:])
    judged = [
        (each, numbers.best(number, [phone.value for phone in each.phones], account.region))
        for each in found.snapshots
    ]
    equal = [(each, verdict) for each, verdict in judged if verdict and verdict.same]
    near = [
        (each, verdict) for each, verdict in judged if verdict and verdict.code == "same_tail_other_number"
    ]
    rest = [(each, verdict) for each, verdict in judged if verdict and verdict.code == "other_number"]
    shown = [*equal, *near, *rest][:_MOST]
    kept = dict(zip((each.ref for each, _ in shown), _keep(account, shown), strict=True))
    not_them = known.denied(chat)
    rows, others = [], []
    for each, verdict in shown:
        record = kept[each.ref]
        row = _row(record, verdict.code, verdict.params)
        if record.pk in not_them:
            others.append(_row(record, "denied", {}))
        elif verdict.code == "other_number":
            others.append(row)
        elif each.status == "archived" and verdict.same:
            rows.append(_row(record, "archived", verdict.params))
        else:
            rows.append(row)
    sure = [row for row in rows if row["code"] in {"number_equal", "number_cut"}]
    if not found.complete:
        return Match("ambiguous", _reason("too_many", number=number), candidates=rows, others=others)
    if len(sure) > 1:
        return Match("ambiguous", _reason("ambiguous", number=number), candidates=rows, others=others)
    if sure and certain:
        person = next(record for record in kept.values() if record.pk == sure[0]["record"])
        beside = [row for row in rows if row is not sure[0]]
        reason = {"code": sure[0]["code"], "params": sure[0]["params"]}
        return Match("one", reason, person=person, others=[*beside, *others])
    if rows:
        code = "given_number" if sure else rows[0]["code"]
        return Match("suggested", _reason(code, number=number), candidates=rows, others=others)
    return Match("none", _reason("nobody"), others=others)


def _of_contact(chat: Chat) -> list[dict[str, Any]]:
    """A member said that both addresses are the same contact's, and the other one's person is known."""
    links = Link.objects.live().filter(
        chat__conversation__contact=chat.conversation.contact_id,
        kind=Record.Kind.PERSON,
        record__gone_at=None,
    )
    found = links.exclude(chat=chat).select_related("record").order_by("-pk")[:_MOST]
    return _suggestions(chat, [link.record for link in found], "same_contact")


def _by_name(account: CrmAccount, chat: Chat) -> list[dict[str, Any]]:
    """Persons of exactly this name: two can have it, so that it is a question (TL-22)."""
    name = " ".join((chat.conversation.contact.name or chat.conversation.identity.name).split())
    if not name:
        return []
    with accounts.calls(account) as asked:
        found: Found = accounts.backend(account).named(asked, name)
    same = [each for each in found.snapshots if fold(" ".join(each.title.split())) == fold(name)][:_MOST]
    return _suggestions(chat, snapshots.keep(account, same), "name_equal", name=name)


def _suggestions(chat: Chat, records: Iterable[Record], code: str, **params: Any) -> list[dict[str, Any]]:
    not_them = known.denied(chat)
    seen = dict.fromkeys(record.pk for record in records if record.pk not in not_them)
    return [{"record": pk, "code": code, "params": params} for pk in seen]


def _keep(account: CrmAccount, judged: Sequence[tuple[Snapshot, Any]]) -> list[Record]:
    return snapshots.keep(account, [each for each, _ in judged])


def _row(record: Record, code: str, params: dict[str, Any]) -> dict[str, Any]:
    return {"record": record.pk, "code": code, "params": params}


def _reason(code: str, **params: Any) -> dict[str, Any]:
    return {"code": code, "params": params}
