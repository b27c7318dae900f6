"""What is done now and then, so that nothing grows for ever and no job hangs."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from kaiwa.lib import jobs
from kaiwa.workspaces.models import Invitation


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="end_expired")
def end_expired(timestamp: int) -> None:
    """End what has expired: sessions are deleted, invitations are closed."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    # An admin sees for a while that an invitation ran out, to send it again
    Invitation.objects.unanswered().filter(expires_at__lt=now - timedelta(days=30)).update(revoked_at=now)


@app.periodic(cron="27 * * * *")
@app.task(queueing_lock="prune_jobs", pass_context=True)
async def prune_jobs(context: JobContext, timestamp: int) -> None:
    await jobs.prune(context.app.job_manager)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="revive_jobs", pass_context=True)
async def revive_jobs(context: JobContext, timestamp: int) -> None:
    await jobs.revive(context.app.job_manager)
