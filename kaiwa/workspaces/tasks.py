"""What is done now and then, so that nothing grows for ever and no job hangs."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from kaiwa.lib import jobs
from kaiwa.workspaces import letters, mail
from kaiwa.workspaces.models import Invitation, Member, User


# A mail server that is away for the night must not keep a person from knowing
@app.task(retry=RetryStrategy(max_attempts=12, exponential_wait=3))
def tell_of_change(user: int, code: str, at: str, ip: str, address: str) -> None:
    """Write to somebody what was changed of their account (kaiwa/workspaces/security_notices.py)."""
    reader = User.objects.filter(pk=user).first()
    if reader is None:
        return
    member = Member.objects.active().filter(user=user).select_related("workspace").order_by("pk").first()
    zone = member.workspace.time_zone if member else "UTC"
    when = datetime.fromisoformat(at)
    mail.send(
        address, lambda: letters.account_changed(code, reader.email, when, zone, ip), language=reader.language
    )


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
