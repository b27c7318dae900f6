"""What happens on a Page, and what its members get told of it."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from django.db.models import F
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import Channel
from kaiwa.conversations.models import Contact, Conversation
from kaiwa.conversations.tests.journal import receive
from kaiwa.notifications.models import Notice
from kaiwa.notifications.tasks import sweep_notifications
from kaiwa.notifications.tests.push_service import PushService, TheirBrowser
from kaiwa.workspaces.models import Member
from kaiwa.workspaces.tests.people import Person
from tests.mail_server import MailServer

EVENTS = ("mine", "others", "unassigned", "assigned")
MEDIA = ("desktop", "mail")
PATH = "/api/v1/notifications"

_numbers = itertools.count(1)


@dataclass
class Happening:
    channel: Channel
    mails: MailServer
    pushes: PushService

    def write(self, text: str, *, by: str = "7001", seconds_ago: float = 0, **message: Any) -> Conversation:
        """A customer writes, and it reaches the inbox."""
        mid = f"m_{next(_numbers)}"
        at = int((time.time() - seconds_ago) * 1000)
        item = webhooks.message(mid=mid, text=text, **message) | {"sender": {"id": by}, "timestamp": at}
        receive(webhooks.body(item))
        conversation = Conversation.objects.get(identity__external_id=by)
        Contact.objects.filter(pk=conversation.contact_id, name="").update(name=f"Yui {by}")
        return conversation

    def known(self, *, by: str = "7001", assignee: Member | None = None) -> Conversation:
        """A conversation that is there since long, its messages old."""
        conversation = self.write("…", by=by, seconds_ago=86_400)
        self.work()
        Conversation.objects.filter(pk=conversation.pk).update(assignee=assignee)
        return conversation

    def assign(self, conversation: Conversation, *, to: Person, by: Person) -> None:
        body = {"conversations": [conversation.pk], "member": to.member.pk}
        assert by.post("/api/v1/conversations/assign", body).status_code == 200

    def work(self) -> None:
        """Run the jobs that wait, as the worker would, until none is left."""
        while jobs := list(ProcrastinateJob.objects.filter(status="todo", scheduled_at=None).order_by("id")):
            for job in jobs:
                ProcrastinateJob.objects.filter(pk=job.pk).delete()
                if job.task_name.startswith("kaiwa.notifications"):
                    app.tasks[job.task_name](**job.args)

    def pass_time(self, **time: float) -> None:
        """So much later, the worker has swept."""
        self.work()
        passed = timedelta(**time)
        Notice.objects.update(due_at=F("due_at") - passed, claimed_at=F("claimed_at") - passed)
        sweep_notifications(0)
        self.work()

    def letters(self, person: Person) -> list[EmailMessage]:
        return [letter for letter in self.mails.letters if letter["to"] == person.user.email]


def choose(person: Person, *on: tuple[str, str]) -> None:
    """In the settings: these, and nothing else."""
    table = {event: {medium: (event, medium) in on for medium in MEDIA} for event in EVENTS}
    assert person.put(PATH, table).status_code == 200


def everything(person: Person) -> None:
    choose(person, *itertools.product(EVENTS, MEDIA))


def take_pushes(person: Person, service: PushService, name: str = "") -> TheirBrowser:
    """Allow notifications in the browser that this person uses, and close its pages."""
    browser = service.browser(name or person.user.email)
    assert person.put(f"{PATH}/browser", browser.subscription).status_code == 200
    close_pages()
    return browser


def close_pages() -> None:
    from kaiwa.notifications.models import Browser  # noqa: PLC0415 - models, once Django is ready

    Browser.objects.update(open_until=None)
