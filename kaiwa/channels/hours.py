"""What came for a channel, by the hour."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kaiwa.channels.models import Channel, ChannelHour

HOUR = timedelta(hours=1)
KEPT = timedelta(days=8)


def last_day(channel: Channel) -> list[ChannelHour]:
    """24 hours, oldest first, the one that runs last; those in which nothing came too."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    hours = [now - HOUR * back for back in range(23, -1, -1)]
    known = {row.hour: row for row in ChannelHour.objects.filter(channel=channel, hour__gte=hours[0])}
    return [known.get(hour) or ChannelHour(channel=channel, hour=hour) for hour in hours]


def forget() -> None:
    ChannelHour.objects.filter(hour__lt=timezone.now() - KEPT).delete()
