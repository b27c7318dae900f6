"""Wake-ups: one waits at most, none aborts the caller, none is lost to a race."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kaiwa.lib.jobs import wake


@app.task
def look_at(pk: int) -> None:
    """Nothing: only its waiting is looked at here."""


@pytest.fixture(autouse=True)
def no_jobs(db: None) -> None:
    """Django empties only the tables that it made: a test with transactions leaves its jobs behind."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def waiting() -> list[dict[str, int]]:
    return list(ProcrastinateJob.objects.filter(status="todo").values_list("args", flat=True))


@pytest.mark.django_db
def test_one_waiting_job_is_enough() -> None:
    with transaction.atomic():
        wake(look_at, pk=1)
        wake(look_at, pk=1)
        wake(look_at, pk=2)
    assert waiting() == [{"pk": 1}, {"pk": 2}]


@pytest.mark.django_db
def test_a_wake_up_goes_with_its_transaction() -> None:
    with transaction.atomic():
        wake(look_at, pk=1)
        transaction.set_rollback(True)
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_a_job_that_starts_before_our_commit_is_followed_by_another() -> None:
    wake(look_at, pk=1)
    with transaction.atomic():
        wake(look_at, pk=1)
        start_all_waiting()
    assert waiting() == [{"pk": 1}]


def start_all_waiting() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo'")
