"""The worker's tasks for the CRM, where it looks for them, and what is done again and again."""

from procrastinate.contrib.django import app

from kaiwa.crm import working
from kaiwa.lib import jobs


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="crm_sweep")
def sweep(timestamp: int) -> None:
    """Wake what is due and has no wake-up of its own, and forget the notes where there is no CRM."""
    if working.due():
        jobs.wake(working.look)
