"""bin/bench: what Kaiwa promises in figures, measured on an instance of its own."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import uvloop

from bench import crm, door, footprint, inbound, live, report, scale, search, team
from bench.house import House

Measured = tuple[list[report.Figure], dict[str, Any]]

PARTS: dict[str, Callable[[House], Any]] = {
    "footprint": footprint.measure,
    "door": door.measure,
    "inbound": inbound.measure,
    "live": live.measure,
    "scale": scale.measure,
    "search": search.measure,
    "team": team.measure,
    "crm": crm.measure,
}


def main() -> int:
    options = _options()
    began = time.perf_counter()
    figures: list[report.Figure] = []
    details: dict[str, Any] = {"load_before": os.getloadavg()[0]}
    house = House()
    try:
        if "footprint" not in options.only:
            house.start()
        for name in options.only:
            _say(f"{name} …")
            found, more = _measure(house, name)
            figures += found
            details[name] = more
            for figure in found:
                _say("    " + "  ".join(figure.row))
    except Exception:
        traceback.print_exc()
        details["failed"] = traceback.format_exc()
        _say("\n".join(house.said[-20:]))
    finally:
        house.remove()
    text = report.as_json(figures, details, time.perf_counter() - began)
    print(report.table(figures), text, sep="\n\n")
    if options.json:
        options.json.write_text(text + "\n")
    return 0 if figures and all(f.reached for f in figures) and "failed" not in details else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/bench", description="Measure Kaiwa on this machine; 25 minutes."
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS), help="some of it")
    return parser.parse_args()


def _measure(house: House, name: str) -> Measured:
    measured = PARTS[name](house)
    if not asyncio.iscoroutine(measured):
        house.learn()
        return cast(Measured, measured)
    if not hasattr(house, "page"):
        house.learn()
    return cast(Measured, uvloop.run(measured))


def _say(text: str) -> None:
    """Beside the report, for whoever waits."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
