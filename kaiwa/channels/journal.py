"""The journal of webhooks: what is kept, and for how long."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from kaiwa.channels.models import WebhookEvent


def forget_bodies() -> None:
    """Delete handled and ignored webhooks after their days; those set aside wait for a person."""
    before = timezone.now() - timedelta(days=settings.WEBHOOK_BODY_DAYS)
    done = [WebhookEvent.State.HANDLED, WebhookEvent.State.IGNORED]
    WebhookEvent.objects.filter(state__in=done, received_at__lt=before).delete()
