"""What the edge itself says: errors as the API words them, in the reader's language."""

import asyncio
import contextlib
import json
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header

from kaiwa.edge.asgi import Receive, Scope, Send, header, respond
from kaiwa.lib.api_errors import KINDS, TOO_LARGE, declare

BAD_SIGNATURE = declare("bad_signature", 403, _("This was not signed by the provider."))
STARTING = declare("starting", 503, _("Kaiwa is starting. Try again in a moment."))
BUSY = declare("busy", 503, _("Kaiwa is busy. Try again in a moment."))
INTERRUPTED = declare(
    "interrupted", 502, _("The answer was lost on the way. Reload to see whether it was done.")
)
TOO_SLOW = declare("too_slow", 408, _("Sending this took too long. Try again."))
NO_ANSWER = declare("no_answer", 504, _("Kaiwa took too long to answer. Reload to see whether it was done."))

_LINGER_SECONDS = 1.0
_LINGER_BYTES = 4 * 1024 * 1024


async def refuse(scope: Scope, send: Send, code: str, *, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
    """A declared error, shaped like the API's."""
    await respond(send, KINDS[code].status, [*_JSON, *headers], _worded(scope, code))


async def refuse_body(scope: Scope, receive: Receive, send: Send) -> None:
    """413, and the end of the connection: what is still coming is not read.

    Closing at once would reset the connection, and a client in the middle of its body would never see the
    answer; so a little more is taken and thrown away first (nginx calls it lingering close).
    """
    body = _worded(scope, TOO_LARGE)
    length = (b"content-length", b"%d" % len(body))
    headers = [*_JSON, (b"connection", b"close"), length]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    if not header(scope, b"expect"):
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LINGER_SECONDS):
                await _throw_away(receive)
    await send({"type": "http.response.body", "body": b""})


_JSON = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]


def _worded(scope: Scope, code: str) -> bytes:
    with override(_language(scope)):
        message = str(KINDS[code].sentence)
    return json.dumps({"code": code, "message": message, "params": {}}, ensure_ascii=False).encode()


def _language(scope: Scope) -> str:
    accepted = parse_accept_lang_header(header(scope, b"accept-language").decode("latin-1"))
    return next((language[:2] for language, _weight in accepted if language[:2] in {"en", "ja"}), "en")


async def _throw_away(receive: Receive) -> None:
    size, more = 0, True
    while more and size < _LINGER_BYTES:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
