"""Where providers call: the signature is checked, the bytes are stored, and only then it is 200."""

from urllib.parse import parse_qsl

from kaiwa.channels.base import Provider
from kaiwa.channels.registry import providers
from kaiwa.edge.answers import BAD_SIGNATURE, BUSY, STARTING, TOO_SLOW, refuse, refuse_body
from kaiwa.edge.asgi import (
    BodyTooLargeError,
    ClientGoneError,
    NoRoomError,
    Receive,
    Room,
    Scope,
    Send,
    SlowClientError,
    read_body,
    respond,
    text_headers,
)
from kaiwa.edge.journal import Journal, JournalAwayError, JournalFullError
from kaiwa.edge.metrics import WEBHOOKS
from kaiwa.lib.api_errors import BAD_METHOD, NOT_FOUND

PREFIX = "/webhooks/"

_LIMIT = 1024 * 1024
_READ_SECONDS = 10.0
_ROOM = 64 * 1024 * 1024
_PLAIN = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
_SOON = [(b"retry-after", b"2")]


class Door:
    """GET answers the provider's challenge, POST takes a webhook."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._room = Room(_ROOM)
        self._providers = {name: p for name, p in providers().items() if p.capabilities.webhook}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        provider = self._providers.get(scope["path"][len(PREFIX) :])
        if provider is None:
            await refuse(scope, send, NOT_FOUND)
        elif scope["method"] == "POST":
            await self._take(provider, scope, receive, send)
        elif scope["method"] in {"GET", "HEAD"}:
            await _prove(provider, scope, send)
        else:
            await refuse(scope, send, BAD_METHOD, headers=[(b"allow", b"GET, HEAD, POST")])

    async def _take(self, provider: Provider, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await read_body(scope, receive, _LIMIT, within=_READ_SECONDS, room=self._room)
        except BodyTooLargeError:
            _count(provider, "too_large")
            await refuse_body(scope, receive, send)
        except SlowClientError:
            _count(provider, "too_slow")
            await refuse(scope, send, TOO_SLOW, headers=[(b"connection", b"close")])
        except NoRoomError:
            _count(provider, "no_room")
            await refuse(scope, send, BUSY, headers=[*_SOON, (b"connection", b"close")])
        except ClientGoneError:
            return
        else:
            await self._keep(provider, body, scope, send)

    async def _keep(self, provider: Provider, body: bytes, scope: Scope, send: Send) -> None:
        if not provider.verify(body, text_headers(scope)):
            _count(provider, "bad_signature")
            await refuse(scope, send, BAD_SIGNATURE)
            return
        try:
            await self.journal.store(provider.name, body)
        except JournalFullError:
            _count(provider, "no_room")
            await refuse(scope, send, BUSY, headers=_SOON)
        except JournalAwayError:
            _count(provider, "database_away")
            await refuse(scope, send, STARTING, headers=_SOON)
        else:
            _count(provider, "stored")
            await respond(send, 200, _PLAIN, b"EVENT_RECEIVED")


def _count(provider: Provider, outcome: str) -> None:
    WEBHOOKS.labels(provider.name, outcome).inc()


async def _prove(provider: Provider, scope: Scope, send: Send) -> None:
    query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
    answer = provider.challenge(query)
    if answer is None:
        await refuse(scope, send, BAD_SIGNATURE)
    else:
        await respond(send, 200, _PLAIN, answer.encode())
