"""Reads the demo's texts into plain steps. The files say at their top what their signs mean."""

import re
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FILES = ("long.txt", "ja.txt", "en.txt")
SIDES = {
    "C": "customer",
    "M": "me",
    "K": "colleague",
    "P": "inbox",
    "R": "reaction",
    "E": "edit",
    "U": "unsend",
    "S": "state",
}
LINE = re.compile(
    r"(?P<side>[CMKPREUS])(?: (?P<ago>(?:\d+d)?(?:\d+h)?(?:\d+m)?)(?= ))?"
    r"(?: \{(?P<label>\w+)\})?(?:\^(?P<reply>\w+)| \^(?P<reply2>\w+))?(?: =(?P<status>[\w:]+))? (?P<rest>.*)"
)
MEDIUM = re.compile(r"\[(\w+)(?: (.*))?\]$")
LATER = 3.0  # minutes between a line and the next one without a time of its own


@dataclass
class Step:
    """One thing that somebody did. `by`: customer, me, colleague or inbox (Facebook's own)."""

    id: str
    by: str
    kind: str
    minutes_ago: float
    text: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    reply_to: str = ""
    target: str = ""
    status: str = ""
    error: str = ""
    later: bool = False  # happens to another line: played when all lines are known to Kaiwa


@dataclass
class Talk:
    """A conversation: who the customer is, how it stands in the inbox, and what was done."""

    key: str
    name: str
    locale: str
    gender: str
    unread: int = 0
    assignee: str = ""
    phone: str = ""
    profile: str = "ok"
    steps: list[Step] = field(default_factory=list)


@cache
def talks() -> tuple[Talk, ...]:
    """Every conversation of the demo."""
    return tuple(talk for name in FILES for talk in read((Path(__file__).parent / name).read_text("utf-8")))


def as_json() -> dict[str, Any]:
    """The script as the control API shows it."""
    return {"conversations": [asdict(talk) for talk in talks()]}


def read(text: str) -> list[Talk]:
    """Parse one file."""
    found: list[Talk] = []
    for line in text.splitlines():
        if line.startswith("== "):
            found.append(_talk(line))
        elif line and not line.startswith("#"):
            found[-1].steps.append(_step(found[-1], line))
    return found


def _talk(line: str) -> Talk:
    key, name, person, options = (part.strip() for part in line.removeprefix("== ").split("|"))
    locale, gender = person.split()
    talk = Talk(f"demo-{key}", name, locale, "" if gender == "other" else gender)
    for option in options.split():
        label, _, value = option.partition("=")
        if label == "unread":
            talk.unread = int(value)
        elif label == "assignee":
            talk.assignee = "" if value == "none" else value
        elif label == "phone":
            talk.phone = value
        else:
            talk.profile = value
    return talk


def _step(talk: Talk, line: str) -> Step:
    match = LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"not a line of the script: {line}")
    before = talk.steps[-1].minutes_ago if talk.steps else 0.0
    ago = _minutes(match["ago"]) if match["ago"] else before - LATER
    status, _, error = (match["status"] or "").partition(":")
    step = Step(
        match["label"] or f"{len(talk.steps)}", SIDES[match["side"]], "text", ago, status=status, error=error
    )
    step.reply_to = match["reply"] or match["reply2"] or ""
    if step.by in ("reaction", "edit", "unsend"):
        return _afterthought(step, match["rest"])
    return _content(step, match["rest"])


def _afterthought(step: Step, rest: str) -> Step:
    step.target, _, text = rest.partition(" ")
    text, _, by = text.partition(" by=")
    step.kind, step.text, step.later = (
        {"reaction": "react", "edit": "edit", "unsend": "unsend"}[step.by],
        text,
        True,
    )
    step.by = by or "customer"
    return step


def _content(step: Step, rest: str) -> Step:
    medium = MEDIUM.fullmatch(rest)
    if medium is None:
        step.text = rest.replace("\\n", "\n")
    else:
        parts = [part.strip() for part in (medium[2] or "").split("|")]
        step.kind = medium[1]
        step.details = _details(step.kind, parts)
    if step.by == "state":
        step.by = "customer"
    if step.by in ("me", "colleague"):
        step.status = step.status or "read"
    return step


def _details(kind: str, parts: list[str]) -> dict[str, Any]:
    if kind == "ad":
        return {"ref": parts[0], "ad_title": parts[1], "ad_id": "120211234567890"}
    if kind == "get_started" and parts[0]:
        return {"referral": {"ref": parts[0], "source": "SHORTLINK", "type": "OPEN_THREAD"}}
    if kind == "sticker":
        return {"sticker": parts[0]}
    if kind == "location":
        return {"title": parts[0], "lat": float(parts[1]), "long": float(parts[2])}
    return {"canned": parts[0]} if parts[0] else {}


def _minutes(text: str) -> float:
    units = {"d": 1440, "h": 60, "m": 1}
    return float(sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+)([dhm])", text)))
