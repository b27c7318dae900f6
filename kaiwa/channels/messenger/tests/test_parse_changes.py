"""Webhooks of what becomes of a message: unsent, edited, delivered, read, reacted to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kaiwa.channels.events import Deleted, Edited, Reacted, Receipt
from kaiwa.channels.messenger.tests.webhooks import AT, WHEN, WHERE, item, message, one, page_item


def test_an_unsend() -> None:
    assert one(message(is_deleted=True)) == Deleted(external_id="m_1", **WHERE)


def test_an_unsend_of_the_page_concerns_the_customer_it_wrote_to() -> None:
    raw = page_item(message={"mid": "m_1", "is_deleted": True, "is_echo": True})
    assert one(raw) == Deleted(external_id="m_1", **WHERE)


@pytest.mark.parametrize("revision", [2, "2"])
def test_an_edit(revision: object) -> None:
    raw = item(message_edit={"mid": "m_1", "text": "Friday 3 pm", "num_edit": revision})
    assert one(raw) == Edited(external_id="m_1", text="Friday 3 pm", revision=2, **WHERE)


def test_a_delivery_with_mids() -> None:
    raw = item(delivery={"mids": ["m_1", "m_2"], "watermark": AT - 10})
    assert one(raw) == Receipt(
        kind="delivered",
        until=WHEN - timedelta(milliseconds=10),
        external_ids=("m_1", "m_2"),
        **WHERE,
    )


def test_a_delivery_without_mids_and_timestamp_happened_at_its_watermark() -> None:
    raw = item(delivery={"watermark": AT})
    del raw["timestamp"]
    assert one(raw) == Receipt(kind="delivered", until=WHEN, **WHERE)


def test_a_read() -> None:
    assert one(item(read={"watermark": AT, "seq": 38})) == Receipt(kind="read", until=WHEN, **WHERE)


def test_a_receipt_that_only_names_messages_says_nothing_of_those_before() -> None:
    event = one(item(read={"mid": "m_1"}))
    assert isinstance(event, Receipt)
    assert (event.until.year, event.external_ids) == (1970, ("m_1",))


def test_a_reaction() -> None:
    raw = item(reaction={"mid": "m_1", "action": "react", "reaction": "love", "emoji": "❤️"})
    assert one(raw) == Reacted(external_id="m_1", by="contact", emoji="❤️", **WHERE)


def test_a_reaction_named_without_its_emoji() -> None:
    raw = item(reaction={"mid": "m_1", "action": "react", "reaction": "like"})
    assert one(raw) == Reacted(external_id="m_1", by="contact", emoji="👍", **WHERE)


def test_a_reaction_taken_back() -> None:
    raw = item(reaction={"mid": "m_1", "action": "unreact", "emoji": "👍"})
    assert one(raw) == Reacted(external_id="m_1", by="contact", emoji="", **WHERE)


def test_a_reaction_of_the_page() -> None:
    raw = page_item(reaction={"mid": "m_1", "action": "react", "emoji": "👍"})
    assert one(raw) == Reacted(external_id="m_1", by="channel", emoji="👍", **WHERE)
