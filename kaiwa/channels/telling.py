"""Telling the people who can help that a channel needs them: once for each trouble, by mail, in their language."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from itertools import groupby

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.channels import letters
from kaiwa.channels.models import Channel, Connection
from kaiwa.lib import jobs, locks
from kaiwa.lib.api_errors import ApiError
from kaiwa.workspaces import mail
from kaiwa.workspaces.models import Member

log = logging.getLogger(__name__)

# A trouble that comes back within the hour is the one they know of
KNOWN_FOR = timedelta(hours=1)


def wake() -> None:
    """Have the mails written after the open transaction."""
    jobs.wake(tell_admins)


@app.task(queue="provider")
def tell_admins() -> None:
    """Write of every trouble that nobody was told of yet."""
    with locks.holding("tell_admins") as mine:
        if mine:
            # A login that died takes all channels along that hang on it: one mail names them
            found = untold().order_by("connection_id", "problem_code", "name", "pk")
            for _, together in groupby(found, lambda each: (each.connection_id, each.problem_code)):
                _tell(list(together))


def untold() -> QuerySet[Channel]:
    """Channels whose trouble is news to the people who can help."""
    old = Q(told_at=None) | Q(told_at__lt=F("problem_since"))
    news = ~Q(told_code=F("problem_code")) | Q(told_at=None) | Q(told_at__lt=timezone.now() - KNOWN_FOR)
    return (
        Channel.objects.filter(old, news, problem_since__isnull=False)
        # One that somebody here disconnected has no trouble; one that ended at the provider has
        .exclude(problem_code="")
        .select_related("connection__installer__user", "connection__workspace")
    )


def who_can_mend(channel: Channel) -> Sequence[Member]:
    """Who may see the channel and can do something: its installer, and when it is shared every admin."""
    active = Member.objects.active().filter(workspace=channel.connection.workspace_id)
    able = Q(pk=channel.connection.installer_id)
    if channel.connection.visibility == Connection.Visibility.SHARED:
        able |= Q(role=Member.Role.ADMIN)
    return list(active.filter(able).select_related("user").order_by("pk"))


def _tell(channels: Sequence[Channel]) -> None:
    first = channels[0]
    # Noted first: one who is told twice after a crash is worse off than one who sees the banner
    Channel.objects.filter(pk__in=[channel.pk for channel in channels]).update(
        told_code=first.problem_code, told_at=timezone.now()
    )
    names = [channel.name for channel in channels]
    write = partial(letters.trouble, names, first.problem_code, f"{settings.PUBLIC_URL}/settings/messaging")
    for member in who_can_mend(first):
        try:
            mail.send(member.user.email, write, language=member.user.language)
        except ApiError:
            log.warning("member %s was not told of channel %s by mail", member.pk, first.pk)
