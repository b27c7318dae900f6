"""A practice number does what every provider must, as far as it can; and tells the number of who writes (D-51)."""

from __future__ import annotations

import json

import pytest

from kaiwa.channels.base import Credentials, Signal
from kaiwa.channels.contract import ProviderContract, Subject, Webhook
from kaiwa.channels.events import MessageReceived
from kaiwa.channels.practice_number import exchange
from kaiwa.channels.practice_number.provider import PracticeNumber
from kaiwa.channels.practice_number.signature import HEADER, sign
from kaiwa.sandbox.tests.conftest import (  # noqa: F401 pytest finds fixtures by their names here
    SECRET,
    Sandbox,
    door,
    running,
    sandbox,
)

NUMBER = "+815031234567"


class Number(Subject):
    """The practice number, and Yui who wrote to it."""

    provider = PracticeNumber()
    strangers = (b'{"number": "+815031234567", "events": [{"type": "something_new"}]}',)

    def __init__(self, sandbox: Sandbox) -> None:  # noqa: F811 the fixture of that name
        self.sandbox = sandbox
        (number,) = exchange.numbers()
        self.credentials = Credentials(number["number"], number["token"])
        exchange.report(self.credentials, on=True)
        self.contact = str(sandbox.act(page=NUMBER, text="こんにちは")["psid"])
        sandbox.get("idle")
        sandbox.door.bodies.clear()

    def sign(self, body: bytes) -> Webhook:
        return Webhook(body, {HEADER: sign(body, SECRET)})

    def customer_writes(self, text: str) -> None:
        self.sandbox.act(page=NUMBER, text=text)

    def customer_sends_file(self) -> None:
        picture = next(each["name"] for each in self.sandbox.get("canned") if each["type"] == "image")
        self.sandbox.act(page=NUMBER, kind="image", canned=picture)

    def received(self) -> list[str]:
        return [message["text"] for message in self.sandbox.get("customers/yui/received", page=NUMBER)]

    def shown(self) -> set[Signal]:
        return set()

    def webhooks(self) -> list[Webhook]:
        self.sandbox.get("idle")
        assert self.sandbox.door.signed
        return [self.sign(body) for body in self.sandbox.door.bodies]

    def stop_reporting(self) -> bool:
        self.sandbox.patch(f"pages/{NUMBER}", subscribed=False)
        return True

    def another_app_takes_the_thread(self) -> bool:
        return False

    def refuse(self, situation: str) -> bool:
        return False


@pytest.fixture
def number(settings, sandbox) -> Number:  # noqa: F811 the fixture imported above
    settings.META_APP_SECRET = SECRET
    settings.SANDBOX, settings.SANDBOX_URL = True, sandbox.config.own_url
    return Number(sandbox)


class TestPracticeNumber(ProviderContract):
    @pytest.fixture
    def subject(self, number: Number) -> Number:
        return number


def test_who_writes_is_known_by_phone_and_name(number: Number) -> None:
    number.customer_writes("hello")
    (told,) = [event for event in number.events() if isinstance(event, MessageReceived)]
    assert told.phone == told.contact == number.contact
    assert (told.phone.startswith("+8190"), told.name) == (True, "高橋 結衣")


@pytest.mark.parametrize("contact", ["", "090", "+81x", "+" + "1" * 16, "+８１90", None])
def test_a_writer_without_a_number_is_set_aside(contact: object) -> None:
    """D-52: what is no number makes nobody."""
    event = {"type": "message", "contact": contact, "at": 1, "id": "m", "text": "x"}
    parsed = PracticeNumber().parse(json.dumps({"number": NUMBER, "events": [event]}).encode())
    assert (parsed.events, len(parsed.rejected)) == ((), 1)
