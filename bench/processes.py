"""What Linux knows of a running process and of those it started."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def descendants(pid: int) -> list[int]:
    """All processes below this one; Linux lists the children of each thread."""
    found: list[int] = []
    with suppress(OSError):  # it ended while we looked
        for task in (PROC / str(pid) / "task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *descendants(int(child))]
    return found


def summed(value: Callable[[int], float], pids: Iterable[int]) -> dict[str, float]:
    """The value of all processes, by the name of what they do."""
    found: dict[str, float] = {}
    for pid in pids:
        with suppress(OSError):
            name = name_of(pid)
            found[name] = found.get(name, 0) + value(pid)
    return dict(sorted(found.items()))


def name_of(pid: int) -> str:
    """`edge`, `drain`, `postgres` …; `up` for the supervisor."""
    words = (PROC / str(pid) / "cmdline").read_text().replace("\0", " ").strip()
    if "postgres" in words.split(" ")[0]:
        return "postgres"
    return words.rpartition("kaiwa.cli ")[2].split(" ")[0]


def environment_of(pid: int) -> dict[str, str]:
    pairs = (PROC / str(pid) / "environ").read_text().split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def cpu(pid: int) -> float:
    """Seconds, with those of children that ended."""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def pss(pid: int) -> float:
    """Kilobytes."""
    found = re.search(r"^Pss:\s+(\d+) kB", (PROC / str(pid) / "smaps_rollup").read_text(), re.MULTILINE)
    return float(found[1]) if found else 0.0
