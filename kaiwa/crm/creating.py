"""Creating: a person, lead or deal that somebody asked for. The wish is a row before the CRM is asked."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaiwa import live
from kaiwa.conversations.models import Conversation
from kaiwa.crm import accounts, drafting, linking, snapshots
from kaiwa.crm.base import Account, AnswerLost, Backend, CrmError, Gone, Refused
from kaiwa.crm.drafting import Wish
from kaiwa.crm.items import PersonDraft, Snapshot
from kaiwa.crm.models import Chat, Creation, CrmAccount, Link, Record
from kaiwa.lib.api_errors import CONFLICT, ApiError, declare
from kaiwa.lib.digest import digest
from kaiwa.lib.locks import holding
from kaiwa.workspaces.models import Member

REFUSED = declare("crm_refused", 409, _("The CRM refused this."))

# Longer than any call takes: what has no answer by then was left by a worker that died
ABANDONED = timedelta(seconds=60)
_MOST_COUNTED = 1000
_WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600))


def create(account: CrmAccount, conversation: Conversation, wish: Wish, *, by: Member) -> None:
    """Make it and link it to the conversation; a lead or deal of nobody linked has its person made before it.

    The same key again makes nothing new, and goes on where it stopped. Raises CrmError and ApiError; a person that
    was made is linked even when what hangs on them is refused.
    """
    chat, asked = _ask(conversation, wish, by)
    made: list[Record] = []
    try:
        for creation in asked:
            made.append(run(account, creation, by=by))
    finally:
        linked = set(Link.objects.live().filter(chat=chat).values_list("record_id", flat=True))
        fresh = [record for record in made if record.pk not in linked]
        if fresh:
            linking.link(conversation, fresh, by=by, transcript=wish.transcript, reason=linking.CREATED)


def drop(creation: Creation) -> None:
    """Nobody wants what was refused any more. Raises ApiError where it is not refused, and may be made."""
    refused = Creation.objects.filter(pk=creation.pk, state=Creation.State.REFUSED)
    with transaction.atomic():
        if not refused.update(state=Creation.State.DROPPED):
            raise ApiError(CONFLICT)
        live.publish(creation.workspace_id, chats=[creation.chat_id] if creation.chat_id else [])


def _ask(conversation: Conversation, wish: Wish, by: Member) -> tuple[Chat, list[Creation]]:
    """The rows of the wish, in the order in which they are made."""
    with transaction.atomic():
        chat = linking.locked(conversation)
        persons = Link.objects.live().filter(chat=chat, kind=Record.Kind.PERSON)
        first = f"{digest(wish.key)[:32]}/person"
        asked = []
        there = Creation.objects.filter(workspace=chat.workspace_id, key=first).exists()
        if wish.kind == Record.Kind.PERSON:
            if persons.exists() and not _known(chat, wish.key):
                raise ApiError(linking.ONE_PERSON)
        elif there or not persons.exists():
            asked.append(_row(chat, wish, by, kind=Record.Kind.PERSON, key=first))
        asked.append(_row(chat, wish, by, kind=wish.kind, key=wish.key))
    return chat, asked


def _known(chat: Chat, key: str) -> bool:
    return Creation.objects.filter(workspace=chat.workspace_id, key=key).exists()


def _row(chat: Chat, wish: Wish, by: Member, *, kind: str, key: str) -> Creation:
    row, _made = Creation.objects.get_or_create(
        workspace_id=chat.workspace_id,
        key=key,
        defaults={
            "chat": chat,
            "kind": kind,
            "draft": asdict(wish),
            "transcript": wish.transcript,
            "by": by,
        },
    )
    if row.chat_id != chat.pk or row.kind != kind:
        raise ApiError(CONFLICT)
    return row


def by_itself(chat: Chat, wish: Wish) -> Creation:
    """What the automation asks for, once for each kind and conversation."""
    row, _made = Creation.objects.get_or_create(
        chat=chat,
        kind=wish.kind,
        automatic=True,
        defaults={"workspace_id": chat.workspace_id, "key": wish.key, "draft": asdict(wish)},
    )
    return row


def waits_until(account: CrmAccount, creation: Creation) -> datetime | None:
    """When it may be asked for again, while that is not now: it was not reached, or its answer may still come."""
    times = [creation.next_attempt_at] if creation.next_attempt_at else []
    abandoned = accounts.abandoned_at(account, creation.calling_since, ABANDONED)
    if abandoned is not None:
        times.append(abandoned)
    latest = max(times, default=None)
    return latest if latest is not None and latest > timezone.now() else None


def run(account: CrmAccount, creation: Creation, *, by: Member | None) -> Record:
    """Have the CRM make it, once, whatever became of an earlier call. Raises CrmError.

    What the automation asked for is due again at `next_attempt_at` where trying again can help.
    """
    with holding("crm-creation", creation.pk, wait=True):
        creation.refresh_from_db()
        if creation.state == Creation.State.DONE and creation.record is not None:
            return creation.record
        lost = creation.calling_since
        _note(
            creation,
            Creation.State.CALLING,
            calling_since=lost or timezone.now(),
            attempts=min(creation.attempts + 1, _MOST_COUNTED),
            error_code="",
            error_params={},
        )
        try:
            with accounts.calls(account, by) as asked:
                made = _made(accounts.backend(account), asked, creation, lost=lost is not None)
        except CrmError as error:
            _failed(creation, error)
            raise
        with transaction.atomic():
            (record,) = snapshots.keep(account, [made])
            _note(creation, Creation.State.DONE, calling_since=None, next_attempt_at=None, record=record)
        return record


def _failed(creation: Creation, error: CrmError) -> None:
    wait = _WAITS[min(creation.attempts, len(_WAITS)) - 1]
    fields: dict[str, Any] = {"error_code": error.code, "error_params": error.params}
    if isinstance(error, AnswerLost):
        again = timezone.now() + max(wait, ABANDONED)
        _note(creation, Creation.State.UNKNOWN, next_attempt_at=again, **fields)
        return
    final = isinstance(error, Refused | Gone) or not creation.automatic
    _note(
        creation,
        Creation.State.REFUSED if final else Creation.State.DUE,
        calling_since=None,
        next_attempt_at=None if final else timezone.now() + wait,
        **fields,
    )


def _made(backend: Backend, asked: Account, creation: Creation, *, lost: bool) -> Snapshot:
    """`lost`: it was asked for before, and nobody knows what became of that."""
    draft = drafting.draft(creation, asked)
    if lost and not backend.capabilities.keys:
        found = backend.recover(asked, drafting.lost(creation, draft))
        if isinstance(found, Snapshot):
            return found
    if isinstance(draft, PersonDraft):
        return backend.create_person(asked, draft)
    return backend.create_item(asked, draft)


def _note(creation: Creation, state: Creation.State, **fields: Any) -> None:
    creation.state = state
    for name, value in fields.items():
        setattr(creation, name, value)
    creation.save(update_fields=["state", *fields])
