"""Creating: a person, lead or deal that somebody asked for. The wish is a row before the CRM is asked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaiwa.conversations.models import Conversation
from kaiwa.crm import accounts, linking, snapshots
from kaiwa.crm.base import Account, AnswerLost, Backend, CrmError, Refused
from kaiwa.crm.items import ItemDraft, Lost, Money, PersonDraft, Phone, Ref, Snapshot, Targets
from kaiwa.crm.models import Chat, Creation, CrmAccount, Link, Record
from kaiwa.lib.api_errors import CONFLICT, ApiError, declare
from kaiwa.lib.digest import digest
from kaiwa.lib.locks import holding
from kaiwa.workspaces.models import Member

REFUSED = declare("crm_refused", 409, _("The CRM refused this."))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member filled in. `name`: the person's; `title`: the lead's or deal's. `person`: they are made, too."""

    kind: str
    key: str
    name: str = ""
    title: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    value: str = ""
    currency: str = ""
    pipeline: str = ""
    stage: str = ""
    visibility: str = ""
    transcript: bool = True


def create(account: CrmAccount, conversation: Conversation, wish: Wish, *, by: Member) -> None:
    """Make it and link it to the conversation; a lead or deal of nobody linked has its person made before it.

    The same key again makes nothing new, and goes on where it stopped. Raises CrmError and ApiError; a person that
    was made is linked even when what hangs on them is refused.
    """
    chat, asked = _ask(conversation, wish, by)
    made: list[Record] = []
    try:
        for creation in asked:
            made.append(_run(account, creation, by))
    finally:
        linked = set(Link.objects.live().filter(chat=chat).values_list("record_id", flat=True))
        fresh = [record for record in made if record.pk not in linked]
        if fresh:
            linking.link(conversation, fresh, by=by, transcript=wish.transcript, reason=_CREATED)


_CREATED: dict[str, Any] = {"code": "created", "params": {}}


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


def _run(account: CrmAccount, creation: Creation, by: Member) -> Record:
    """Have the CRM make it, once, whatever became of an earlier call. Raises CrmError."""
    with holding("crm-creation", creation.pk, wait=True):
        creation.refresh_from_db()
        if creation.state == Creation.State.DONE and creation.record is not None:
            return creation.record
        lost = creation.calling_since
        _note(
            creation,
            Creation.State.CALLING,
            calling_since=lost or timezone.now(),
            attempts=creation.attempts + 1,
            error_code="",
            error_params={},
        )
        try:
            with accounts.calls(account, by) as asked:
                made = _made(accounts.backend(account), asked, creation, lost=lost is not None)
        except AnswerLost as error:
            _note(creation, Creation.State.UNKNOWN, error_code=error.code)
            raise
        except CrmError as error:
            _note(
                creation,
                Creation.State.REFUSED,
                calling_since=None,
                error_code=error.code,
                error_params=error.params,
            )
            raise
        with transaction.atomic():
            (record,) = snapshots.keep(account, [made])
            _note(creation, Creation.State.DONE, calling_since=None, record=record)
        return record


def _made(backend: Backend, asked: Account, creation: Creation, *, lost: bool) -> Snapshot:
    """`lost`: it was asked for before, and nobody knows what became of that."""
    draft = _draft(creation, asked)
    if lost and not backend.capabilities.keys:
        found = backend.recover(asked, _lost(creation, draft))
        if isinstance(found, Snapshot):
            return found
    if isinstance(draft, PersonDraft):
        return backend.create_person(asked, draft)
    return backend.create_item(asked, draft)


def _draft(creation: Creation, asked: Account) -> PersonDraft | ItemDraft:
    wish = Wish(**{**creation.draft, "phones": (), "emails": ()})
    common: dict[str, Any] = {
        "key": _key(creation),
        "owner": asked.user,
        "audience": wish.visibility or None,
        "chat_link": creation.chat.short_url if creation.chat else "",
    }
    if creation.kind == Record.Kind.PERSON:
        numbers = enumerate(creation.draft["phones"])
        return PersonDraft(
            name=wish.name or _called(creation),
            phones=tuple(Phone(value, primary=place == 0) for place, value in numbers),
            emails=tuple(creation.draft["emails"]),
            **common,
        )
    return ItemDraft(
        title=wish.title or wish.name or _called(creation),
        kind="lead" if creation.kind == Record.Kind.LEAD else "deal",
        person=_person_of(creation),
        value=Money(Decimal(wish.value), wish.currency) if wish.value else None,
        pipeline=wish.pipeline,
        stage=wish.stage,
        **common,
    )


def _called(creation: Creation) -> str:
    """As we call the customer: a name is never invented (D-53)."""
    if creation.chat is None:
        return ""
    conversation = creation.chat.conversation
    return conversation.contact.name or conversation.identity.short_id


def _lost(creation: Creation, draft: PersonDraft | ItemDraft) -> Lost:
    if isinstance(draft, PersonDraft):
        phone = draft.phones[0].value if draft.phones else ""
        return Lost("person", draft.key, Targets(), creation.created_at, name=draft.name, phone=phone)
    return Lost(draft.kind, draft.key, Targets(person=draft.person), creation.created_at, name=draft.title)


def _person_of(creation: Creation) -> Ref:
    """Whom the lead or deal is of: the person who was made for it, or the one who is linked."""
    first = Creation.objects.filter(
        workspace=creation.workspace_id, key=f"{digest(creation.key)[:32]}/person", record__isnull=False
    )
    made = first.select_related("record").first()
    if made is not None and made.record is not None:
        return made.record.ref
    link = Link.objects.live().filter(chat=creation.chat, kind=Record.Kind.PERSON).select_related("record")
    person = link.first()
    if person is None:
        raise Refused("person_needed")
    return person.record.ref


def _key(creation: Creation) -> str:
    """By which the CRM knows that it is the same wish."""
    return f"c{creation.pk}"


def _note(creation: Creation, state: Creation.State, **fields: Any) -> None:
    creation.state = state
    for name, value in fields.items():
        setattr(creation, name, value)
    creation.save(update_fields=["state", *fields])
