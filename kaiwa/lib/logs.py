"""What our processes log: plain lines, or one JSON object a line with KAIWA_LOG=json.

Neither holds what customers or members wrote, tokens or mail addresses. Whoever logs sees to that; of an exception the
JSON lines carry its kind and where it came from, because its sentence may quote a row.
"""

from __future__ import annotations

import json
import logging
import os
import re
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase

HEADER = "X-Request-Id"
# One that came with a request is taken over when it looks like one
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Of the request that is being answered; empty outside of one
request_id: ContextVar[str] = ContextVar("request_id", default="")
# More frames tell no more
_FRAMES = 12


def configuration(level: str, *, as_json: bool) -> dict[str, Any]:
    """What Django's LOGGING is to be."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
            "json": {"()": JsonLines},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "json" if as_json else "plain"},
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Each 4xx answer would be a line; a crash is logged by kaiwa.errors with its id
            "django.request": {"level": "CRITICAL"},
            "procrastinate": {"level": "WARNING"},
            # Below this they write addresses and headers, which hold tokens
            "httpx": {"level": "WARNING"},
            "httpcore": {"level": "WARNING"},
            "uvicorn": {"level": "WARNING"},
            # Each call that is tried again, and where the keys were found
            "botocore": {"level": "WARNING"},
        },
    }


class JsonLines(logging.Formatter):
    """One object a line: time, level, process, logger, message, and what else is known."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": os.environ.get("KAIWA_PROCESS", "kaiwa"),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if asked := request_id.get():
            line["request_id"] = asked
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _kind(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


class RequestIds:
    """Middleware: what is logged while a request is answered carries its id, and so does the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        token = request_id.set(given if WELL_FORMED.fullmatch(given) else "")
        try:
            return self.get_response(request)
        finally:
            request_id.reset(token)


def _kind(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    kind: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    cause = error.__cause__ or error.__context__
    if cause is not None:
        kind["cause"] = f"{type(cause).__module__}.{type(cause).__qualname__}"
    return kind
