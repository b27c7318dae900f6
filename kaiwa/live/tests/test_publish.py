"""publish: what PostgreSQL's notifications can carry, and when they go."""

from __future__ import annotations

import json

import psycopg
import pytest
from django.db import connection, transaction

from kaiwa.live import CHANNEL, publish

HUGE = 2**63 - 1


@pytest.fixture
def listener(transactional_db: None) -> psycopg.Connection[tuple[object, ...]]:
    parameters = connection.get_connection_params()
    names = {"dbname", "user", "password", "host", "port"}
    opened = psycopg.connect(**{k: v for k, v in parameters.items() if k in names}, autocommit=True)
    opened.execute(f"LISTEN {CHANNEL}")
    return opened


def heard(listener: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    with listener:
        return [note.payload for note in listener.notifies(timeout=0.5)]


def test_any_number_of_the_largest_ids_goes_out_in_pieces_that_fit(
    listener: psycopg.Connection[tuple[object, ...]],
) -> None:
    ids = {
        name: [HUGE - number for number in range(2000)] for name in ("conversations", "messages", "channels")
    }

    publish(HUGE, conversations=ids["conversations"], messages=ids["messages"], channels=ids["channels"])

    notes = heard(listener)
    assert all(len(note.encode()) < 8000 for note in notes)
    told: dict[str, list[int]] = {name: [] for name in ids}
    for note in notes:
        for name, pks in json.loads(note).items():
            if name != "workspace":
                told[name] += pks
    assert told == ids


def test_records_go_out_with_their_kinds_in_pieces_that_fit(
    listener: psycopg.Connection[tuple[object, ...]],
) -> None:
    records = [("organization", HUGE - number) for number in range(1000)]

    publish(HUGE, records=records, chats=[HUGE])

    notes = heard(listener)
    assert all(len(note.encode()) < 8000 for note in notes)
    told = [json.loads(note) for note in notes]
    assert [tuple(record) for note in told for record in note.get("records", ())] == records
    assert [chat for note in told for chat in note.get("chats", ())] == [HUGE]


def test_it_goes_out_with_the_callers_transaction_or_not_at_all(
    listener: psycopg.Connection[tuple[object, ...]],
) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        publish(1, messages=[1])
        raise RuntimeError
    with transaction.atomic():
        publish(1, messages=[2], access=True)

    assert [json.loads(note) for note in heard(listener)] == [
        {"workspace": 1, "messages": [2]},
        {"workspace": 1, "access": True},
    ]


def test_nothing_changed_tells_nothing(listener: psycopg.Connection[tuple[object, ...]]) -> None:
    publish(1)

    assert heard(listener) == []
