"""The worker's tasks, where it looks for them, and what is done again and again."""

from procrastinate.contrib.django import app

from kaiwa.lib import jobs
from kaiwa.notifications import mails, noticing, pushes, waiting


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="sweep_notifications")
def sweep_notifications(timestamp: int) -> None:
    """Wake what is due and has no wake-up of its own: mails, retries, and whatever a lost job was for."""
    if noticing.behind():
        jobs.wake(noticing.look)
    mails.sweep()
    pushes.sweep()


@app.periodic(cron="47 * * * *")
@app.task(queueing_lock="tidy_notifications")
def tidy_notifications(timestamp: int) -> None:
    """Let go of what is not needed any more."""
    waiting.forget()
