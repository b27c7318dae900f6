"""A member has a channel looked at at once."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kaiwa.channels.models import Channel


def test_a_round_that_somebody_asks_for_is_due_at_once(bikes, bob, charlie) -> None:
    later = timezone.now() + timedelta(minutes=4)
    Channel.objects.filter(pk=bikes.pk).update(next_round_at=later)
    path = f"/api/v1/channels/{bikes.pk}/check"
    assert charlie.post(path).status_code == 404
    assert bob.post(path).status_code == 204
    assert Channel.objects.filter(pk=bikes.pk, next_round_at__lt=later).exists()
    assert ProcrastinateJob.objects.filter(task_name__endswith="go_round", status="todo").count() == 1


def test_a_disconnected_channel_is_not_looked_at(bikes, bob) -> None:
    Channel.objects.filter(pk=bikes.pk).update(state="disconnected")
    assert bob.post(f"/api/v1/channels/{bikes.pk}/check").status_code == 204
    assert not ProcrastinateJob.objects.filter(task_name__endswith="go_round").exists()
