"""Control calls for what happens on Facebook's side: logins, Pages, tokens, permissions, policy."""

import json
from typing import Any

from starlette.requests import Request

from kaiwa.sandbox import dialog, events, ids, leaving, people
from kaiwa.sandbox.control import views
from kaiwa.sandbox.control.answers import body
from kaiwa.sandbox.graph import messenger_profile, nodes, rights
from kaiwa.sandbox.graph.known import SCOPES
from kaiwa.sandbox.world import Refused, World

NEEDED = (
    "public_profile",
    "pages_show_list",
    "pages_messaging",
    "pages_manage_metadata",
    "pages_read_engagement",
)


async def login(world: World, request: Request) -> Any:
    """A person goes through the Login dialog without a browser: the code, and where the browser would go."""
    given = await body(request)
    user = world.user(str(given["user"]))
    declined = [str(name) for name in given.get("declined", [])]
    scopes = [str(name) for name in given.get("scopes", NEEDED) if name not in declined]
    pages = dialog.pages_of(world, user["id"], scopes)
    if "pages" in given:
        pages = [str(world.page(str(name))["id"]) for name in given["pages"]]
    redirect_uri = str(given.get("redirect_uri", ""))
    code = dialog.approve(world, user["id"], dialog.Agreement(scopes, declined, pages), redirect_uri)
    location = dialog.back(redirect_uri, code=code, state=str(given.get("state", ""))) if redirect_uri else ""
    return {"code": code, "location": location}


async def add_user(world: World, request: Request) -> Any:
    """Somebody new with a Facebook account."""
    given = await body(request)
    name = str(given.get("name", "")).strip()
    if not name:
        raise Refused("a user needs a name")
    user_id = people.add_user(world.db, name)
    world.watchers.tell("*")
    return views.user(world, world.user(user_id))


async def add_page(world: World, request: Request) -> Any:
    """A new Page; `tasks: {user: [...]}` says who may do what there, `business` and `kind` whose it is."""
    given = await body(request)
    name = str(given.get("name", "")).strip()
    if not name:
        raise Refused("a page needs a name")
    with world.db.transaction():
        page_id = people.add_page(world.db, name, str(given.get("category", "Local Business")))
        if given.get("business"):
            business, kind = str(given["business"]), str(given.get("kind", "owned"))
            people.put_into_business(world.db, page_id, business, kind)
        _set_tasks(world, page_id, given.get("tasks") or {})
    world.watchers.tell("*")
    return views.page(world, world.page(page_id))


async def remove_app(world: World, request: Request) -> Any:
    """A person removes the app under Apps and websites: tokens die with 458, the deauthorize callback is called."""
    given = await body(request)
    return await leaving.remove_app(world, world.user(str(given["user"]))["id"])


async def ask_to_delete(world: World, request: Request) -> Any:
    """A person asks that the app delete their data: the data deletion callback is called."""
    given = await body(request)
    return await leaving.ask_to_delete(world, world.user(str(given["user"]))["id"])


async def uninstall_from_page(world: World, request: Request) -> Any:
    """A Page admin removes the app under Page settings, Advanced Messaging. No callback tells of it."""
    return leaving.uninstall_from_page(world, world.page(request.path_params["id"])["id"])


async def change_page(world: World, request: Request) -> Any:
    """Change what Facebook thinks of a Page, who may do what there, and which webhooks the app hears of it."""
    page, given = world.page(request.path_params["id"]), await body(request)
    for name in ("human_agent", "restricted"):
        if name in given:
            world.db.change("pages", page["id"], **{name: int(bool(given[name]))})
    if "subscribed" in given:
        _subscribe(world, page["id"], given["subscribed"] or [])
    if "get_started" in given:
        messenger_profile.keep_start(world, page["id"], str(given["get_started"] or ""))
    _set_tasks(world, page["id"], given.get("tasks") or {})
    world.watchers.tell("*")
    return views.page(world, world.page(page["id"]))


def _subscribe(world: World, page_id: str, names: list[str]) -> None:
    """To fewer webhooks than there were, or none: as an app of an older version would be."""
    world.db.run("DELETE FROM subscriptions WHERE page_id = ?", (page_id,))
    if names:
        row = (page_id, json.dumps(names), ids.now_ms())
        world.db.run("INSERT INTO subscriptions VALUES (?, ?, ?)", row)


def _set_tasks(world: World, page_id: str, tasks: dict[str, list[str]]) -> None:
    for user, names in tasks.items():
        wanted = people.ALL_TASKS if names == ["*"] else names
        row = (world.user(str(user))["id"], page_id, json.dumps(wanted))
        world.db.run("INSERT OR REPLACE INTO roles VALUES (?, ?, ?)", row)


async def revoke_tokens(world: World, request: Request) -> Any:
    """Tokens die of a subcode (460: password changed); of one user, one Page, or all. `subcode` 0 revives them."""
    given = await body(request)
    user = str(world.user(str(given["user"]))["id"]) if given.get("user") else ""
    page = str(world.page(str(given["page"]))["id"]) if given.get("page") else ""
    changed = world.db.run(
        "UPDATE tokens SET invalid = :s WHERE (:u = '' OR user_id = :u) AND (:p = '' OR page_id = :p)",
        {"s": int(given.get("subcode", 460)), "u": user, "p": page},
    ).rowcount
    world.watchers.tell("*")
    return {"revoked": changed}


async def change_permissions(world: World, request: Request) -> Any:
    """A person takes permissions back (`revoke`), gives them again (`grant`), or chooses other `pages`."""
    given = await body(request)
    user = world.user(str(given["user"]))
    stored = views.user(world, user)
    if not stored["granted"] and not stored["declined"]:
        raise Refused("this person has not logged in to the app")
    nodes.take_back(world, user["id"], [str(name) for name in given.get("revoke", [])])
    stored = views.user(world, user)
    again = [name for name in given.get("grant", []) if name in SCOPES]
    pages = [world.page(str(name))["id"] for name in given["pages"]] if "pages" in given else stored["pages"]
    declined = [name for name in stored["declined"] if name not in again]
    rights.grant(
        world, user["id"], granted=sorted({*stored["granted"], *again}), declined=declined, pages=pages
    )
    world.watchers.tell("*")
    return views.user(world, user)


async def enforce_policy(world: World, request: Request) -> Any:
    """Facebook blocks or unblocks a Page for policy and tells the app."""
    given = await body(request)
    page, action = world.page(str(given["page"])), str(given.get("action", "block"))
    if action not in ("block", "unblock"):
        raise Refused("action is block or unblock")
    world.db.run("UPDATE pages SET restricted = ? WHERE id = ?", (int(action == "block"), page["id"]))
    policy = {
        "action": action,
        "reason": str(given.get("reason", "The Page violated our Platform Policies.")),
    }
    item = {"recipient": {"id": page["id"]}, "timestamp": ids.now_ms(), "policy-enforcement": policy}
    told = world.courier.enqueue_for(page["id"], "", events.FIELDS["policy-enforcement"], item)
    return {"told": told}
