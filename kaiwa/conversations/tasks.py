"""The worker's tasks, where it looks for them, and what is done again and again."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.channels import hours, journal, telling
from kaiwa.conversations import (
    delivery,
    discarding,
    forgetting,
    manners,  # noqa: F401 nothing here asks for it, but the worker knows only the tasks that this file brings
    media,
    probes,
    profiles,
    rounds,
    sections,
)
from kaiwa.conversations.models import Attachment, DeletedHistory, DiscardedFile, EarlyChange, MissingMessage
from kaiwa.conversations.search import index
from kaiwa.lib import jobs

# An edit or a reaction whose message never came, and an upload that was never sent
KEPT = timedelta(days=30)


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="sweep")
def sweep(timestamp: int) -> None:
    """Wake what is due and has no wake-up of its own: retries, and whatever a lost job was for."""
    delivery.sweep()
    if media.due().exists():
        media.wake()
    if profiles.due().exists():
        profiles.wake()
    if DiscardedFile.objects.exists():
        discarding.wake()
    if DeletedHistory.objects.due().exists():
        forgetting.wake()
    if rounds.due().exists():
        rounds.wake()
    if index.due():
        index.wake()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="look_after_channels")
def look_after_channels(timestamp: int) -> None:
    """What is troubled may work again; whom nobody told yet is told."""
    jobs.wake(probes.probe)
    if telling.untold().exists():
        telling.wake()


@app.periodic(cron="37 * * * *")
@app.task(queueing_lock="tidy")
def tidy(timestamp: int) -> None:
    """Let go of what is not needed any more."""
    journal.forget_bodies()
    rounds.forget()
    hours.forget()
    sections.fold()
    forgetting.tidy()
    before = timezone.now() - KEPT
    EarlyChange.objects.filter(created_at__lt=before).delete()
    MissingMessage.objects.filter(created_at__lt=before).delete()
    for upload in Attachment.objects.filter(message=None, created_at__lt=before):
        upload.discard()
