"""A running sandbox and the door of somebody who listens to it."""

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kaiwa.sandbox.app import build
from kaiwa.sandbox.config import Config

APP_ID, SECRET, VERIFY = "1184719329217930", "a-secret-of-tests", "a-verify-token"
FIELDS = (
    "messages,message_echoes,message_deliveries,message_reads,message_reactions,message_edits,messaging_postbacks,"
    "messaging_referrals,messaging_optins,messaging_handovers,standby,messaging_policy_enforcement,calls"
)
MINATO, HOSHINO, AOYAMA = "104857600100001", "104857600100002", "104857600100003"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(app: Starlette, port: int) -> Iterator[None]:
    """Serve an application in a thread, until the block ends."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=1))
    ready = threading.Event()
    start = server.startup

    async def startup(sockets: Any = None) -> None:
        await start(sockets)
        ready.set()

    server.startup = startup  # type: ignore[method-assign]  # uvicorn has no other way to say that it listens
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert ready.wait(10)
    yield
    server.should_exit = True
    thread.join(10)


@dataclass
class Door:
    """A webhook endpoint that keeps what it was sent and answers what it is told to."""

    port: int = field(default_factory=free_port)
    status: int = 200
    bodies: list[bytes] = field(default_factory=list)
    refused: int = 0
    verify_token: str = VERIFY
    signed: bool = True
    knocked: threading.Condition = field(default_factory=threading.Condition)

    def app(self) -> Starlette:
        """The door as an application."""
        paths = ("/webhooks/messenger", "/webhooks/practice_number")
        return Starlette(routes=[Route(path, self._answer, methods=["GET", "POST"]) for path in paths])

    @property
    def url(self) -> str:
        """Its origin."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def items(self) -> list[dict[str, Any]]:
        """Every messaging item that arrived, in order."""
        return [
            item
            for body in self.bodies
            for entry in json.loads(body)["entry"]
            for name in ("messaging", "standby", "calls")
            for item in entry.get(name, ())
        ]

    def of(self, key: str) -> list[dict[str, Any]]:
        """The items of one kind."""
        return [item for item in self.items if key in item]

    def wait_for_refusals(self, count: int) -> None:
        """Until it refused that often."""
        with self.knocked:
            assert self.knocked.wait_for(lambda: self.refused >= count, timeout=10)

    async def _answer(self, request: Request) -> Response:
        if request.method == "GET":
            query = request.query_params
            good = query.get("hub.mode") == "subscribe" and query.get("hub.verify_token") == self.verify_token
            return PlainTextResponse(query["hub.challenge"] if good else "no", 200 if good else 403)
        body = await request.body()
        expected = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        self.signed = self.signed and request.headers["x-hub-signature-256"] == expected
        if self.status != 200:
            with self.knocked:
                self.refused += 1
                self.knocked.notify_all()
            return Response(status_code=self.status)
        self.bodies.append(body)
        return PlainTextResponse("ok")


class Sandbox:
    """The sandbox over HTTP: its control API, and its Graph API as an app with a connected Page."""

    def __init__(self, config: Config, door: Door) -> None:
        self.config, self.door = config, door
        self.http = httpx.Client(base_url=config.own_url, timeout=20)
        self.token = ""

    def get(self, path: str, **params: Any) -> Any:
        """A control call that reads."""
        answer = self.http.get(f"/sandbox/api/{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, **body: Any) -> Any:
        """A control call that does something."""
        answer = self.http.post(f"/sandbox/api/{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def patch(self, path: str, **body: Any) -> Any:
        """A control call that changes something."""
        answer = self.http.patch(f"/sandbox/api/{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def act(self, customer: str = "yui", *, page: str = "minato", **details: Any) -> Any:
        """A customer does something on the phone."""
        return self.post(f"customers/{customer}/act", page=page, **details)

    def arrived(self) -> list[dict[str, Any]]:
        """What came to the door, once nothing is on its way."""
        assert self.get("idle")["pending"] == 0
        return self.door.items

    def graph(self, method: str, path: str, **options: Any) -> httpx.Response:
        """A Graph call with the Page's token."""
        headers = {"Authorization": f"Bearer {options.pop('token', self.token)}"}
        return self.http.request(method, f"/v25.0/{path}", headers=headers, **options)

    def user_token(self, user: str = "misaki", **login: Any) -> str:
        """A long-lived user token, by way of a code."""
        redirect = f"{self.config.public_url}/connect/messenger/callback"
        code = self.post("login", user=user, redirect_uri=redirect, **login)["code"]
        app = {"client_id": APP_ID, "client_secret": SECRET}
        short = self.http.get(
            "/v25.0/oauth/access_token", params=app | {"code": code, "redirect_uri": redirect}
        )
        assert short.status_code == 200, short.text
        exchange = {"grant_type": "fb_exchange_token", "fb_exchange_token": short.json()["access_token"]}
        return str(self.http.get("/v25.0/oauth/access_token", params=app | exchange).json()["access_token"])

    def connect(self, page: str = MINATO, user: str = "misaki", **login: Any) -> str:
        """Go through the login, take the Page's token and subscribe."""
        accounts = self.graph("GET", "me/accounts", token=self.user_token(user, **login)).json()["data"]
        self.token = next(one["access_token"] for one in accounts if one["id"] == page)
        answer = self.graph("POST", f"{page}/subscribed_apps", params={"subscribed_fields": FIELDS})
        assert answer.json() == {"success": True}, answer.text
        return self.token

    def send(self, psid: str, text: str = "", **body: Any) -> httpx.Response:
        """The Send API, as a reply."""
        message = {"text": text} if text else body.pop("message", None)
        given = {"recipient": {"id": psid}, "messaging_type": "RESPONSE", "message": message} | body
        return self.graph(
            "POST", f"{MINATO}/messages", json={k: v for k, v in given.items() if v is not None}
        )


@pytest.fixture(scope="session")
def door() -> Iterator[Door]:
    """A listening door."""
    found = Door()
    with serving(found.app(), found.port):
        yield found


@pytest.fixture(scope="session")
def running(door: Door, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A sandbox that delivers to the door."""
    found = Sandbox(config_for(tmp_path_factory.mktemp("sandbox"), door), door)
    port = int(found.config.own_url.rsplit(":", 1)[1])
    with serving(build(found.config), port):
        yield found


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    """The same, as it was on the first day."""
    running.post("reset")
    running.door.bodies.clear()
    running.door.status, running.door.refused, running.door.signed = 200, 0, True
    running.token = ""
    return running


@pytest.fixture
def connected(sandbox: Sandbox) -> Sandbox:
    """With Minato's Page connected."""
    sandbox.connect()
    return sandbox


@pytest.fixture
def psid(connected: Sandbox) -> str:
    """Yui wrote to Minato a moment ago."""
    found = str(connected.act(text="こんにちは")["psid"])
    connected.arrived()
    return found


def config_for(data: Path, door: Door) -> Config:
    """A configuration on a free port."""
    return Config(
        data=data, app_id=APP_ID, app_secret=SECRET, verify_token=VERIFY, public_url=door.url,
        own_url=f"http://127.0.0.1:{free_port()}",
    )  # fmt: skip
