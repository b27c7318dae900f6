"""What a notice is about, looked at when it leaves: it may not be for this member any more, or for nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_  # noqa: N812 the name that catalogues are made by

from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.notifications.models import Browser, Event, Loss, Medium, Notice, event_of, preferences
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
# The timeline's lines that say that somebody has lost a conversation
_RELEASED = ("unassigned_left", "unassigned_no_access")
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


@dataclass(frozen=True, slots=True)
class AboutLoss:
    """`count` conversations are not assigned any more. `only` is its id when it is one that the reader may see.

    `name` is the colleague's whose they were; empty when they were several's, and to who has lost them.
    """

    event: Loss
    count: int
    only: int = 0
    name: str = ""


def about_loss(notice: Notice) -> AboutLoss | None:
    """Counted anew: some may have been taken over in the meantime. None when none is left, or it is not for them."""
    member = _reader(notice)
    if member is None or not _wants(member, notice.event, notice):
        return None
    lines = Message.objects.filter(
        pk__gte=notice.first, pk__lte=notice.last, direction=Message.Direction.EVENT, code__in=_RELEASED
    )
    if notice.event == Loss.LOST:
        # How many is all that they learn
        theirs = Conversation.objects.filter(workspace=member.workspace_id).exclude(assignee=member)
        found = _open(theirs, lines.filter(params__member=member.pk))
        return AboutLoss(Loss.LOST, len(found)) if found else None
    seen = Conversation.objects.visible_to(member).filter(assignee=None)
    found = _open(seen, lines.exclude(params__caused_by=member.pk))
    if not found:
        return None
    only = found[0] if len(found) == 1 else 0
    return AboutLoss(Loss.FREED, len(found), only, str(notice.by) if notice.by else "")


def _open(conversations: QuerySet[Conversation], lines: QuerySet[Message]) -> list[int]:
    standing = conversations.filter(closed_at=None, blocked=False, pk__in=lines.values("conversation"))
    return list(standing.order_by("pk").values_list("pk", flat=True))


def about(notice: Notice) -> About | None:
    """None when it is not to be told: not to this member (any more), or because somebody is at it already."""
    member = _reader(notice)
    if member is None:
        return None
    # Asked now and not when it happened: a channel may have become private in the meantime
    conversation = (
        Conversation.objects.visible_to(member)
        .select_related("contact", "identity", "channel")
        .filter(pk=notice.conversation_id or 0)
        .first()
    )
    if conversation is None:
        return None
    given = notice.event == Event.ASSIGNED
    event = Event.ASSIGNED if given else event_of(conversation, member)
    if not _wants(member, event, notice):
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


def _reader(notice: Notice) -> Member | None:
    return Member.objects.active().filter(pk=notice.member_id).first()


def _wants(member: Member, event: str, notice: Notice) -> bool:
    return preferences([member.pk])[member.pk].wants(event, Medium(notice.medium))


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
