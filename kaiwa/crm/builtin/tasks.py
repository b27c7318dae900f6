"""The worker's tasks for the built-in CRM."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.crm.builtin.pages.deleted import KEPT
from kaiwa.crm.builtin.records import files, letting_go
from kaiwa.lib.storage import StorageAway

logger = logging.getLogger(__name__)


@app.periodic(cron="52 * * * *")
@app.task(queueing_lock="crm_builtin_tidy")
def tidy(timestamp: int) -> None:
    """Let go of what was deleted a month ago, and have storage let go of files that were deleted."""
    try:
        letting_go.let_go(timezone.now() - KEPT)
        files.empty()
    except StorageAway as error:
        logger.warning("files of deleted records wait: %s", error)
