"""The sandbox's web application and its process."""

import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from kaiwa.sandbox import cdn, numbers, people
from kaiwa.sandbox.config import Config
from kaiwa.sandbox.control.routes import routes as control_routes
from kaiwa.sandbox.courier import Courier
from kaiwa.sandbox.dialog import dialog
from kaiwa.sandbox.graph.routes import graph
from kaiwa.sandbox.media import Media
from kaiwa.sandbox.store import Store
from kaiwa.sandbox.switches import Switches
from kaiwa.sandbox.world import World

PHONE = Path(__file__).parent / "phone"
GRAPH_METHODS = ["GET", "POST", "DELETE"]


def build(config: Config) -> Starlette:
    """The application over one data directory."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        world = make_world(config)
        app.state.world = world
        world.courier.start(world)
        yield
        await world.courier.stop()
        world.db.close()

    routes = [
        Route("/sandbox/facebook/{version}/dialog/oauth", dialog, methods=["GET", "POST"]),
        Route("/sandbox/cdn/v/{media_id}/{name}", cdn.medium),
        Route("/sandbox/cdn/p/{kind}/{key}.png", cdn.face),
        *control_routes(),
        *numbers.routes(),
        Route("/sandbox/phone", phone),
        Mount("/sandbox/phone", Fresh(directory=PHONE)),
        Route("/sandbox/healthz", health),
        Route("/{path:path}", graph, methods=GRAPH_METHODS),
    ]
    app = Starlette(routes=routes, lifespan=lifespan)
    app.add_middleware(LoopbackOnly, public_url=config.public_url)
    return app


def make_world(config: Config) -> World:
    """Open (or begin) the world in the configuration's data directory."""
    db = Store(config.data / "sandbox.sqlite3")
    people.settle(db)
    numbers.settle(db)
    switches = Switches.load(db)
    return World(config, db, switches, Media(config, db, switches), Courier())


class Fresh(StaticFiles):
    """Files that a browser asks after each time: they change with the program, not with their names."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, to be asked for again."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


async def phone(request: Request) -> Response:
    """The customers' phones."""
    del request
    return FileResponse(PHONE / "index.html", headers={"Cache-Control": "no-cache"})


async def health(request: Request) -> Response:
    """Alive, and the database answers."""
    request.app.state.world.db.value("SELECT 1")
    return PlainTextResponse("ok")


class LoopbackOnly:
    """Nobody but this machine, and no page of another site in this machine's browser, may practise here."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self._app = app
        self._hosts = {"localhost", "127.0.0.1", "::1", urlsplit(public_url).hostname}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer 403."""
        if scope["type"] == "http" and not self._welcome(HTTPConnection(scope)):
            await PlainTextResponse("The sandbox answers its own machine only.", 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _welcome(self, connection: HTTPConnection) -> bool:
        if connection.client and not is_loopback(connection.client.host):
            return False
        forwarded = connection.headers.get("x-forwarded-for", "").split(",")[0].strip()
        if forwarded and not is_loopback(forwarded):
            return False
        if connection.url.hostname not in self._hosts:
            return False  # a name that was made to point at 127.0.0.1
        origin = connection.headers.get("origin", "")
        return not origin or urlsplit(origin).hostname in self._hosts


def is_loopback(host: str) -> bool:
    """True for 127.0.0.0/8, ::1 and a peer without an address (a unix socket)."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("", "testclient")


def main(port: int, host: str = "127.0.0.1") -> None:
    """Run the sandbox on a loopback port until it is told to stop."""
    app = build(Config.from_environment(port))
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, timeout_graceful_shutdown=2)


app = build(
    Config.from_environment()
)  # for `uvicorn kaiwa.sandbox.app:app`; nothing is opened before it starts
