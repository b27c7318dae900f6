"""Figures, each beside its ceiling, as a table and as JSON."""

from __future__ import annotations

import json
import os
import platform
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured value. `ceiling`: what the same run could have reached at most, and what that is."""

    name: str
    value: float
    unit: str
    ceiling: float
    ceiling_is: str
    aim: str
    reached: bool

    @property
    def row(self) -> list[str]:
        verdict = "yes" if self.reached else "NO"
        ceiling = f"{_short(self.ceiling)} {self.ceiling_is}"
        return [self.name, f"{_short(self.value)} {self.unit}".strip(), ceiling, self.aim, verdict]


def table(figures: Sequence[Figure]) -> str:
    rows = [["what", "measured", "beside it, in the same run", "aim", "reached"], *(f.row for f in figures)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def as_json(figures: Sequence[Figure], details: dict[str, Any], seconds: float) -> str:
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}
    report = {
        "machine": machine,
        "seconds": round(seconds),
        "figures": [asdict(f) for f in figures],
        "details": details,
    }
    return json.dumps(report, indent=2, ensure_ascii=False)


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}".rstrip("0").rstrip(".")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
