"""The door: only what the provider signed, and 200 only for what is kept."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

from kaiwa.channels.models import WebhookEvent
from kaiwa.edge.tests.running import WEBHOOK, Edge, sign, test_database_url

LIMIT = 1024 * 1024


def stored() -> list[bytes]:
    return [bytes(body) for body in WebhookEvent.objects.order_by("pk").values_list("body", flat=True)]


@pytest.mark.parametrize(
    "body",
    [
        b'{"object":"page","entry":[{"id":"1","time":1}]}',
        b'{"object":"instagram","entry":[]}',
        b'{"object":"something new"}',
        b"not JSON at all",
        b'{"text":"a NUL \x00 inside"}',
        '{"text":"絵文字 🎉"}'.encode(),
        b"",
    ],
    ids=["page", "instagram", "unknown object", "junk", "NUL", "Japanese", "empty"],
)
def test_what_is_signed_is_stored_byte_for_byte_before_it_is_200(edge: Edge, body: bytes) -> None:
    answer = edge.deliver(body)

    assert answer.status_code == 200
    event = WebhookEvent.objects.get()
    assert bytes(event.body) == body
    assert (event.provider, event.state) == ("messenger", WebhookEvent.State.PENDING)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Hub-Signature-256": "sha256=" + "0" * 64},
        {"X-Hub-Signature-256": "sha256="},
        {"X-Hub-Signature-256": "sha256=é"},
        {"X-Hub-Signature": sign(b"{}")},
        {"X-Hub-Signature-256": sign(b"{ }")},
    ],
    ids=["none", "wrong", "empty", "not ASCII", "old header", "of other bytes"],
)
def test_what_is_not_signed_is_403_and_not_stored(edge: Edge, headers: dict[str, str]) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]

    answer = edge.client.post(WEBHOOK, content=b"{}", headers=raw)

    assert answer.status_code == 403
    assert answer.json()["code"] == "bad_signature"
    assert stored() == []


def test_a_body_of_one_megabyte_is_taken(edge: Edge) -> None:
    assert edge.deliver(b"x" * LIMIT).status_code == 200
    assert len(stored()[0]) == LIMIT


def test_a_body_that_says_it_is_larger_is_413_before_any_of_it_is_read(edge: Edge) -> None:
    head = f"POST {WEBHOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: {LIMIT + 1}\r\n\r\n"

    answer = edge.say(head.encode())

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in answer
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "too_large"


def test_a_larger_body_sent_in_chunks_is_413_before_all_of_it_is_read(edge: Edge) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 200 * LIMIT:
            sent += 65536
            yield b"x" * 65536

    assert edge.client.post(WEBHOOK, content=endless()).status_code == 413
    assert sent < 40 * LIMIT
    assert stored() == []


def test_a_client_that_reads_while_it_writes_sees_the_413(edge: Edge) -> None:
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    head = f"POST {WEBHOOK} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode()

    answer = edge.say(head + chunk * 17 + b"0\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_client_that_hangs_up_in_the_middle_leaves_nothing(edge: Edge) -> None:
    head = f"POST {WEBHOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"

    assert edge.say(head.encode(), end=True) == b""
    assert stored() == []


def test_the_challenge_is_answered_to_who_knows_the_verify_token(edge: Edge) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": "the verify token", "hub.challenge": "1158201444"}

    answer = edge.client.get(WEBHOOK, params=asked)

    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")
    assert edge.client.get(WEBHOOK, params=asked | {"hub.verify_token": "a guess"}).status_code == 403
    assert edge.client.get(WEBHOOK).status_code == 403


def test_only_providers_of_this_installation_have_a_door(edge: Edge) -> None:
    assert edge.client.post("/webhooks/unheard-of", content=b"{}").status_code == 404
    assert edge.client.post("/webhooks/", content=b"{}").status_code == 404
    assert edge.client.put(WEBHOOK, content=b"{}").status_code == 405


def test_many_at_once_are_each_stored_once_in_few_commits(edge: Edge) -> None:
    bodies = [b'{"n":%d}' % number for number in range(400)]

    with ThreadPoolExecutor(40) as callers:
        answers = list(callers.map(edge.deliver, bodies))

    assert {answer.status_code for answer in answers} == {200}
    assert sorted(stored()) == sorted(bodies)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM channels_webhookevent")
        assert cursor.fetchone()[0] < len(bodies)


def test_the_drain_is_woken_once_for_many(edge: Edge) -> None:
    with psycopg.connect(test_database_url(), autocommit=True) as listener:
        listener.execute("LISTEN kaiwa_inbound")
        with ThreadPoolExecutor(20) as callers:
            list(callers.map(edge.deliver, [b"{}"] * 200))
        heard = list(listener.notifies(timeout=0.5))

    assert 1 <= len(heard) < 200


def test_the_door_says_who_it_is_not_to_scripts(edge: Edge) -> None:
    answer = edge.client.get(WEBHOOK)

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers


def test_errors_are_in_the_readers_language(edge: Edge) -> None:
    english = edge.client.post(WEBHOOK, content=b"{}", headers={"Accept-Language": "en-GB, ja;q=0.5"})
    japanese = edge.client.post(WEBHOOK, content=b"{}", headers={"Accept-Language": "ja, en;q=0.5"})

    assert english.json()["code"] == japanese.json()["code"] == "bad_signature"
    assert english.json()["message"] != ""
