"""Control calls for phones: customers, what they do, what they send with, and what they see."""

from typing import Any

from starlette.requests import Request

from kaiwa.sandbox import acts, canned, events, ids, inbox, owners, people
from kaiwa.sandbox.control import views
from kaiwa.sandbox.control.answers import body
from kaiwa.sandbox.world import Refused, World


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
        world.db,
        seed,
        name=name,
        avatar=str(given.get("avatar", "")),
        profile=str(given.get("profile", "ok")),
    )
    world.watchers.tell("*")
    return views.customer(world, world.customer(customer_id))


async def change_customer(world: World, request: Request) -> Any:
    """Change a customer's name, or whether the profile may be seen."""
    row, given = world.customer(request.path_params["id"]), await body(request)
    for name in ("name", "first_name", "last_name", "locale", "profile"):
        if name in given:
            world.db.change("customers", row["id"], **{name: str(given[name])})
    world.watchers.tell("*")
    return views.customer(world, world.customer(row["id"]))


async def customer_act(world: World, request: Request) -> Any:
    """One act on a customer's phone."""
    given = await body(request)
    return acts.customer_acts(
        world, str(given["page"]), request.path_params["id"], str(given.get("kind", "text")), given
    )


async def page_act(world: World, request: Request) -> Any:
    """A reply written in Facebook's own inbox."""
    given = await body(request)
    return inbox.page_acts(world, request.path_params["id"], _customer_of(world, given), given)


async def hand_thread(world: World, request: Request) -> Any:
    """Another app gets the conversation (`app_id`, empty: ours again), or asks for it (`act`)."""
    given = await body(request)
    thread = world.thread(world.page(str(given["page"]))["id"], _customer_of(world, given))
    act = str(given.get("act", "pass")) + "_thread_control"
    if act not in events.FIELDS:
        raise Refused("act is pass, take or request")
    owners.hand(world, thread, str(given.get("app_id", "")), act=act)
    return {"thread": thread["id"], "owner": owners.of(world, thread)}


async def record_sent(world: World, request: Request) -> Any:
    """History: a message of ours that was sent at some time in the past. No webhook tells of it."""
    given = await body(request)
    page = world.page(str(given["page"]))
    thread = world.thread(page["id"], _customer_of(world, given))
    return inbox.record_sent(
        world, thread, str(given.get("kind", "text")), given, str(given.get("status", "read"))
    )


async def script(world: World, request: Request) -> Any:
    """Many acts in one transaction: `{by: customer|page, customer, page, kind, …}` each."""
    given = await body(request)
    results = []
    with world.db.transaction():
        for step in given["events"]:
            if step.get("by", "customer") == "page":
                results.append(inbox.page_acts(world, str(step["page"]), _customer_of(world, step), step))
            else:
                kind = str(step.get("kind", "text"))
                results.append(
                    acts.customer_acts(world, str(step["page"]), str(step["customer"]), kind, step)
                )
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
    return {key: row[key] for key in ("id", "name", "mime", "size", "width", "height")} | {
        "url": world.media.path(media_id)
    }


async def canned_media(world: World, request: Request) -> Any:
    """Pictures, voices, videos, files and stickers that are always there."""
    del request
    return [
        {"name": name, "type": type_, "url": world.media.path(canned.media_id(world, name))}
        for name, type_ in canned.names().items()
    ]


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
    found = views.messages(
        world, row["id"], before=int(query.get("before", 0)), limit=int(query.get("limit", 60))
    )
    return {"thread": views.thread(world, row), "messages": found}


async def received(world: World, request: Request) -> Any:
    """What a customer received from a Page, oldest first: what of ours reached the phone."""
    row = world.thread(
        world.page(request.query_params["page"])["id"], world.customer(request.path_params["id"])["id"]
    )
    found = views.messages(world, row["id"], limit=int(request.query_params.get("limit", 1000)))
    return [one for one in found if one["direction"] == "out" and one["status"] != "never"]


def _customer_of(world: World, given: dict[str, Any]) -> str:
    if given.get("customer"):
        return str(given["customer"])
    row = world.thread_of_psid(world.page(str(given["page"]))["id"], str(given.get("psid", "")))
    if row is None:
        raise Refused("name the customer, or the psid of one who wrote before")
    return str(row["customer_id"])
