"""One changed row on its way to the browsers that may see it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ninja.responses import NinjaJSONEncoder
from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Row:
    """`audience` is the one member who may see it, or None for the whole workspace."""

    noun: str
    audience: int | None
    json: bytes


def as_the_api_does(shape: BaseModel) -> bytes:
    # ninja's own encoder: times with milliseconds, the same bytes that GET answers
    text = json.dumps(shape.model_dump(), cls=NinjaJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return text.encode()
