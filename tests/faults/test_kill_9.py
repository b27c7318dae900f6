"""`kill -9` of any part while webhooks come in and replies go out: nothing is lost, nothing is doubled."""

import sys
import threading
import time
from collections import Counter
from typing import Any

import httpx
import pytest

from tests.e2e.account import Account
from tests.e2e.instance import Instance
from tests.e2e.practice import Customer, Sandbox
from tests.faults import crm
from tests.faults.load import Load

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")

PARTS = ("edge", "drain", "worker", "postgres")
SETTLED = {"sent", "delivered", "read", "unknown"}


def wait_until(condition: Any, within: float, what: str) -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"not {what} after {within} s"
        time.sleep(0.2)


def healthy(instance: Instance) -> bool:
    try:
        return httpx.get(f"{instance.url}/healthz", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def load(instance: Instance, sandbox: Sandbox, member: Account) -> Load:
    """What customers write to the connected Page, once it is sent."""
    page = next(page["id"] for page in sandbox.get("state")["pages"] if page["key"] == "minato")
    return Load(instance, page)


def test_webhooks_survive_the_death_of_any_part(instance: Instance, member: Account, load: Load) -> None:
    sending = threading.Thread(target=load.send)
    sending.start()
    for part in PARTS * 2:
        before = load.sent
        wait_until(lambda before=before: load.sent > before or not sending.is_alive(), 60, "taking webhooks")
        instance.kill_part(part)
    sending.join(180)
    assert load.sent == load.customers * load.each
    wait_until(lambda: healthy(instance), 90, "healthy")

    def written() -> dict[str, list[str]]:
        return {psid: texts for psid, texts in _conversations(member).items() if psid in load.texts}

    wait_until(lambda: sum(map(len, written().values())) >= load.sent, 90, "drained")
    assert written() == load.texts


def test_replies_survive_the_death_of_the_worker(
    instance: Instance, sandbox: Sandbox, member: Account
) -> None:
    customers = [sandbox.customer("minato") for _ in range(6)]
    for customer in customers:
        customer.write("すみません、在庫はありますか")
    wait_until(lambda: len(_ids(member, customers)) == len(customers), 60, "received")
    ids = _ids(member, customers)
    # Every call is slow, so that each death finds one under way
    sandbox.fault(kind="slow", on="messages", seconds=0.5, count=0)
    for number in range(4):
        for customer in customers:
            path = f"/api/v1/conversations/{ids[customer.name]}/messages"
            body = {"text": f"{customer.id} への返事 {number}", "key": f"{customer.id}-{number}"}
            member.post(path, body, expect=201)
        instance.kill_part("worker")
        wait_until(lambda: healthy(instance), 90, "healthy")
    sandbox.client.delete("faults")
    wait_until(lambda: _statuses(member, ids) <= SETTLED, 180, "settled")
    for customer in customers:
        _compare(member, ids[customer.name], customer)


def test_each_customer_is_one_lead_that_tells_all_they_wrote(member: Account, load: Load) -> None:
    """H-09, D-56: workers died while persons and leads were made and notes written, and nobody was told."""

    def told() -> list[list[str]]:
        # Of leads that are about something else there is nothing
        return [texts for texts in crm.told(member, load.pattern) if texts]

    wait_until(lambda: sum(map(len, told())) >= load.sent, 150, "written into the CRM")
    assert sorted(told()) == sorted(load.texts.values())


def _conversations(member: Account) -> dict[str, list[str]]:
    """What customers wrote, by their PSID, oldest first, as the API tells it."""
    return {
        conversation["identity"]["external_id"]: [
            message["text"]
            for message in _messages(member, conversation["id"])
            if message["direction"] == "in"
        ]
        for conversation in _all(member)
    }


def _all(member: Account) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = member.get("/api/v1/conversations", limit=50, **({"cursor": cursor} if cursor else {}))
        found += page["items"]
        cursor = page["next_cursor"]
        if not cursor:
            return found


def _messages(member: Account, conversation: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    before: dict[str, int] = {}
    while True:
        page = member.get(f"/api/v1/conversations/{conversation}/messages", limit=30, **before)
        found = page["items"] + found
        if not page["has_more"]:
            return found
        before = {"before": found[0]["id"]}


def _ids(member: Account, customers: list[Customer]) -> dict[str, int]:
    names = {customer.name for customer in customers}
    return {row["contact"]["name"]: row["id"] for row in _all(member) if row["contact"]["name"] in names}


def _ours(member: Account, conversation: int) -> list[dict[str, Any]]:
    return [message for message in _messages(member, conversation) if message["direction"] == "out"]


def _statuses(member: Account, ids: dict[str, int]) -> set[str]:
    return {message["status"] for pk in ids.values() for message in _ours(member, pk)}


def _compare(member: Account, conversation: int, customer: Customer) -> None:
    """On the phone is once what we call sent, and at most once what we call unknown."""
    arrived = Counter(message["text"] for message in customer.received())
    ours = _ours(member, conversation)
    assert len(ours) == len({message["key"] for message in ours}) == 4
    for message in ours:
        expected = {0, 1} if message["status"] == "unknown" else {1}
        assert arrived[message["text"]] in expected, message
