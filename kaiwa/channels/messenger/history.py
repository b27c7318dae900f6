"""The Conversations API: what a Page's inbox holds, to be compared with what webhooks brought.

https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations: two calls a second
for each Page; of a conversation all ids, but only the 20 newest messages in full.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings

from kaiwa.channels import events
from kaiwa.channels.base import ChannelError, Credentials, Listed, Named
from kaiwa.channels.messenger import graph, listing, values
from kaiwa.channels.messenger.values import UnreadableItem

logger = logging.getLogger(__name__)

IN_FULL = 20
# Conversations in one answer, each with its 20 messages; less when Facebook cannot make so much at once
AT_ONCE = 25
NAMES_AT_ONCE = 100
_MESSAGE = "id,created_time,from,to,message,attachments,sticker,shares,reply_to"
_FIELDS = f"id,updated_time,participants,messages.limit({IN_FULL}){{{_MESSAGE}}}"


def history(credentials: Credentials, since: datetime | None) -> Iterator[Sequence[Listed]]:
    """Newest first, down to those that did not change after `since`. Raises ChannelError."""
    ask = partial(_paced, credentials.token)
    query = {"platform": "messenger", "fields": _FIELDS}
    for rows in _pages(ask, f"{graph.node(credentials.channel)}/conversations", query, AT_ONCE):
        found = [listed for row in rows if (listed := _listed(row, credentials.channel, ask))]
        wanted = [listed for listed in found if since is None or listed.changed_at >= since]
        if wanted:
            yield wanted
        if len(wanted) < len(found):
            return


Ask = Callable[..., dict[str, Any]]
Row = dict[str, Any]


def _paced(token: str, path: str, **query: str) -> Row:
    """One call, late enough after whichever came before: nobody else lists this Page while its round runs."""
    time.sleep(1 / settings.META_LIST_RATE)
    return graph.get(path, token, **query)


def _pages(ask: Ask, path: str, query: dict[str, str], limit: int) -> Iterator[list[Row]]:
    after: dict[str, str] = {}
    while True:
        try:
            answer = ask(path, **query, **after, limit=str(limit))
        except ChannelError as error:
            # "Please reduce the amount of data you're asking for" has no code of its own
            if error.code != "provider_failed" or limit == 1:
                raise
            limit = max(1, limit // 4)
            continue
        yield [row for row in values.optional_list(answer.get("data")) if isinstance(row, dict)]
        paging = values.optional_mapping(answer.get("paging"))
        cursor = values.optional_mapping(paging.get("cursors")).get("after")
        if not paging.get("next") or not isinstance(cursor, str):
            return
        after = {"after": cursor}


def _listed(row: Row, page: str, ask: Ask) -> Listed | None:
    try:
        changed_at = listing.when(row.get("updated_time"))
        contact = _contact(row, page)
        messages = values.optional_list(values.optional_mapping(row.get("messages")).get("data"))
        conversation = values.identifier(row.get("id"), "conversation id")
    except UnreadableItem as error:
        # A thread whose person is gone has nobody to write to, and nothing to file it under
        logger.info("a listed conversation of Page %s is left out: %s", page, error)
        return None
    before = partial(_before, ask, conversation, len(messages)) if len(messages) >= IN_FULL else None
    return Listed(contact, changed_at, tuple(_events(messages, page, contact)), before)


def _contact(row: Row, page: str) -> str:
    people = values.optional_list(values.optional_mapping(row.get("participants")).get("data"))
    ids = [values.optional_mapping(person).get("id") for person in people]
    return values.identifier(next((each for each in ids if each and str(each) != page), None), "participant")


def _events(messages: list[Any], page: str, contact: str) -> Iterator[events.MessageReceived | events.Echo]:
    for message in reversed(messages):
        try:
            event = listing.event(values.mapping(message, "message"), page, contact)
        except UnreadableItem as error:
            logger.warning("a listed message of Page %s is left out: %s", page, error)
            continue
        if event:
            yield event


def _before(ask: Ask, conversation: str, shown: int) -> Iterator[Named]:
    """The ids and times of what the conversation held before the messages that were shown in full."""
    position = 0
    query = {"fields": "id,created_time"}
    for rows in _pages(ask, f"{graph.node(conversation)}/messages", query, NAMES_AT_ONCE):
        for row in rows:
            position += 1
            if position > shown and (named := _named(row)):
                yield named


def _named(row: Row) -> Named | None:
    try:
        return Named(values.identifier(row.get("id"), "id", 255), listing.when(row.get("created_time")))
    except UnreadableItem as error:
        logger.warning("a message that is only named is left out: %s", error)
        return None
