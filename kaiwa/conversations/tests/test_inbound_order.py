"""Whatever order webhooks come in, and however often: the inbox ends in the same state (D-10..15, D-20..22)."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaiwa.channels.base import Sent
from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import WebhookEvent
from kaiwa.conversations import delivery
from kaiwa.conversations.batches import Batches
from kaiwa.conversations.changes import moment
from kaiwa.conversations.models import Contact, Conversation, EarlyChange, Message
from kaiwa.conversations.tests.journal import arrive, drain, receive
from kaiwa.sandbox.tests.conftest import APP_ID

CUSTOMERS = ["201", "202", "203"]
WRITES = ["text", "picture", "ad", "echo"]
CHANGES = ["edit", "delete", "react", "unreact", "ours", "ours react", "ours delete", "ours delivered"]
KINDS = [*WRITES, *CHANGES, "delivered", "read", "referral", "postback", "press"]
# What members sent before, in every state in which an echo may find it
SENDS = ["sending", "unknown", "failed", "queued"]

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


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=acts, seed=st.integers(0, 2**16), place=st.integers(0, 30))
def test_the_answer_of_a_send_may_come_at_any_moment_among_its_webhooks(channel, acts, seed, place):
    echoes = [("ours", customer, 0) for customer in CUSTOMERS]
    bodies = _log([*echoes, *acts])
    ordered = _state_after(bodies, 500, answered=0)
    random.Random(seed).shuffle(bodies)
    assert _state_after(bodies, 3, answered=place) == ordered


def test_the_property_compares_something(channel):
    state = _state_after(_log([("text", "201", 0), ("react", "201", 0), ("ours", "202", 1)]), 500)
    assert [conversation["customer"] for conversation in state] == CUSTOMERS
    assert state[0]["messages"][-1]["reactions"] == [("contact", "👍")]
    assert [message["status"] for message in state[1]["messages"][1:]] == [
        "sending",
        "sent",
        "failed",
        "queued",
    ]


def _log(acts: list[tuple[str, str, int]]) -> list[bytes]:
    """One webhook per act; act N is about message N of its customer, which may be written later or never."""
    bodies, written = [], dict.fromkeys(CUSTOMERS, 0)
    for step, (kind, customer, target) in enumerate(acts):
        # Messages have a time each: arrival decides within one instant. Changes of one instant must not differ
        at = webhooks.AT + (step // 3 if kind in CHANGES else step) * 1000
        if kind in WRITES:
            target, written[customer] = written[customer], written[customer] + 1
        if kind == "ours":
            at = _echoed(target % len(SENDS))
        item = _item(kind, customer, target, step, at)
        people = {"sender": {"id": customer}, "recipient": {"id": webhooks.PAGE}}
        if kind in {"echo", "ours", "ours delete"}:
            people = {"sender": people["recipient"], "recipient": people["sender"]}
        bodies.append(webhooks.body({**people, "timestamp": at, **item}))
    return bodies


def _item(kind: str, customer: str, target: int, step: int, at: int) -> dict[str, Any]:
    mid, send = f"m_{customer}_{target}", target % len(SENDS)
    ours = f"o_{customer}_{send}"
    picture = {"type": "image", "payload": {"url": "https://cdn.example/p.png"}}
    ad = {"ref": f"r{step}", "source": "ADS", "type": "OPEN_THREAD"}
    like = {"action": "react", "reaction": "like", "emoji": "👍"}
    echo = {"mid": ours, "text": "reply", "is_echo": True, "app_id": int(APP_ID), "metadata": f"k{send}:0"}
    kinds: dict[str, dict[str, Any]] = {
        "text": {"message": {"mid": mid, "text": f"text {step}"}},
        "picture": {"message": {"mid": mid, "attachments": [picture]}},
        "ad": {"message": {"mid": mid, "text": f"text {step}", "referral": ad}},
        "echo": {"message": {"mid": mid, "text": f"echo {step}", "is_echo": True, "app_id": 1}},
        "edit": {"message_edit": {"mid": mid, "text": f"edit {step}", "num_edit": step // 3}},
        "delete": {"message": {"mid": mid, "is_deleted": True}},
        "react": {"reaction": {"mid": mid, **like}},
        "unreact": {"reaction": {"mid": mid, "action": "unreact"}},
        "ours": {"message": echo},
        "ours react": {"reaction": {"mid": ours, **like}},
        "ours delete": {"message": {"mid": ours, "is_echo": True, "is_deleted": True}},
        "ours delivered": {"delivery": {"mids": [ours, mid], "watermark": at}},
        "delivered": {"delivery": {"watermark": at}},
        "read": {"read": {"watermark": at}},
        "referral": {"referral": ad},
        "postback": {"postback": {"mid": f"p_{mid}_{step}", "title": "Start", "payload": "GO"}},
        "press": {"postback": {"title": "Start", "payload": "GO"}},
    }
    return kinds[kind]


def _echoed(send: int) -> int:
    """When the provider took it; a receipt is never older than what it names."""
    return webhooks.AT - 1000 + send


def _state_after(bodies: list[bytes], batch: int, *, answered: int | None = None) -> list[dict[str, Any]]:
    """`answered`: how many webhooks are there before the answer to the send that is under way."""
    Contact.objects.all().delete()
    EarlyChange.objects.all().delete()
    WebhookEvent.objects.all().delete()
    _sent_before()
    batches = Batches()
    batches.limit = batch
    arrive(*bodies[: answered or 0])
    drain(batches)
    if answered is not None:
        for message in Message.objects.filter(key="k0").select_related("conversation__identity"):
            delivery._record_sent(message, Sent(f"o_{message.conversation.identity.external_id}_0"))
    arrive(*bodies[answered or 0 :])
    drain(batches)
    assert not WebhookEvent.objects.exclude(state=WebhookEvent.State.HANDLED).exists()
    return [_conversation(row) for row in Conversation.objects.order_by("identity__external_id")]


def _sent_before() -> None:
    """Every customer wrote once, and was answered."""
    hello = {"recipient": {"id": webhooks.PAGE}, "timestamp": webhooks.AT - 9000}
    for customer in CUSTOMERS:
        said = {"mid": f"hello_{customer}", "text": "hello"}
        receive(webhooks.body({"sender": {"id": customer}, **hello, "message": said}))
    Message.objects.bulk_create(
        Message(
            conversation=conversation,
            channel=conversation.channel,
            direction="out",
            text="reply",
            sent_at=moment(webhooks.AT - 5000 + send),
            status=status,
            key=f"k{send}",
        )
        for conversation in Conversation.objects.select_related("channel")
        for send, status in enumerate(SENDS)
    )


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
