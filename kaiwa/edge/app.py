"""Who answers which address of the public port."""

import asyncio
import logging
import os
import re
import signal
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from kaiwa.channels.registry import providers
from kaiwa.edge import files, metrics, stream
from kaiwa.edge.answers import refuse
from kaiwa.edge.asgi import Receive, Scope, Send, is_loopback
from kaiwa.edge.database import Models
from kaiwa.edge.door import PREFIX, Door
from kaiwa.edge.health import Health
from kaiwa.edge.hub import Hub
from kaiwa.edge.journal import Journal
from kaiwa.edge.proxy import Proxy
from kaiwa.edge.static import Pages
from kaiwa.edge.upstream import Connect, Upstream, over_tcp, over_unix_socket
from kaiwa.edge.whereabouts import Patience
from kaiwa.lib.api_errors import NOT_FOUND

log = logging.getLogger(__name__)

Handler = Callable[[Scope, Receive, Send], Awaitable[None]]

# Waitress answers with 8 threads; more than so many requests would only wait there instead of here
_CONNECTIONS = 32
_UPLOAD_CONNECTIONS = 8
_UPLOADS = re.compile(r"/api/v1/(attachments|(persons|organizations|leads|deals)/\d{1,18}/files$)")
_CALLED = ("callback", "deauthorize", "delete-data")


class Edge:
    """The ASGI application."""

    def __init__(self, *, check_seconds: float = 60.0, patience: Patience | None = None) -> None:
        self._models = Models(2, "models")
        self._journal = Journal()
        self._upstreams: list[Upstream] = []
        proxy = self._proxy(over_unix_socket(str(settings.RUN_DIR / "app.sock")), _UPLOADS)
        self._hub = Hub(check_seconds=check_seconds, patience=patience)
        self._pages: Handler = Pages(settings.WEB_DIR)
        self._exact: dict[str, Handler] = {
            "/healthz": Health(self._models),
            "/metrics": metrics.Metrics(self._models),
            stream.PATH: stream.Streams(self._hub, self._models),
            # Where providers' dialogs come back to, and what they call; what else is below /connect/ are pages
            **{f"/connect/{name}/{end}": proxy for name in providers() for end in _CALLED},
        }
        self._under: list[tuple[str, Handler]] = [
            (PREFIX, Door(self._journal)),
            (files.FILES, files.Files(self._models, files.FILES, files.attachment)),
            (files.THUMBNAILS, files.Files(self._models, files.THUMBNAILS, files.thumbnail)),
            (files.CRM_FILES, files.Files(self._models, files.CRM_FILES, files.crm_file)),
            (files.CRM_THUMBNAILS, files.Files(self._models, files.CRM_THUMBNAILS, files.crm_thumbnail)),
            (files.PICTURES, files.Files(self._models, files.PICTURES, files.picture)),
            ("/api/", metrics.Measured(proxy)),
            ("/_allauth/", metrics.Measured(proxy)),
            ("/sandbox/", self._sandbox()),
        ]
        self._tasks: list[asyncio.Task[None]] = []

    def _sandbox(self) -> Handler:
        address = urlsplit(settings.SANDBOX_URL)
        if not (settings.SANDBOX and address.hostname and address.port):
            return _nothing_here
        return _loopback_only(self._proxy(over_tcp(address.hostname, address.port), re.compile("/sandbox/")))

    def _proxy(self, connect: Connect, upload_paths: re.Pattern[str]) -> Proxy:
        upstream, uploads = (
            Upstream(connect, limit=_CONNECTIONS),
            Upstream(connect, limit=_UPLOAD_CONNECTIONS),
        )
        self._upstreams += [upstream, uploads]
        return Proxy(upstream, uploads, upload_paths=upload_paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._handler(scope["path"])(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    def _handler(self, path: str) -> Handler:
        if exact := self._exact.get(path):
            return exact
        for prefix, handler in self._under:
            if path.startswith(prefix):
                return handler
        return self._pages

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def start(self) -> None:
        self._tasks = [_essential(self._journal.run()), _essential(self._hub.run())]

    def end_streams(self) -> None:
        """Before the server waits for its connections to end: these would not."""
        self._hub.close()

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._journal.close()
        for upstream in self._upstreams:
            upstream.close()
        self._models.close()


def _essential(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Work without which this process is of no use: should it fail, the supervisor starts us anew."""

    def ended(task: asyncio.Task[None]) -> None:
        if not task.cancelled():
            log.critical("the edge ends", exc_info=task.exception())
            os.kill(os.getpid(), signal.SIGTERM)

    task = asyncio.create_task(work)
    task.add_done_callback(ended)
    return task


def _loopback_only(handler: Handler) -> Handler:
    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        await (handler if is_loopback(scope) else _nothing_here)(scope, receive, send)

    return guarded


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    await refuse(scope, send, NOT_FOUND)


app = Edge()
