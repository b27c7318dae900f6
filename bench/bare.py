"""The ceiling of the door: a Starlette handler that only checks the signature and group-commits the insert.

python -m bench.bare PORT        with DATABASE_URL and KAIWA_META_APP_SECRET
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

INSERT = "INSERT INTO channels_webhookevent (provider, body) SELECT * FROM unnest(%b::text[], %b::bytea[])"
SECRET = os.environ.get("KAIWA_META_APP_SECRET", "").encode()

waiting: list[tuple[bytes, asyncio.Future[None]]] = []
arrived = asyncio.Event()


async def take(request: Request) -> Response:
    body = await request.body()
    expected = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(request.headers.get("x-hub-signature-256", ""), expected):
        return PlainTextResponse("bad signature", 403)
    stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    waiting.append((body, stored))
    arrived.set()
    await stored
    return PlainTextResponse("EVENT_RECEIVED")


async def commit() -> None:
    """All that arrived while the last commit ran, in one."""
    connection = await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], autocommit=True)
    while True:
        await arrived.wait()
        arrived.clear()
        batch = waiting[:]
        waiting.clear()
        bodies = [body for body, _ in batch]
        await connection.execute(INSERT, [["messenger"] * len(batch), bodies], prepare=True)
        for _, stored in batch:
            stored.set_result(None)


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    task = asyncio.create_task(commit())
    yield
    task.cancel()


app = Starlette(routes=[Route("/webhooks/messenger", take, methods=["POST"])], lifespan=lifespan)

if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
