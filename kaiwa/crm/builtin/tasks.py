"""The worker's tasks for the built-in CRM."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.crm.builtin.pages.deleted import KEPT
from kaiwa.crm.builtin.records import letting_go


@app.periodic(cron="52 * * * *")
@app.task(queueing_lock="crm_builtin_tidy")
def tidy(timestamp: int) -> None:
    """Let go of what was deleted a month ago."""
    letting_go.let_go(timezone.now() - KEPT)
