"""Calls of Meta's Graph API: address, version, token and proof; an answer, or an error in our words."""

import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
from django.conf import settings

from kaiwa.channels.base import ChannelError, OutcomeUnknown
from kaiwa.channels.codes import FAILURES
from kaiwa.channels.messenger import pace, values
from kaiwa.channels.messenger.refusals import refusal
from kaiwa.lib import http

_NODE = re.compile(r"[A-Za-z0-9_-]{1,128}")
_MOST_PAGES = 100


def get(path: str, token: str = "", **query: str) -> dict[str, Any]:
    """Raises ChannelError."""
    return _call("GET", path, token, query=query)


def post(path: str, token: str, **fields: str) -> dict[str, Any]:
    """Raises ChannelError."""
    return _call("POST", path, token, data=fields)


def delete(path: str, token: str, **query: str) -> dict[str, Any]:
    """Raises ChannelError."""
    return _call("DELETE", path, token, query=query)


def listed(path: str, token: str, **query: str) -> Iterator[dict[str, Any]]:
    """Every row of an edge, through all its pages. Raises ChannelError."""
    after: dict[str, str] = {}
    for _ in range(_MOST_PAGES):
        answer = get(path, token, **query, **after)
        yield from (row for row in values.optional_list(answer.get("data")) if isinstance(row, dict))
        paging = values.optional_mapping(answer.get("paging"))
        cursor = values.optional_mapping(paging.get("cursors")).get("after")
        # The cursor and not the address in `next`: that one holds the token, and could lead anywhere
        if not paging.get("next") or not isinstance(cursor, str):
            return
        after = {"after": cursor}


def send(path: str, token: str, **content: Any) -> dict[str, Any]:
    """A POST that must not happen twice. Raises ChannelError, or OutcomeUnknown when it may have happened."""
    return _call("POST", path, token, sending=True, **content)


def node(external_id: str) -> str:
    """An id, as part of a path: those of contacts come from outside."""
    if not _NODE.fullmatch(external_id):
        raise _failure("not_found", permanent=True)
    return external_id


def proof(token: str) -> str:
    """appsecret_proof: a token that leaks is of no use without the app's secret."""
    return hmac.new(settings.META_APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()


def _call(
    method: str,
    path: str,
    token: str,
    *,
    query: Mapping[str, str] | None = None,
    sending: bool = False,
    **content: Any,
) -> dict[str, Any]:
    whole = http.Whole()
    proven = {"appsecret_proof": proof(token)} if token else {}
    # In a header it is in no log of addresses (facebook/openapi: bearerAuth)
    headers = {"authorization": f"Bearer {token}"} if token else {}
    url = f"{settings.META_GRAPH_URL}/{settings.META_GRAPH_VERSION}/{path}"
    try:
        answer = http.request(
            method, url, params={**(query or {}), **proven}, headers=headers, whole=whole, **content
        )
    except http.AddressRefused as error:
        raise _failure("address_refused", permanent=True) from error
    except http.FAILURES as error:
        if sending and whole.sent:
            raise OutcomeUnknown(f"no answer: {type(error).__name__}") from error
        raise _failure("unreachable", detail=type(error).__name__) from error
    pace.heard(path.partition("/")[0], answer.headers)
    return _read(answer, sending=sending)


def _read(answer: httpx.Response, *, sending: bool) -> dict[str, Any]:
    try:
        found = answer.json()
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict) and isinstance(found.get("error"), dict):
        raise refusal(found["error"], answer.headers)
    if answer.status_code == 200 and isinstance(found, dict):
        return found
    raise _unexplained(answer.status_code, sending=sending)


def _unexplained(status: int, *, sending: bool) -> ChannelError:
    """Not the API itself answered, but something on the way to it."""
    detail = f"HTTP {status} without a reason"
    if status == 429:
        return _failure("rate_limited", detail=detail)
    if status == 413:
        return _failure("attachment_too_large", permanent=True, detail=detail)
    if 400 <= status < 500:
        return _failure("refused", permanent=True, detail=detail)
    return OutcomeUnknown(detail) if sending else _failure("provider_failed", detail=detail)


def _failure(code: str, *, permanent: bool = False, detail: str = "") -> ChannelError:
    return ChannelError(f"{FAILURES[code]} {detail}".strip(), code=code, permanent=permanent)
