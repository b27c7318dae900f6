"""The demo: a workspace with connected practice Pages and forty conversations, in every state the screen knows,
and the deals of some who write.

It goes the way everybody goes: Facebook Login, webhooks through the door, the drain, the worker. Only what members
wrote in the past is put in its rows directly, for nobody can send yesterday.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import F

from kaiwa import demo_records
from kaiwa.channels.messenger import connect
from kaiwa.channels.models import Channel, WebhookEvent
from kaiwa.conversations import handling, past, rounds
from kaiwa.conversations.changes import moment
from kaiwa.conversations.models import Contact, Conversation, Identity, Message
from kaiwa.crm import rules
from kaiwa.crm.models import Automation
from kaiwa.lib import http
from kaiwa.workspaces import accounts, joining
from kaiwa.workspaces.models import Member

ADMIN = ("misaki@example.com", "佐藤 美咲")
COLLEAGUE = ("haruto@example.com", "田中 陽翔")
WORKSPACE = "ミナト商会 Minato Supply"
# The Page of the demo, and the only one whose app holds the permission for late replies (H-08)
PAGE = "minato"
PATIENCE = 60.0
CLOSED = 4
ERRORS = {"temporary": ("provider_failed", False), "window": ("window_closed", True)}


def seed() -> None:
    """Make the demo, and write down who may sign in to it. Fails rather than leave half of it unsaid."""
    password = secrets.token_urlsafe(9)
    members = _people(password)
    channel = _connect(members["me"])
    # The practice Facebook's list holds what is about to be written here as its author's
    with rounds.held(channel), _old_customers(channel):
        _play(channel, members)
        # Whose conversation is linked with whom goes by their names
        due = Identity.objects.filter(channel=channel, profile=Identity.Profile.DUE)
        _wait_until(lambda: not due.exists())
        demo_records.seed(members)
    _sign_in(password)


@contextmanager
def _old_customers(channel: Channel) -> Iterator[None]:
    """Who writes in the story wrote before there was a CRM: only who comes after it becomes a lead by itself."""
    told = Automation.objects.create(
        channel=channel, add_persons=False, on_new_chat=Automation.NewChat.NOTHING
    )
    yield
    rules.pass_over(channel)
    told.delete()


def _play(channel: Channel, members: dict[str, Member]) -> None:
    played = _control("POST", "demo/play", page=PAGE, act=1)
    _wait_until_handled()
    for line in played["lines"]:
        if line["by"] in members:
            _write(channel, line, members[line["by"]], _conversation(channel, played, line["conversation"]))
    for talk in played["conversations"]:
        _place(_conversation(channel, played, talk["key"]), talk, members)
    afterthoughts = _control("POST", "demo/play", page=PAGE, act=2)["afterthoughts"]
    _wait_until_handled()
    _react(channel, [done for done in afterthoughts if done["by"] == "page"])
    _set_back_the_clock(channel)
    _close(channel, by=members["colleague"])


def _people(password: str) -> dict[str, Member]:
    email, name = ADMIN
    me = joining.open_workspace(accounts.add_user(email, password, name=name), WORKSPACE)
    email, name = COLLEAGUE
    user = accounts.add_user(email, password, name=name)
    return {"me": me, "colleague": Member.objects.create(workspace=me.workspace, user=user)}


def _connect(admin: Member) -> Channel:
    """Through Facebook Login, as its person would, without the browser."""
    session = SessionStore()
    dialog = dict(parse_qsl(urlsplit(connect.begin(session, admin, "shared")).query))
    login = {"user": "misaki", "redirect_uri": dialog["redirect_uri"], "state": dialog["state"]}
    answer = _control("POST", "login", **login)
    query = dict(parse_qsl(urlsplit(answer["location"]).query))
    connection = connect.finish(session, admin, query)
    pages = {page["key"]: page["id"] for page in _control("GET", "state")["pages"]}
    channels, failures = connect.open_pages(connection, [pages[PAGE]], by=admin, start_button=True)
    if failures:
        raise RuntimeError(f"the demo's Page could not be connected: {failures}")
    Channel.objects.filter(pk=channels[0].pk).update(human_agent=True)
    return channels[0]


def _conversation(channel: Channel, played: dict[str, Any], key: str) -> Conversation:
    psid = next(talk["psid"] for talk in played["conversations"] if talk["key"] == key)
    return Conversation.objects.select_related("channel").get(channel=channel, identity__external_id=psid)


def _write(channel: Channel, line: dict[str, Any], author: Member, conversation: Conversation) -> None:
    status = line["status"] if line["status"] in {"failed", "unknown"} else "sent"
    code, permanent = ERRORS.get(line["error"], ("unknown_outcome" if status == "unknown" else "", False))
    past.write(
        past.Line(
            conversation=conversation,
            author=author,
            at=moment(line["at"]),
            text=line["text"] if line["kind"] == "text" else "",
            status=Message.Status(status),
            external_id=line["mid"] or None,
            reply_to=line["reply_to"],
            error_code=code,
            error_permanent=permanent,
        ),
        [_file(attachment) for attachment in line["attachments"]],
    )


def _file(attachment: dict[str, Any]) -> past.File:
    content = http.request("GET", settings.SANDBOX_URL + attachment["url"]).content
    return past.File(name=attachment["name"], mime=attachment["mime"], content=content)


def _place(conversation: Conversation, talk: dict[str, Any], members: dict[str, Member]) -> None:
    """Who has it, and how far it was read."""
    inbound = conversation.messages.filter(direction="in").newest_first().values_list("pk", flat=True)
    unread = talk["unread"]
    seen = next(iter(inbound[unread : unread + 1]), 0) if unread else conversation.messages.latest("pk").pk
    conversation.seen_message_id = seen
    conversation.assignee = members.get(talk["assignee"])
    conversation.save(update_fields=["seen_message_id", "assignee"])


def _close(channel: Channel, *, by: Member) -> None:
    """Of those that wait for nobody, the oldest are done with."""
    done = Conversation.objects.filter(channel=channel, waiting_since=None).order_by("last_message_at")
    handling.close(done[:CLOSED], by=by)


def _react(channel: Channel, reactions: list[dict[str, Any]]) -> None:
    """The Page's own reactions, which no webhook tells."""
    for done in reactions:
        message = Message.objects.get(channel=channel, external_id=done["mid"])
        message.reactions["channel"] = {"emoji": done["text"], "at": done["at"]}
        message.save(update_fields=["reactions"])


