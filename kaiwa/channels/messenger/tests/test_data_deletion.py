"""Deleting what we keep of somebody who connected, as Facebook asks for it (FAQ-11, FAQ-12)."""

from __future__ import annotations

from typing import Any

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.messenger.tests.leaving import DELETE, MISAKI, call, codes, signed, states
from kaiwa.channels.models import Channel, Connection, WebhookEvent
from kaiwa.conversations.tests.journal import receive
from kaiwa.sandbox.tests.conftest import MINATO

HANDED_OVER = webhooks.item(message={"text": "whose id is missing"}) | {"sender": {"id": MISAKI}}
OTHERS = webhooks.item(message={"text": "that of a customer, also unreadable"})


def naming(*items: Any) -> bytes:
    """A webhook of Minato's Page."""
    return webhooks.entries({"id": MINATO, "time": webhooks.AT, "messaging": list(items)})


def test_who_connected_has_their_data_deleted_and_can_look_at_it(facebook, connection, visitor) -> None:
    answer = call(visitor, DELETE, signed()).json()
    code = answer["confirmation_code"]
    assert answer == {
        "url": f"{facebook.sandbox.config.public_url}/data-deletion/{code}",
        "confirmation_code": code,
    }
    row = Connection.objects.get()
    assert (row.external_user_id, row.external_user_name, row.credentials) == ("", "", "")
    assert not Channel.objects.exclude(external_user_id="", credentials="").exists()
    assert states() == {("disconnected", "login_deleted")}
    shown = visitor.get("/api/v1/data-deletions", code=code).json()
    assert (shown["code"], shown["label"], shown["found"]) == (code, "Messenger", True)
    assert shown["completed_at"]
    assert "personal_data_deleted" in codes()


def test_of_somebody_unknown_there_is_nothing_to_delete(connection, visitor) -> None:
    code = call(visitor, DELETE, signed("999")).json()["confirmation_code"]
    assert visitor.get("/api/v1/data-deletions", code=code).json()["found"] is False
    assert states() == {("connected", "")}


def test_a_made_up_code_tells_nothing(db, visitor) -> None:
    assert visitor.get("/api/v1/data-deletions", code="0" * 20).status_code == 404


def test_webhooks_that_name_them_are_deleted_with_their_data(connection, alice, visitor) -> None:
    """What was handled goes whole; of what was not, what others wrote stays."""
    longer = webhooks.entries({"id": MISAKI + "0", "changes": []})
    receive(webhooks.entries({"id": MISAKI, "changed_fields": ["name"]}, kind="user"), longer)
    receive(naming(HANDED_OVER), naming(HANDED_OVER, OTHERS))
    whole, part = WebhookEvent.objects.filter(state=WebhookEvent.State.SET_ASIDE).order_by("pk")
    call(visitor, DELETE, signed())

    assert not [row for row in WebhookEvent.objects.all() if MISAKI.encode() + b'"' in bytes(row.body)]
    assert longer in [bytes(row.body) for row in WebhookEvent.objects.all()]
    part.refresh_from_db()
    assert (part.state, b"that of a customer" in bytes(part.body)) == (WebhookEvent.State.SET_ASIDE, True)
    channel = Channel.objects.get(external_id=MINATO)
    listed = alice.get(f"/api/v1/channels/{channel.pk}/set-aside").json()
    assert {each["id"]: each["state"] for each in listed["items"]} == {
        whole.pk: "blanked",
        part.pk: "set_aside",
    }
    assert listed["set_aside"] == 1
    refused = alice.post(f"/api/v1/webhook-events/{whole.pk}/replay")
    assert (refused.status_code, refused.json()["code"]) == (409, "webhook_blanked")
    assert alice.get(f"/api/v1/webhook-events/{whole.pk}").json()["body"] == ""


def test_what_ended_the_process_is_blanked_unread(connection, visitor) -> None:
    row = WebhookEvent.objects.create(
        provider="messenger", body=naming(HANDED_OVER, OTHERS), state=3, reason="ended_process", error=MISAKI
    )
    assert call(visitor, DELETE, signed()).status_code == 200
    row.refresh_from_db()
    assert (bytes(row.body), row.error, row.reason) == (b"", "", "blanked")
