"""Webhooks: shapes, signature, order, retries and every way in which they can go wrong."""

from typing import Any

from kaiwa.sandbox.app import build
from kaiwa.sandbox.tests.conftest import FIELDS, MINATO, Door, Sandbox, config_for, free_port, serving


def test_a_customers_text_arrives_signed_and_in_escaped_unicode(connected: Sandbox) -> None:
    """`こんにちは` leaves as \\u3053…, and the signature is over those bytes."""
    done = connected.act(text="こんにちは https://例え.jp/")
    item = connected.arrived()[0]
    assert item["sender"] == {"id": done["psid"]}
    assert item["recipient"] == {"id": MINATO}
    assert item["timestamp"] == done["at"]
    assert item["message"] == {"mid": done["mid"], "text": "こんにちは https://例え.jp/"}
    assert connected.door.signed
    assert rb"\u3053\u3093" in connected.door.bodies[0]
    assert rb"https:\/\/" in connected.door.bodies[0]
    assert connected.door.bodies[0].isascii()
