"""How soon it is ready, and how much memory it needs when nobody asks anything of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any

from bench.house import ROOT, House
from bench.report import Figure

_READY = 10.0
_MEGABYTES = 450


def measure(house: House) -> tuple[list[Figure], dict[str, Any]]:
    """Starts the house, twice: with new data, which gets its demo, and with that data again."""
    first = house.start()
    memory = house.memory()
    stopped = house.stop()
    again = house.start()
    floor = _import_seconds()
    total = sum(memory.values())
    details = {"memory_mb": memory, "stop_seconds": round(stopped, 2)}
    weight = Figure(
        "memory of the whole, idle (PSS)",
        total,
        "MB",
        memory.get("postgres", 0),
        "MB of it PostgreSQL",
        f"≤ {_MEGABYTES} MB",
        total <= _MEGABYTES,
    )
    return [_started("new data", first, floor), _started("data again", again, floor), weight], details


def _started(how: str, seconds: float, floor: float) -> Figure:
    return Figure(
        f"bin/run to ready, warm clone, {how}",
        round(seconds, 1),
        "s",
        round(floor, 1),
        "s for one Python process with Django",
        f"< {_READY:.0f} s",
        seconds < _READY,
    )


def _import_seconds() -> float:
    """Nothing of ours can be up before one Python process has Django and our models."""
    began = time.perf_counter()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kaiwa.settings", "KAIWA_SECRET_KEY": "not used"}
    subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"], env=environment, cwd=ROOT, check=True
    )
    return time.perf_counter() - began
