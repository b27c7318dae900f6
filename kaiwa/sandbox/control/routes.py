"""The control API: what the phone page and the tests move the practice world with. README.md lists the calls."""

import asyncio
import json
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from kaiwa.sandbox import demo, numbers, people, schema
from kaiwa.sandbox.control import generate, meta, phones, views
from kaiwa.sandbox.control.answers import body, control
from kaiwa.sandbox.switches import Fault, Switches
from kaiwa.sandbox.world import World


async def state(world: World, request: Request) -> Any:
    """Pages, users, customers, switches and the webhook queue."""
    del request
    return views.world(world)


async def reset(world: World, request: Request) -> Any:
    """The world as it was at first: everything written, granted and switched is gone."""
    del request
    await world.courier.pause()
    with world.db.transaction():
        world.db.clear(schema.TABLES)
        people.settle(world.db)
        numbers.settle(world.db)
    world.switches.change(asdict(Switches()))
    world.listings.clear()
    world.profile_calls.clear()
    world.courier.resume()
    world.watchers.tell("*")
    return views.world(world)


async def log(world: World, request: Request) -> Any:
    """The sender's log: everything that either side did, in the order in which it was done."""
    query = request.query_params
    rows = world.db.all(
        "SELECT * FROM log WHERE seq > ? AND (:page = '' OR page_id = :page) ORDER BY seq LIMIT :n".replace(
            "?", ":a"
        ),
        {"a": int(query.get("after", 0)), "page": query.get("page", ""), "n": int(query.get("limit", 1000))},
    )
    return [dict(row) | {"detail": json.loads(row["detail"])} for row in rows]


async def switches(world: World, request: Request) -> Any:
    """Read or change the switches."""
    if request.method != "GET":
        world.switches.change(await body(request))
        world.switches.save(world.db)
        world.courier.wake_all()
        world.watchers.tell("*")
    return asdict(world.switches)


async def faults(world: World, request: Request) -> Any:
    """Plan a fault, or take all of them back."""
    if request.method == "DELETE":
        world.switches.faults.clear()
    else:
        world.switches.faults.append(Fault(**await body(request)))
    world.switches.save(world.db)
    world.watchers.tell("*")
    return asdict(world.switches)


async def webhooks(world: World, request: Request) -> Any:
    """The newest webhooks of the queue with what became of them."""
    query = request.query_params
    rows = world.db.all(
        "SELECT * FROM deliveries WHERE (:state = '' OR state = :state) ORDER BY id DESC LIMIT :n",
        {"state": query.get("state", ""), "n": int(query.get("limit", 100))},
    )
    return views.webhooks(world) | {"items": [dict(row) | {"item": json.loads(row["item"])} for row in rows]}


async def retry(world: World, request: Request) -> Any:
    """Try every waiting webhook now."""
    del request
    world.courier.wake_all()
    return views.webhooks(world)


async def clock(world: World, request: Request) -> Any:
    """`forward_s` seconds pass for the courier: so the hour after which Facebook gives up takes no hour."""
    world.courier.forward(float((await body(request)).get("forward_s", 3600)))
    return views.webhooks(world)


async def idle(world: World, request: Request) -> Any:
    """Wait until no webhook is waiting, at most `timeout` seconds."""
    patience = float(request.query_params.get("timeout", 10))
    for _ in range(max(1, round(patience / 0.02))):
        if not world.courier.busy():
            break
        await asyncio.sleep(0.02)
    return views.webhooks(world)


async def verify(world: World, request: Request) -> Any:
    """The webhook handshake, as the app's dashboard does it."""
    del request
    passed, why = await world.courier.door.verify()
    return {"verified": passed, "error": why}


async def generated(world: World, request: Request) -> Any:
    """Many messages of many customers at once."""
    return generate.messages(world, await body(request))


async def demo_script(world: World, request: Request) -> Any:
    """The demo's script."""
    del world, request
    return demo.script()


async def demo_play(world: World, request: Request) -> Any:
    """Play the first or the second act of the demo to a Page."""
    given = await body(request)
    return demo.play(world, str(given["page"]), int(given.get("act", 1)))


async def stream(request: Request) -> Response:
    """Server-sent events: `change` with the ids of the conversations that changed (`*`: everything)."""
    world: World = request.app.state.world

    async def lines() -> Any:
        yield "retry: 1000\n\n"
        async for changed in world.watchers.changes():
            yield f"event: change\ndata: {json.dumps(sorted(changed))}\n\n" if changed else ": still here\n\n"

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(lines(), media_type="text/event-stream", headers=headers)


def routes(prefix: str = "/sandbox/api") -> list[Route]:
    """Every control route."""
    table = [
        ("GET", "state", state),
        ("POST", "reset", reset),
        ("POST", "customers", phones.add_customer),
        ("PATCH", "customers/{id}", phones.change_customer),
        ("POST", "customers/{id}/act", phones.customer_act),
        ("GET", "customers/{id}/received", phones.received),
        ("POST", "pages/{id}/act", phones.page_act),
        ("POST", "users", meta.add_user),
        ("POST", "pages", meta.add_page),
        ("PATCH", "pages/{id}", meta.change_page),
        ("POST", "pages/{id}/uninstall", meta.uninstall_from_page),
        ("POST", "threads/owner", phones.hand_thread),
        ("POST", "record_sent", phones.record_sent),
        ("POST", "script", phones.script),
        ("POST", "generate", generated),
        ("POST", "media", phones.upload),
        ("GET", "canned", phones.canned_media),
        ("GET", "threads", phones.threads),
        ("GET", "threads/{id}/messages", phones.thread_messages),
        ("GET", "log", log),
        ("GET", "switches", switches),
        ("PATCH", "switches", switches),
        ("POST", "faults", faults),
        ("DELETE", "faults", faults),
        ("GET", "webhooks", webhooks),
        ("POST", "webhooks/retry", retry),
        ("POST", "clock", clock),
        ("GET", "idle", idle),
        ("POST", "verify", verify),
        ("POST", "login", meta.login),
        ("POST", "tokens/revoke", meta.revoke_tokens),
        ("POST", "apps/remove", meta.remove_app),
        ("POST", "apps/delete_data", meta.ask_to_delete),
        ("POST", "permissions", meta.change_permissions),
        ("POST", "policy", meta.enforce_policy),
        ("GET", "demo", demo_script),
        ("POST", "demo/play", demo_play),
    ]
    found = [Route(f"{prefix}/{path}", control(handler), methods=[method]) for method, path, handler in table]
    return [*found, Route(f"{prefix}/stream", stream)]
