"""What is known of how a channel fares: rounds, and what came for it by the hour."""

from __future__ import annotations

from django.db import models

from kaiwa.channels.models.channel import Channel


class Round(models.Model):
    """One look at a channel: does it work, and what did its webhooks not bring? Kept for a while, for people."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="rounds")
    started_at = models.DateTimeField()
    # Null while it runs; for ever, when its worker died
    finished_at = models.DateTimeField(null=True, blank=True)
    # It went as far back as it had to
    complete = models.BooleanField(default=False)
    # The first one brings what was said before the channel was connected, and that is not *recovered*
    first = models.BooleanField(default=False)
    # Messages: seen in the provider's list, brought in from it, and named there without being shown any more
    listed = models.IntegerField(default=0)
    recovered = models.IntegerField(default=0)
    unrecoverable = models.IntegerField(default=0)
    error_code = models.CharField(max_length=64, blank=True)
    error_params = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["channel", "-id"], name="round_newest")]

    def __str__(self) -> str:
        return f"round {self.pk} of {self.channel_id}"


class ChannelHour(models.Model):
    """What became of the webhooks that came for a channel within one hour (UTC)."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="hours")
    hour = models.DateTimeField()
    handled = models.IntegerField(default=0)
    ignored = models.IntegerField(default=0)
    set_aside = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "hour"], name="channel_hour_once")]

    def __str__(self) -> str:
        return f"{self.channel_id} at {self.hour}"
