"""What a notice is about, looked at when it leaves: it may not be for this member any more, or for nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_  # noqa: N812 the name that catalogues are made by

from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.notifications.models import Browser, Event, Medium, Notice, event_of, preferences
from kaiwa.workspaces.models import Member

# What stands for a message without a text
KINDS = {
    "image": N_("Photo"),
    "voice": N_("Voice message"),
    "audio": N_("Audio"),
    "video": N_("Video"),
    "file": N_("File"),
    "sticker": N_("Sticker"),
    "link": N_("Link"),
    "location": N_("Location"),
    "postback": N_("Button tapped"),
    "template": N_("Card"),
}
_ANYTHING = N_("Message")
_JAPAN = "Asia/Tokyo"


@dataclass(frozen=True, slots=True)
class About:
    """`texts` are the customer's messages, oldest first, those that were taken back left out."""

    event: Event
    conversation: Conversation
    texts: Sequence[str]

    @property
    def name(self) -> str:
        """On one line: it stands in a mail's subject."""
        return " ".join(str(self.conversation.contact.name or self.conversation.identity.short_id).split())


def about(notice: Notice) -> About | None:
    """None when it is not to be told: not to this member (any more), or because somebody is at it already."""
    member = Member.objects.active().filter(pk=notice.member_id).first()
    if member is None:
        return None
    # Asked now and not when it happened: a channel may have become private in the meantime
    conversation = (
        Conversation.objects.visible_to(member)
        .select_related("contact", "identity", "channel")
        .filter(pk=notice.conversation_id)
        .first()
    )
    if conversation is None:
        return None
    given = notice.event == Event.ASSIGNED
    event = Event.ASSIGNED if given else event_of(conversation, member)
    if not preferences([member.pk])[member.pk].wants(event, Medium(notice.medium)):
        return None
    needless = _given_away(notice, conversation) if given else _looked_at(notice, conversation)
    texts = _texts(notice)
    if needless or not (texts or given):
        return None
    return About(event, conversation, texts)


def language_of(member: Member, browser: Browser | None = None) -> str:
    """What the member chose, else what their browser speaks, else what is spoken where the workspace is."""
    spoken = browser.language if browser else _spoken(member)
    return member.user.language or spoken or ("ja" if member.workspace.time_zone == _JAPAN else "en")


def shortened(text: str, length: int) -> str:
    """The beginning of it, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _spoken(member: Member) -> str:
    known = Browser.objects.filter(member=member).exclude(language="").order_by("-created_at")
    return known.values_list("language", flat=True).first() or ""


def _given_away(notice: Notice, conversation: Conversation) -> bool:
    """The member does not have it any more, or has answered already."""
    answered = conversation.messages.filter(
        pk__gt=notice.last, direction=Message.Direction.OUT, author=notice.member_id
    )
    return conversation.assignee_id != notice.member_id or answered.exists()


def _looked_at(notice: Notice, conversation: Conversation) -> bool:
    """What is unread is unread for the team; so whoever looks or answers, nobody needs to be called any more."""
    if conversation.seen_message_id >= notice.last:
        return True
    return conversation.messages.filter(pk__gt=notice.last, direction=Message.Direction.OUT).exists()


def _texts(notice: Notice) -> list[str]:
    found = Message.objects.filter(
        Q(pk__gte=notice.first, pk__lte=notice.last),
        conversation=notice.conversation_id,
        direction=Message.Direction.IN,
        imported=False,
        deleted_at=None,
    )
    rows = list(found.order_by("pk"))
    kinds = dict(
        Attachment.objects.filter(message__in=[row for row in rows if not row.text])
        .order_by("-position")
        .values_list("message_id", "kind")
    )
    return [row.text or _(KINDS.get(kinds.get(row.pk, row.kind), _ANYTHING)) for row in rows]
