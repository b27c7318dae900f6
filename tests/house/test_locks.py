"""Advisory locks by name and number."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from kaiwa.lib.locks import holding, lock, lock_key, try_lock


@pytest.fixture
def other() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection of another process."""
    parameters = connection.get_connection_params()
    with psycopg.connect(
        **{name: parameters[name] for name in ("dbname", "user", "host", "port") if name in parameters},
        autocommit=True,
    ) as other:
        yield other


def free(other: psycopg.Connection[tuple[object, ...]], name: str, number: int = 0) -> bool:
    row = other.execute("SELECT pg_try_advisory_lock(%s)", [lock_key(name, number)]).fetchone()
    assert row is not None
    if row[0]:
        other.execute("SELECT pg_advisory_unlock(%s)", [lock_key(name, number)])
    return bool(row[0])


@pytest.mark.django_db(transaction=True)
def test_a_lock_ends_with_its_transaction(other: psycopg.Connection[tuple[object, ...]]) -> None:
    with transaction.atomic():
        lock("send", 7)
        assert not free(other, "send", 7)
        assert free(other, "send", 8)
        assert free(other, "fetch", 7)
    assert free(other, "send", 7)


@pytest.mark.django_db(transaction=True)
def test_a_held_lock_spans_transactions_and_is_let_go(other: psycopg.Connection[tuple[object, ...]]) -> None:
    with holding("drain") as held:
        assert held
        with transaction.atomic():
            pass
        assert not free(other, "drain")
    assert free(other, "drain")


@pytest.mark.django_db(transaction=True)
def test_who_comes_second_is_told(other: psycopg.Connection[tuple[object, ...]]) -> None:
    other.execute("SELECT pg_advisory_lock(%s)", [lock_key("drain")])
    with holding("drain") as held:
        assert not held
    with transaction.atomic():
        assert not try_lock("drain")


@pytest.mark.django_db(transaction=True)
def test_a_lock_for_a_transaction_needs_one() -> None:
    with pytest.raises(RuntimeError, match="Outside a transaction"):
        lock("send")


def test_a_number_may_be_as_large_as_a_row_can_have() -> None:
    assert -(2**63) <= lock_key("send", 2**63 - 1) < 2**63
