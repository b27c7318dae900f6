"""What a look at an installation found, for whoever runs it. In English, as the rest of the console is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

State = Literal["ok", "warning", "failed"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `do` says what to do when it is not ok."""

    check: str
    state: State
    says: str
    do: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def ok(check: str, says: str) -> Finding:
    return Finding(check, "ok", says)


def warning(check: str, says: str, do: str) -> Finding:
    return Finding(check, "warning", says, do)


def failed(check: str, says: str, do: str) -> Finding:
    return Finding(check, "failed", says, do)
