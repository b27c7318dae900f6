"""Whatever order webhooks come in, and however often: the inbox ends in the same state (D-10..15, D-20..22)."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import WebhookEvent
from kaiwa.conversations.batches import Batches
from kaiwa.conversations.models import Contact, Conversation, EarlyChange, Message
from kaiwa.conversations.tests.journal import arrive, drain

CUSTOMERS = ["201", "202", "203"]
KINDS = ["text", "picture", "echo", "edit", "delete", "react", "delivered", "read", "referral", "postback"]

acts = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(CUSTOMERS), st.integers(0, 6)), min_size=1, max_size=30
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=acts, seed=st.integers(0, 2**16), batch=st.sampled_from([1, 3, 500]))
def test_shuffled_and_doubled_webhooks_end_in_the_state_of_the_ordered_ones(channel, acts, seed, batch):
    bodies = _log(acts)
    ordered = _state_after(bodies, 500)
    shuffled = bodies * 2
    random.Random(seed).shuffle(shuffled)
    assert _state_after(shuffled, batch) == ordered


def test_the_property_compares_something(channel):
    state = _state_after(_log([("text", "201", 0), ("react", "201", 0), ("referral", "202", 0)]), 500)
    assert [conversation["customer"] for conversation in state] == ["201", "202"]
    assert state[0]["messages"][0]["reactions"] == [("contact", "👍")]


def _log(acts: list[tuple[str, str, int]]) -> list[bytes]:
    """One webhook per act; act N is about message N of its customer, which may be written later or never."""
    bodies, written = [], dict.fromkeys(CUSTOMERS, 0)
    for step, (kind, customer, target) in enumerate(acts):
        at = webhooks.AT + step * 1000
        if kind in {"text", "picture", "echo"}:
            target, written[customer] = written[customer], written[customer] + 1
        item = _item(kind, f"m_{customer}_{target}", step, at)
        people = {"sender": {"id": customer}, "recipient": {"id": webhooks.PAGE}}
        if kind == "echo":
            people = {"sender": people["recipient"], "recipient": people["sender"]}
        bodies.append(webhooks.body({**people, "timestamp": at, **item}))
    return bodies


def _item(kind: str, mid: str, step: int, at: int) -> dict[str, Any]:
    picture = {"type": "image", "payload": {"url": "https://cdn.example/p.png"}}
    kinds: dict[str, dict[str, Any]] = {
        "text": {"message": {"mid": mid, "text": f"text {step}"}},
        "picture": {"message": {"mid": mid, "attachments": [picture]}},
        "echo": {"message": {"mid": mid, "text": f"echo {step}", "is_echo": True, "app_id": 1}},
        "edit": {"message_edit": {"mid": mid, "text": f"edit {step}", "num_edit": step + 1}},
        "delete": {"message": {"mid": mid, "is_deleted": True}},
        "react": {"reaction": {"mid": mid, "action": "react", "reaction": "like", "emoji": "👍"}},
        "delivered": {"delivery": {"watermark": at}},
        "read": {"read": {"watermark": at}},
        "referral": {"referral": {"ref": f"r{step}", "source": "ADS", "type": "OPEN_THREAD"}},
        "postback": {"postback": {"mid": f"p_{mid}_{step}", "title": "Start", "payload": "GO"}},
    }
    return kinds[kind]


def _state_after(bodies: list[bytes], batch: int) -> list[dict[str, Any]]:
    Contact.objects.all().delete()
    EarlyChange.objects.all().delete()
    WebhookEvent.objects.all().delete()
    arrive(*bodies)
    batches = Batches()
    batches.limit = batch
    drain(batches)
    assert not WebhookEvent.objects.exclude(state=WebhookEvent.State.HANDLED).exists()
    return [_conversation(row) for row in Conversation.objects.order_by("identity__external_id")]


def _conversation(row: Conversation) -> dict[str, Any]:
    return {
        "customer": row.identity.external_id,
        "last": (row.last_message.external_id, row.last_message_at) if row.last_message else None,
        "window": row.last_inbound_at,
        "receipts": (row.delivered_until, row.read_until),
        "source": row.source,
        "messages": [_message(message) for message in row.messages.order_by("sent_at", "external_id")],
    }


def _message(row: Message) -> dict[str, Any]:
    names = (
        "external_id direction kind text sent_at status elsewhere revision edited_at deleted_at accepted_at"
    )
    return {
        **{name: getattr(row, name) for name in names.split()},
        "reactions": sorted((by, reaction["emoji"]) for by, reaction in row.reactions.items()),
        "attachments": list(row.attachments.values_list("position", "kind", "source_url")),
    }
