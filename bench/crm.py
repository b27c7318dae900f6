"""The CRM: what transcripts cost it and how soon they are there, and how fast it is when it is full."""

from __future__ import annotations

from typing import Any

from bench import records, transcripts
from bench.house import House
from bench.report import Figure


async def measure(house: House) -> tuple[list[Figure], dict[str, Any]]:
    written, how = await transcripts.measure(house)
    matched, full = records.measure(house)
    shown, times = await records.pages(house, full.pop("inbox"))
    return [*written, *matched, *shown], {"transcripts": how, **full, **times}
