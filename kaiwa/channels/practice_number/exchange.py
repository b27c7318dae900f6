"""Calls to the practice exchange, and how they fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import httpx
from django.conf import settings

from kaiwa.channels.base import ChannelError, Credentials, Download, OutcomeUnknown, Outgoing, Sent
from kaiwa.channels.codes import FAILURES
from kaiwa.lib import http

LIMIT = 100 * 1024 * 1024
_REFUSALS = {
    401: ("reauthorize", True),
    404: ("contact_unknown", False),
    413: ("attachment_too_large", False),
}


def numbers() -> list[dict[str, str]]:
    """Those that can be connected: {"number", "name", "token"}. Raises ChannelError."""
    found: list[dict[str, str]] = _read(_call("GET", "", token=""))
    return found


def send(credentials: Credentials, outgoing: Outgoing) -> Sent:
    """Raises ChannelError, or OutcomeUnknown when it may have been done."""
    whole = http.Whole()
    told = {"to": outgoing.to, "key": outgoing.key, "text": outgoing.text, "reply_to": outgoing.reply_to}
    try:
        if outgoing.file is None:
            answer = _call("POST", _path(credentials, "messages"), credentials.token, whole=whole, data=told)
        else:
            with outgoing.file.open() as content:
                file = (outgoing.file.name, content, outgoing.file.mime)
                answer = _call(
                    "POST",
                    _path(credentials, "messages"),
                    credentials.token,
                    whole=whole,
                    data=told,
                    files={"file": file},
                )
    except OSError as error:
        raise _error("attachment_missing", permanent=True) from error
    return Sent(str(_read(answer)["id"]))


def is_reported(credentials: Credentials) -> bool:
    """Raises ChannelError."""
    return bool(_read(_call("GET", _path(credentials, "webhook"), credentials.token))["reported"])


def report(credentials: Credentials, *, on: bool) -> None:
    """Raises ChannelError."""
    _call("PUT" if on else "DELETE", _path(credentials, "webhook"), credentials.token)


@contextmanager
def download(url: str) -> Iterator[Download]:
    """Raises ChannelError, also while `chunks` are read."""
    try:
        with http.stream(url) as answer:
            if answer.status_code != 200:
                raise _error("file_gone", permanent=True)
            yield Download(
                mime=answer.headers.get("content-type", "").partition(";")[0].strip().lower(),
                name=unquote(urlsplit(str(answer.url)).path.rsplit("/", 1)[-1])[:255],
                size=None,
                chunks=http.limited(answer, LIMIT),
            )
    except http.FAILURES as error:
        raise _error("unreachable", permanent=False) from error


def _path(credentials: Credentials, what: str) -> str:
    return f"/{quote(credentials.channel)}/{what}"


def _call(
    method: str, path: str, token: str, *, whole: http.Whole | None = None, **options: Any
) -> httpx.Response:
    url = f"{settings.SANDBOX_URL}/sandbox/numbers{path}"
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = http.request(method, url, whole=whole, headers=headers, **options)
    except http.FAILURES as error:
        if whole is not None and whole.sent:
            raise OutcomeUnknown(f"{type(error).__name__} after the message had left") from error
        raise _error("unreachable", permanent=False) from error
    if answer.status_code in _REFUSALS:
        code, channel = _REFUSALS[answer.status_code]
        raise _error(code, permanent=True, channel=channel)
    if not answer.is_success:
        raise _error("provider_failed", permanent=False)
    return answer


def _read(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError as error:
        raise _error("provider_failed", permanent=False) from error


def _error(code: str, *, permanent: bool, channel: bool = False) -> ChannelError:
    return ChannelError(FAILURES[code], code=code, permanent=permanent, channel=channel)
