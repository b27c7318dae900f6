"""The practice Facebook as tests use it: customers write, webhooks arrive and jobs run when asked to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kaiwa.channels.models import Channel
from kaiwa.conversations.models import Conversation, Message
from kaiwa.conversations.tests.journal import receive
from kaiwa.sandbox.tests.conftest import Sandbox


class Facebook:
    """One connected Page. What it reports waits at the door until `arrive()`; jobs wait until `work()`."""

    def __init__(self, sandbox: Sandbox, channel: Channel) -> None:
        self.sandbox, self.channel = sandbox, channel
        self._taken = 0

    def write(self, text: str = "", *, by: str = "yui", **act: Any) -> Conversation:
        """The customer does something on the phone, and it reaches the inbox."""
        kind = act.pop("kind", "text")
        done = self.sandbox.act(by, kind=kind, **({"text": text} if text else {}), **act)
        self.arrive()
        return Conversation.objects.get(identity__external_id=done["psid"], channel=self.channel)

    def act(self, by: str = "yui", **act: Any) -> dict[str, Any]:
        """The customer does something whose webhook is to wait."""
        done: dict[str, Any] = self.sandbox.act(by, **act)
        return done

    def arrive(self) -> None:
        """All webhooks that are on their way arrive and are drained."""
        self.sandbox.arrived()
        bodies = self.sandbox.door.bodies[self._taken :]
        self._taken += len(bodies)
        receive(*bodies)

    def work(self) -> None:
        """Run the jobs that wait, as the worker would, until none is left."""
        while jobs := list(ProcrastinateJob.objects.filter(status="todo", scheduled_at=None).order_by("id")):
            for job in jobs:
                ProcrastinateJob.objects.filter(pk=job.pk).delete()
                app.tasks[job.task_name](**job.args)

    def answer(self, kind: str = "error", *, on: str = "messages", **fault: Any) -> None:
        """The next call on this edge goes wrong."""
        self.sandbox.post("faults", kind=kind, on=on, **{"count": 1, **fault})

    def phone(self, customer: str = "yui") -> list[dict[str, Any]]:
        """What of ours the customer's phone shows."""
        received: Any = self.sandbox.get(f"customers/{customer}/received", page="minato")
        return list(received["messages"] if isinstance(received, dict) else received)


def ours(conversation: Conversation) -> Message:
    """The newest message of ours."""
    return conversation.messages.filter(direction="out").order_by("-pk")[0]


def ago(**since: float) -> datetime:
    return timezone.now() - timedelta(**since)