def _set_back_the_clock(channel: Channel) -> None:
    """All of it arrived just now; in the story it arrived when it was written."""
    arrived = F("sent_at") + timedelta(seconds=2)
    Message.objects.filter(channel=channel).update(received_at=arrived)
    for contact in Contact.objects.filter(conversations__channel=channel):
        first = Message.objects.filter(conversation__contact=contact).earliest("sent_at")
        Contact.objects.filter(pk=contact.pk).update(created_at=first.sent_at)


def _wait_until_handled() -> None:
    """Until what the practice Facebook had to tell is in the inbox."""
    pending = WebhookEvent.objects.filter(state=WebhookEvent.State.PENDING)
    _wait_until(lambda: not _control("GET", "idle")["pending"] and not pending.exists())


def _wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if true():
            return
        time.sleep(0.1)
    raise TimeoutError("the demo's webhooks were not handled in time")


def _control(method: str, path: str, **body: Any) -> Any:
    """A call of the sandbox's control API."""
    answer = http.request(method, f"{settings.SANDBOX_URL}/sandbox/api/{path}", json=body or None)
    answer.raise_for_status()
    return answer.json()


def _sign_in(password: str) -> None:
    path = settings.DATA_DIR / "demo.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps({"email": ADMIN[0], "password": password}))
