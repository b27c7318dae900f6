"""The control API: what the phone page and the tests move the practice world with. README.md lists the calls."""

import asyncio
import json
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from kaiwa.sandbox import acts, canned, demo, ids, people, schema
from kaiwa.sandbox.acts import Refused
from kaiwa.sandbox.control import generate, meta, views
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
        for table in schema.TABLES:
            world.db.run(f"DELETE FROM {table}")  # noqa: S608 - the names are ours
        people.settle(world.db)
    world.switches.change(asdict(Switches()))
    world.courier.resume()
    world.watchers.tell("*")
    return views.world(world)


async def add_customer(world: World, request: Request) -> Any:
    """A new person with a phone."""
    given = await body(request)
    name = str(given.get("name", "")).strip()
    first, last = str(given.get("first_name", "")), str(given.get("last_name", ""))
    if not name and not (first or last):
        raise Refused("a customer needs a name, or first_name and last_name")
    if not (first or last):
        parts = name.split(maxsplit=1)
        first, last = (parts[0], parts[1]) if len(parts) > 1 else (name, "")
        if len(parts) > 1 and people.full_name(first, last) != name:
            first, last = last, first
    customer_id = str(given.get("id") or "c" + ids.new_numeric(8))
    if world.db.value("SELECT 1 FROM customers WHERE id = ?", (customer_id,)):
        raise Refused(f"there is a customer {customer_id} already")
    seed = people.CustomerSeed(
        customer_id, first, last, str(given.get("locale", "ja_JP")), str(given.get("gender", "")),
        float(given.get("timezone", 9)),
    )  # fmt: skip
    people.add_customer(
        world.db, seed, name=name, avatar=str(given.get("avatar", "")), profile=str(given.get("profile", "ok"))
    )
    world.watchers.tell("*")
    return views.customer(world, world.customer(customer_id))


async def change_customer(world: World, request: Request) -> Any:
    """Change a customer's name, or whether the profile may be seen."""
    row, given = world.customer(request.path_params["id"]), await body(request)
    for name in ("name", "first_name", "last_name", "locale", "profile"):
        if name in given:
            world.db.run(f"UPDATE customers SET {name} = ? WHERE id = ?", (str(given[name]), row["id"]))  # noqa: S608
    world.watchers.tell("*")
    return views.customer(world, world.customer(row["id"]))


async def customer_act(world: World, request: Request) -> Any:
    """One act on a customer's phone."""
    given = await body(request)
    return acts.customer_acts(world, str(given["page"]), request.path_params["id"], str(given.get("kind", "text")), given)


async def page_act(world: World, request: Request) -> Any:
    """A reply written in Facebook's own inbox."""
    given = await body(request)
    return acts.page_acts(world, request.path_params["id"], _customer_of(world, given), given)


async def record_sent(world: World, request: Request) -> Any:
    """History: a message of ours that was sent at some time in the past. No webhook tells of it."""
    given = await body(request)
    page = world.page(str(given["page"]))
    thread = world.thread(page["id"], _customer_of(world, given))
    return acts.record_sent(world, thread, str(given.get("kind", "text")), given, str(given.get("status", "read")))


async def script(world: World, request: Request) -> Any:
    """Many acts in one transaction: `{by: customer|page, customer, page, kind, …}` each."""
    given = await body(request)
    results = []
    with world.db.transaction():
        for step in given["events"]:
            if step.get("by", "customer") == "page":
                results.append(acts.page_acts(world, str(step["page"]), _customer_of(world, step), step))
            else:
                kind = str(step.get("kind", "text"))
                results.append(acts.customer_acts(world, str(step["page"]), str(step["customer"]), kind, step))
    return {"results": results}


async def upload(world: World, request: Request) -> Any:
    """A file for a customer to send."""
    async with request.form(max_part_size=64 * 1024 * 1024) as form:
        file = form["file"]
        if isinstance(file, str):
            raise Refused("send the file as multipart field `file`")
        content, name, mime = await file.read(), file.filename or "file", file.content_type or ""
    media_id = world.media.keep(content, name=name, mime=mime.split(";")[0])
    row = world.media.row(media_id)
    assert row is not None
    return {key: row[key] for key in ("id", "name", "mime", "size", "width", "height")} | {"url": world.media.path(media_id)}


