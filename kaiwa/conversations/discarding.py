"""Discarding: what is deleted here is deleted in storage too, as soon as that can be reached."""

from __future__ import annotations

import logging

from django.core.files.storage import default_storage
from procrastinate.contrib.django import app

from kaiwa.conversations.models import DiscardedFile
from kaiwa.lib import jobs
from kaiwa.lib.storage import StorageAway

logger = logging.getLogger(__name__)

_AT_ONCE = 500


def wake() -> None:
    """Have discarded files deleted after the open transaction. Forgotten, the sweep does it."""
    jobs.wake(delete_files)


@app.task(queue="provider")
def delete_files() -> None:
    """Delete what is discarded. Twice does no harm: a name is never used again."""
    while rows := list(DiscardedFile.objects.order_by("pk")[:_AT_ONCE]):
        for row in rows:
            try:
                default_storage.delete(row.name)
            except (StorageAway, OSError) as error:
                logger.warning("discarded files wait: %s", error)
                return
            row.delete()
