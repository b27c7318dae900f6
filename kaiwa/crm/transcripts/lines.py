"""What a note says, line by line, from the rows as they are now: edits, unsends and reactions need nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from kaiwa.channels.registry import provider
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.crm.models import CrmAccount, Passage, Segment


@dataclass(frozen=True, slots=True)
class Day:
    title: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Content:
    """A note before its markup. `link` ends in the note's key, by which it is found again."""

    heading: Sequence[str]
    link: str
    days: Sequence[Day]


def heading(conversation: Conversation, *, quote: Message | None = None) -> dict[str, str]:
    """Who talks with whom, as it is now; kept with the note."""
    channel = conversation.channel
    told = {
        "channel": f"{provider(channel.provider).capabilities.label} · {channel.name}",
        "contact": customer(conversation),
        "address": address(conversation),
        "assignee": conversation.assignee.name if conversation.assignee else "",
    }
    if quote is not None:
        told["quote"] = f"{name_of(quote, conversation)}: {quote.text or _files(quote)}"
    return told


def content(account: CrmAccount, segment: Segment, passages: Sequence[Passage]) -> Content:
    """All that the note shall say, in the account's language and the workspace's time."""
    zone = ZoneInfo(account.workspace.time_zone)
    conversation = segment.chat.conversation
    ordered = sorted(passages, key=lambda each: (_at(each), each.message_id, each.start))
    days: dict[date, list[str]] = {}
    with override(account.language):
        for passage in ordered:
            local = _at(passage).astimezone(zone)
            for line in _lines(passage, local, conversation):
                days.setdefault(local.date(), []).append(line)
        return Content(
            heading=list(_heading(segment.heading)),
            link=f"{segment.chat.short_url}#{segment.key}",
            days=[Day(_date(day, account.language), lines) for day, lines in days.items()],
        )


def customer(conversation: Conversation) -> str:
    """The customer's name, or the end of their address."""
    return conversation.contact.name or conversation.identity.name or address(conversation)


def address(conversation: Conversation) -> str:
    """The customer's number, or the end of what the provider calls them."""
    identity = conversation.identity
    return identity.phone or f"…{identity.short_id}"


def name_of(message: Message, conversation: Conversation) -> str:
    if message.direction == Message.Direction.IN:
        return customer(conversation)
    return message.author.name if message.author else conversation.channel.name


def _at(passage: Passage) -> datetime:
    """A change stands where it was noticed, a message where it was said."""
    if passage.kind == Passage.Kind.CHANGE:
        return max(passage.segment.opened_at, passage.message.sent_at)
    return passage.message.sent_at


def _heading(told: dict[str, str]) -> Iterator[str]:
    yield told.get("channel", "")
    yield f"{told.get('contact', '')} ({told.get('address', '')})"
    assignee = told.get("assignee", "")
    yield _("Assigned to: %(name)s") % {"name": assignee} if assignee else _("Unassigned")
    if told.get("quote"):
        yield _("Last message: %(text)s") % {"text": told["quote"]}


def _lines(passage: Passage, local: datetime, conversation: Conversation) -> Iterator[str]:
    message = passage.message
    if passage.kind == Passage.Kind.CHANGE:
        yield from _change(message, message.sent_at.astimezone(local.tzinfo), conversation)
        return
    time = f"{local:%H:%M}"
    if message.deleted_at:
        if not passage.start:
            yield " ".join([time, _("(deleted message)")])
        return
    text = message.text[passage.start : passage.stop]
    if not passage.start:
        text = " ".join(part for part in (text, _files(message)) if part)
    if not text and not passage.start:
        text = _("(a message that cannot be shown here)")
    if passage.stop is None:
        text += _marks(message, conversation)
    yield f"{time} {name_of(message, conversation)}: {text}"


def _change(message: Message, local: datetime, conversation: Conversation) -> Iterator[str]:
    told = {"time": f"{local:%H:%M}", "name": name_of(message, conversation), "text": message.text}
    if message.deleted_at:
        yield _("%(name)s took back the message of %(time)s") % told
        return
    if message.edited_at:
        yield _("%(name)s changed the message of %(time)s: %(text)s") % told
    for reaction in _reactions(message, conversation):
        yield _("%(reaction)s on the message of %(time)s") % {**told, "reaction": reaction}


def _marks(message: Message, conversation: Conversation) -> str:
    word = pgettext("a message", "edited")
    edited = f"  ({word})" if message.edited_at else ""
    return edited + "".join(f"  {reaction}" for reaction in _reactions(message, conversation))


def _reactions(message: Message, conversation: Conversation) -> Iterator[str]:
    for who, reaction in sorted(message.reactions.items()):
        if emoji := reaction.get("emoji"):
            yield f"{emoji} {customer(conversation) if who == 'contact' else conversation.channel.name}"


def _files(message: Message) -> str:
    return " ".join(f"[{_file(each)}]" for each in message.attachments.all())


def _file(attachment: Attachment) -> str:
    said = attachment.name or attachment.title or attachment.link
    return " ".join(part for part in (word_for(attachment.kind), said) if part)


def word_for(kind: str) -> str:
    """What an attachment of this kind is called, in the language at hand."""
    kinds = {
        "image": _("photo"),
        "video": _("video"),
        "voice": _("voice message"),
        "sticker": _("sticker"),
        "location": _("location"),
        "link": _("link"),
    }
    return kinds.get(kind, _("file"))


def _date(day: date, language: str) -> str:
    return str(format_skeleton("yMMMEd", day, locale=language))