async def canned_media(world: World, request: Request) -> Any:
    """Pictures, voices, videos, files and stickers that are always there."""
    del request
    return [{"name": name, "type": type_, "url": world.media.path(canned.media_id(world, name))} for name, type_ in canned.names().items()]


async def threads(world: World, request: Request) -> Any:
    """Conversations, newest first; of one `customer` or one `page` when asked."""
    customer, page = request.query_params.get("customer", ""), request.query_params.get("page", "")
    rows = world.db.all(
        "SELECT t.* FROM threads t JOIN pages p ON p.id = t.page_id WHERE (:c = '' OR customer_id = :c)"
        " AND (:p = '' OR p.id = :p OR p.key = :p) ORDER BY updated_at DESC LIMIT :n",
        {"c": customer, "p": page, "n": int(request.query_params.get("limit", 500))},
    )
    return [views.thread(world, row) for row in rows]


async def thread_messages(world: World, request: Request) -> Any:
    """The messages of a conversation, oldest first."""
    row = world.thread_by_id(request.path_params["id"])
    query = request.query_params
    found = views.messages(world, row["id"], before=int(query.get("before", 0)), limit=int(query.get("limit", 60)))
    return {"thread": views.thread(world, row), "messages": found}


async def received(world: World, request: Request) -> Any:
    """What a customer received from a Page, oldest first: what of ours reached the phone."""
    row = world.thread(world.page(request.query_params["page"])["id"], world.customer(request.path_params["id"])["id"])
    found = views.messages(world, row["id"], limit=int(request.query_params.get("limit", 1000)))
    return [one for one in found if one["direction"] == "out" and one["status"] != "never"]


async def log(world: World, request: Request) -> Any:
    """The sender's log: everything that either side did, in the order in which it was done."""
    query = request.query_params
    rows = world.db.all(
        "SELECT * FROM log WHERE seq > ? AND (:page = '' OR page_id = :page) ORDER BY seq LIMIT :n".replace("?", ":a"),
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


async def idle(world: World, request: Request) -> Any:
    """Wait until no webhook is waiting, at most `timeout` seconds."""
    patience = float(request.query_params.get("timeout", 10))
    for _ in range(max(1, round(patience / 0.02))):
        if not world.courier.pending():
            break
        await asyncio.sleep(0.02)
    return views.webhooks(world)


async def verify(world: World, request: Request) -> Any:
    """The webhook handshake, as the app's dashboard does it."""
    del request
    passed, why = await world.courier.verify()
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


def _customer_of(world: World, given: dict[str, Any]) -> str:
    if given.get("customer"):
        return str(given["customer"])
    row = world.thread_of_psid(world.page(str(given["page"]))["id"], str(given.get("psid", "")))
    if row is None:
        raise Refused("name the customer, or the psid of one who wrote before")
    return str(row["customer_id"])


def routes(prefix: str = "/sandbox/api") -> list[Route]:
    """Every control route."""
    table = [
        ("GET", "state", state), ("POST", "reset", reset), ("POST", "customers", add_customer),
        ("PATCH", "customers/{id}", change_customer), ("POST", "customers/{id}/act", customer_act),
        ("GET", "customers/{id}/received", received), ("POST", "pages/{id}/act", page_act),
        ("PATCH", "pages/{id}", meta.change_page), ("POST", "record_sent", record_sent), ("POST", "script", script),
        ("POST", "generate", generated), ("POST", "media", upload), ("GET", "canned", canned_media),
        ("GET", "threads", threads), ("GET", "threads/{id}/messages", thread_messages), ("GET", "log", log),
        ("GET", "switches", switches), ("PATCH", "switches", switches), ("POST", "faults", faults),
        ("DELETE", "faults", faults), ("GET", "webhooks", webhooks), ("POST", "webhooks/retry", retry),
        ("GET", "idle", idle), ("POST", "verify", verify), ("POST", "login", meta.login),
        ("POST", "tokens/revoke", meta.revoke_tokens), ("POST", "permissions", meta.change_permissions),
        ("POST", "policy", meta.enforce_policy), ("GET", "demo", demo_script), ("POST", "demo/play", demo_play),
    ]  # fmt: skip
    found = [Route(f"{prefix}/{path}", control(handler), methods=[method]) for method, path, handler in table]
    return [*found, Route(f"{prefix}/stream", stream)]
