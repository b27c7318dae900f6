"""What a new conversation makes in the CRM by itself: a person, and a lead or deal, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import override, pgettext

from kaiwa.channels.registry import provider
from kaiwa.conversations.models import Conversation
from kaiwa.crm import accounts, creating, snapshots, telling
from kaiwa.crm.base import CrmError, Gone, Refused
from kaiwa.crm.drafting import Wish
from kaiwa.crm.models import Automation, Chat, Creation, CrmAccount, Record
from kaiwa.lib import locks

# More by themselves in a workspace are no customers, or not such as anybody wants in the CRM unseen
MOST_AN_HOUR = 300
_HOUR = timedelta(hours=1)
RETRY = timedelta(seconds=30)


class Later(Exception):
    """It cannot be settled now."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


def person(account: CrmAccount, chat: Chat) -> Record | None:
    conversation = chat.conversation
    identity = conversation.identity
    # Never invented: without a name they are called by their number, or the end of their address (TL-29, D-53)
    name = conversation.contact.name or identity.name or identity.short_id
    phones = (identity.phone,) if identity.phone else ()
    return _made(account, chat, Wish("person", _key(chat, "person"), name=name, phones=phones))


def item(account: CrmAccount, chat: Chat, rules: Automation, person: Record, *, fresh: bool) -> Record | None:
    """A lead or deal, only where the person has no open one (TL-18, TL-23)."""
    kind = rules.on_new_chat
    if kind == Automation.NewChat.NOTHING:
        return None
    # Two channels that the same person writes to at once are considered one after the other
    with locks.holding("crm-person", person.pk, wait=True):
        if not fresh and not asked(chat, kind) and _has_open(account, person):
            return None
        wish = Wish(
            kind,
            _key(chat, kind),
            title=title(account, chat.conversation, kind),
            person=person.external_id,
            pipeline=rules.pipeline if kind == Automation.NewChat.DEAL else "",
        )
        return _made(account, chat, wish)


def title(account: CrmAccount, conversation: Conversation, kind: str) -> str:
    """As "WhatsApp Deal(+498963648018)" (TL-30)."""
    can = provider(conversation.channel.provider).capabilities
    identity = conversation.identity
    called = conversation.contact.name or identity.name or identity.short_id
    with override(account.language):
        word = pgettext("title", "Deal") if kind == Automation.NewChat.DEAL else pgettext("title", "Lead")
    return can.item_title.format(label=can.label, kind=word, address=identity.phone or called)


def _made(account: CrmAccount, chat: Chat, wish: Wish) -> Record | None:
    """None: the CRM refuses, and an admin is told. Raises Later."""
    creation = Creation.objects.filter(chat=chat, kind=wish.kind, automatic=True).first()
    if creation is None:
        owner = accounts.user_of(account, chat.conversation.assignee)
        creation = creating.by_itself(chat, replace(wish, owner=owner))
    if creation.state in {Creation.State.REFUSED, Creation.State.DROPPED}:
        return None
    waits = creating.waits_until(account, creation)
    if waits is not None:
        raise Later(waits)
    try:
        record = creating.run(account, creation, by=None)
    except Refused as error:
        telling.trouble(account, error.code, kind=creation.kind, **error.params)
        return None
    except Gone:
        return None
    except CrmError:
        raise Later(creation.next_attempt_at or timezone.now() + RETRY) from None
    telling.mended(account, creation.kind)
    return record


def _has_open(account: CrmAccount, person: Record) -> bool:
    with accounts.calls(account) as asked:
        found = accounts.backend(account).open_items(asked, person.ref)
    snapshots.keep(account, found)
    return bool(found)


def flood(account: CrmAccount, chat: Chat, rules: Automation) -> datetime | None:
    """When to go on, while more was made by itself within an hour than anybody wants."""
    makes = rules.add_persons or rules.on_new_chat != Automation.NewChat.NOTHING
    rows = Creation.objects.for_workspace(account.workspace).filter(automatic=True)
    if not makes or rows.filter(chat=chat).exists():
        return None
    lately = rows.filter(created_at__gt=timezone.now() - _HOUR).order_by("-created_at")
    oldest = lately.values_list("created_at", flat=True)[MOST_AN_HOUR - 1 : MOST_AN_HOUR].first()
    if oldest is None:
        return None
    telling.trouble(account, "crm_flood", limit=MOST_AN_HOUR)
    return max(oldest + _HOUR, timezone.now() + RETRY)


def asked(chat: Chat, kind: str) -> bool:
    return Creation.objects.filter(chat=chat, kind=kind, automatic=True).exists()


def _key(chat: Chat, kind: str) -> str:
    return f"auto/{chat.pk}/{kind}"
