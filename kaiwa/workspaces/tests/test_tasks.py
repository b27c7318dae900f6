"""Housekeeping: what expired goes, and no job of a killed worker hangs."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kaiwa.lib import jobs
from kaiwa.workspaces import tasks
from kaiwa.workspaces.tests.people import Person
from kaiwa.workspaces.tests.test_jobs import look_at, no_jobs  # noqa: F401 pytest finds fixtures by name


def jobs_now() -> list[tuple[str, dict[str, int]]]:
    return list(ProcrastinateJob.objects.order_by("pk").values_list("status", "args"))


def as_if(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_expired_sessions_are_deleted_and_others_kept(alice: Person, bob: Person) -> None:
    session = Session.objects.get(session_key=alice.client.cookies["sessionid"].value)
    session.expire_date = timezone.now() - timedelta(seconds=1)
    session.save()
    tasks.end_expired(0)
    assert alice.get("/api/v1/me").status_code == 401
    assert bob.get("/api/v1/me").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_job_runs_again() -> None:
    jobs.wake(look_at, pk=1)
    as_if("UPDATE procrastinate_jobs SET status = 'doing'")
    async_to_sync(jobs.revive)(app.job_manager)
    assert jobs_now() == [("todo", {"pk": 1})]


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_job_makes_way_for_the_same_one_that_waits() -> None:
    jobs.wake(look_at, pk=1)
    as_if("UPDATE procrastinate_jobs SET status = 'doing'")
    jobs.wake(look_at, pk=1)
    async_to_sync(jobs.revive)(app.job_manager)
    assert jobs_now() == [("todo", {"pk": 1})]


@pytest.mark.django_db(transaction=True)
def test_a_living_workers_job_is_left_alone() -> None:
    jobs.wake(look_at, pk=1)
    as_if(
        "DELETE FROM procrastinate_workers"
    )  # what other tests left: these tables are not Django's to flush
    as_if("INSERT INTO procrastinate_workers DEFAULT VALUES")
    as_if(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM procrastinate_workers)"
    )
    async_to_sync(jobs.revive)(app.job_manager)
    assert jobs_now() == [("doing", {"pk": 1})]
    as_if("DELETE FROM procrastinate_workers")


@pytest.mark.django_db(transaction=True)
def test_old_jobs_are_forgotten() -> None:
    jobs.wake(look_at, pk=1)
    jobs.wake(look_at, pk=2)
    as_if("UPDATE procrastinate_jobs SET status = 'doing'")
    as_if("UPDATE procrastinate_jobs SET status = 'succeeded'")
    old = ProcrastinateJob.objects.earliest("pk").pk
    as_if(f"UPDATE procrastinate_events SET at = now() - interval '2 days' WHERE job_id = {old}")
    async_to_sync(jobs.prune)(app.job_manager)
    assert jobs_now() == [("succeeded", {"pk": 2})]
