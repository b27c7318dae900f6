"""Plays the script into the practice world, in two acts.

First: every line, at its time. Customers' lines go out as webhooks; lines of members are recorded as sent and come back
with their mids, so that Kaiwa's demo can make the messages they belong to. Second: what happened to lines (reactions,
edits, unsends) and how far they came (deliveries, reads), once Kaiwa knows all of them.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from kaiwa.sandbox import acts, events, ids, inbox, people, writing
from kaiwa.sandbox.control import views
from kaiwa.sandbox.demo.script import Step, Talk, as_json, talks
from kaiwa.sandbox.world import World

UNSENT = ("failed", "unknown")  # Kaiwa has such messages, the customer does not
Played = dict[str, Any]


def script() -> dict[str, Any]:
    """The script as data."""
    return as_json()


def play(world: World, page_id: str, act: int) -> Played:
    """Play one act to a Page; asked again it plays nothing and answers the same."""
    page = world.page(page_id)
    name = f"demo/{page['id']}/{act}"
    stored = world.db.value("SELECT value FROM settings WHERE name = ?", (name,))
    if stored:
        return dict(json.loads(stored))
    with world.db.transaction():
        played = _first(world, page["id"]) if act == 1 else _second(world, page["id"])
        world.db.run("INSERT INTO settings VALUES (?, ?)", (name, json.dumps(played, ensure_ascii=False)))
    world.watchers.tell("*")
    return played


def _first(world: World, page_id: str) -> Played:
    order = sorted(
        ((talk, step) for talk in talks() for step in talk.steps if not step.later),
        key=lambda one: -one[1].minutes_ago,
    )
    conversations = [_enter(world, page_id, talk) for talk in talks()]
    stage = _Stage(world, page_id)
    lines = [stage.line(talk, step) for talk, step in order]
    return {"now": stage.now, "page": page_id, "conversations": conversations, "lines": lines}


def _enter(world: World, page_id: str, talk: Talk) -> Played:
    if not world.db.value("SELECT 1 FROM customers WHERE id = ?", (talk.key,)):
        first, last = _names(talk)
        seed = people.CustomerSeed(talk.key, first, last, talk.locale, talk.gender)
        people.add_customer(world.db, seed, name=talk.name, profile=talk.profile)
    thread = world.thread(page_id, talk.key)
    if talk.phone == "offline":
        world.db.run("UPDATE threads SET online = 0 WHERE id = ?", (thread["id"],))
    named = {name: getattr(talk, name) for name in ("key", "name", "unread", "assignee", "profile")}
    return named | {"customer": talk.key, "psid": thread["psid"], "thread": thread["id"]}


def _names(talk: Talk) -> tuple[str, str]:
    one, _, other = talk.name.rpartition(" ") if talk.locale.startswith("ja") else talk.name.partition(" ")
    return (other, one) if talk.locale.startswith("ja") else (one, other)


@dataclass
class _Stage:
    """The first act while it is played: what it counts its times from, and the mids of lines already spoken."""

    world: World
    page_id: str
    now: int = field(default_factory=ids.now_ms)
    mids: dict[tuple[str, str], str] = field(default_factory=dict)

    def line(self, talk: Talk, step: Step) -> Played:
        """Play one line."""
        at = self.now - round(step.minutes_ago * 60_000)
        reply_to = self.mids.get((talk.key, step.reply_to), "")
        mid = self._speak(talk, step, step.details | {"at": at, "text": step.text, "reply_to": reply_to})
        self.mids[talk.key, step.id] = mid
        line: Played = {name: getattr(step, name) for name in ("id", "by", "kind", "text", "status", "error")}
        attached = [views.attachment(self.world, row) for row in events.attachments_of(self.world, mid)]
        return line | {
            "conversation": talk.key,
            "at": at,
            "mid": mid,
            "reply_to": reply_to,
            "attachments": attached,
        }

    def _speak(self, talk: Talk, step: Step, given: Played) -> str:
        """Write it, by whichever side; its mid, or nothing when it never reached the customer."""
        world = self.world
        if step.by == "customer":
            done = acts.customer_acts(world, self.page_id, talk.key, step.kind, given)
        elif step.by == "inbox":
            done = inbox.page_acts(world, self.page_id, talk.key, given | {"kind": step.kind})
            world.db.run("UPDATE messages SET read_at = ? WHERE mid = ?", (given["at"] + 45_000, done["mid"]))
        elif step.status in UNSENT:
            done = {}
        else:
            done = inbox.record_sent(
                world, world.thread(self.page_id, talk.key), step.kind, given, step.status
            )
        return str(done.get("mid", ""))


def _second(world: World, page_id: str) -> Played:
    first = play(world, page_id, 1)
    lines = {(line["conversation"], line["id"]): line for line in first["lines"]}
    done = []
    for talk in talks():
        for step in (step for step in talk.steps if step.later):
            target = lines[talk.key, step.target]
            at = first["now"] - round(step.minutes_ago * 60_000)
            given = {"mid": target["mid"], "at": at, "emoji": step.text, "text": step.text}
            if step.by == "page":
                reaction = (target["mid"], "page", "other", step.text, at)
                world.db.run("INSERT OR REPLACE INTO reactions VALUES (?, ?, ?, ?, ?)", reaction)
            else:
                acts.customer_acts(world, page_id, talk.key, step.kind, given)
            done.append({"conversation": talk.key, "kind": step.kind, "by": step.by, "mid": target["mid"], "at": at,
                         "text": step.text})  # fmt: skip
        writing.tell_receipts(world, world.thread(page_id, talk.key))
    return {"now": first["now"], "page": page_id, "afterthoughts": done}
