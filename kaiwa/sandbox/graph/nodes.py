"""Users, Pages and the profiles of people who write to a Page."""

import json
from collections.abc import Awaitable
from sqlite3 import Row
from typing import Any

from kaiwa.sandbox import ids, leaving
from kaiwa.sandbox.graph import fields, rights
from kaiwa.sandbox.graph.errors import GraphError, no_object
from kaiwa.sandbox.graph.paging import paged
from kaiwa.sandbox.graph.request import Call, Caller
from kaiwa.sandbox.people import user_face
from kaiwa.sandbox.world import World

BUSINESSES = "business_management"
ACCOUNT_DEFAULT = ("access_token", "category", "category_list", "name", "id", "tasks")
PROFILE_SCOPES = {
    "gender": "pages_user_gender",
    "locale": "pages_user_locale",
    "timezone": "pages_user_timezone",
}


def me(call: Call, caller: Caller) -> dict[str, Any]:
    """`GET /me`: the user, or the Page of a Page token."""
    if caller.kind == "page":
        return page(call, caller)
    if caller.kind == "app":
        raise GraphError(
            2500, message="An active access token must be used to query information about the current user."
        )
    call.accepts("user")
    asked = fields.parse(call.text("fields"), "User", ("id", "name"))
    row = call.world.user(caller.user_id)
    first, _, last = row["name"].partition(" ")
    values = {"id": row["id"], "name": row["name"], "first_name": first, "last_name": last}
    values["picture"] = (
        picture_object(call.world, "person", user_face(row["key"])) if "picture" in asked else None
    )
    return fields.pick(values, asked)


def accounts(call: Call, caller: Caller) -> dict[str, Any]:
    """`GET /me/accounts`: the Pages the person opened to the app, with a token for each."""
    call.accepts("accounts")
    if caller.kind != "user":
        raise GraphError(
            100, message="(#100) Tried accessing nonexisting field (accounts) on node type (Page)"
        )
    world = call.world
    asked = fields.parse(call.text("fields"), "Page", ACCOUNT_DEFAULT)
    opened = rights.granted_pages(world, caller.user_id) if _may_list(world, caller) else []
    businesses = BUSINESSES in rights.granted(world, caller.user_id)
    rows = [
        row
        for row in world.db.all("SELECT * FROM pages ORDER BY position")
        if row["id"] in opened and (businesses or not row["business"])
    ]
    rows = [row for row in rows if rights.tasks(world, caller.user_id, row["id"])]
    return paged(call, rows, lambda row: _page_values(world, row, asked, caller), default_limit=25)


def permissions(call: Call, caller: Caller) -> dict[str, Any]:
    """`GET /me/permissions`: granted and declined, by name."""
    call.accepts("permissions")
    stored = call.world.db.one("SELECT * FROM grants WHERE user_id = ?", (caller.user_id,))
    if stored is None:
        return {"data": []}
    given = sorted(rights.granted(call.world, caller.user_id))
    declined = [name for name in listed(stored["declined"]) if name not in given]
    rows = [{"permission": name, "status": "granted"} for name in given]
    rows += [{"permission": name, "status": "declined"} for name in declined]
    wanted, status = call.text("permission"), call.text("status")
    return {"data": [r for r in rows if wanted in ("", r["permission"]) and status in ("", r["status"])]}


def businesses(call: Call, caller: Caller) -> dict[str, Any]:
    """`GET /me/businesses`: those the person works in."""
    call.accepts("businesses")
    _require_businesses(call, caller)
    rows = call.world.db.all(
        "SELECT b.* FROM businesses b JOIN business_people p ON p.business_id = b.id WHERE p.user_id = ?"
        " ORDER BY b.id",
        (caller.user_id,),
    )
    return paged(call, rows, lambda row: {"id": row["id"], "name": row["name"]}, default_limit=25)


def business_pages(call: Call, caller: Caller) -> dict[str, Any]:
    """`GET /{business}/owned_pages` and `client_pages`: a Page's token only for who has a role on it."""
    kind = "owned" if call.path[1] == "owned_pages" else "client"
    call.accepts(call.path[1])
    _require_businesses(call, caller)
    world, business = call.world, call.path[0]
    works_there = "SELECT 1 FROM business_people WHERE business_id = ? AND user_id = ?"
    if not world.db.value(works_there, (business, caller.user_id)):
        raise no_object(call.method, business)
    asked = fields.parse(call.text("fields"), "Page", ("name", "id"))
    rows = world.db.all(
        "SELECT p.* FROM pages p JOIN business_pages b ON b.page_id = p.id WHERE b.business_id = ?"
        " AND b.kind = ? ORDER BY p.position",
        (business, kind),
    )
    opened = rights.granted_pages(world, caller.user_id)
    rows = [row for row in rows if row["id"] in opened]
    return paged(call, rows, lambda row: _page_values(world, row, asked, caller), default_limit=25)


def _require_businesses(call: Call, caller: Caller) -> None:
    if caller.kind != "user" or BUSINESSES not in rights.granted(call.world, caller.user_id):
        raise GraphError(200, message=f"(#200) Requires {BUSINESSES} permission to manage the object")


def revoke(call: Call, caller: Caller) -> dict[str, Any] | Awaitable[dict[str, Any]]:
    """`DELETE /me/permissions[/name]`: give back one permission, or the whole app."""
    call.accepts("revoke")
    name = call.path[2] if len(call.path) > 2 else call.text("permission")
    if not name:
        return _remove_app(call.world, caller.user_id)
    take_back(call.world, caller.user_id, [name])
    return {"success": True}


async def _remove_app(world: World, user_id: str) -> dict[str, Any]:
    await leaving.remove_app(world, user_id)
    return {"success": True}


def take_back(world: World, user_id: str, names: list[str]) -> None:
    """The person withdraws permissions: they are listed as declined from now on."""
    stored = world.db.one("SELECT * FROM grants WHERE user_id = ?", (user_id,))
    if stored is None:
        return
    given = [name for name in listed(stored["granted"]) if name not in names]
    declined = sorted({*listed(stored["declined"]), *names})
    rights.grant(world, user_id, granted=given, declined=declined, pages=listed(stored["pages"]))


def page(call: Call, caller: Caller) -> dict[str, Any]:
    """`GET /{page-id}`."""
    call.accepts("page")
    name = caller.page_id if call.path[0] == "me" else call.path[0]
    row = call.world.db.one("SELECT * FROM pages WHERE id = ?", (name,))
    seen = name == caller.page_id or name in rights.granted_pages(call.world, caller.user_id)
    if row is None or not seen:
        raise no_object(call.method, name)
    asked = fields.parse(call.text("fields"), "Page", ("name", "id"))
    return _page_values(call.world, row, asked, caller)


def profile(call: Call, caller: Caller, thread: Row) -> dict[str, Any]:
    """`GET /{psid}`: name and picture of somebody who wrote to the Page, as far as they may be seen."""
    call.accepts("profile")
    rights.require(call, caller, "pages_messaging")
    world = call.world
    asked = fields.parse(call.text("fields"), "Profile", ("first_name", "last_name", "profile_pic", "id"))
    customer = world.customer(thread["customer_id"])
    if customer["profile"] == "hidden":
        return {}
    if customer["profile"] == "unavailable":
        raise GraphError(100, 2018218)
    if customer["profile"] == "gone":
        raise no_object(call.method, thread["psid"])
    granted = rights.granted(world, caller.user_id)
    values = {
        name: customer[name] for name in ("name", "first_name", "last_name", "locale", "timezone", "gender")
    }
    values = {name: value for name, value in values.items() if value != "" and _may_see(name, granted)}
    values |= {"id": thread["psid"], "profile_pic": world.media.face_address("person", customer["avatar"])}
    return fields.pick(values, asked)


def picture_object(world: World, kind: str, key: str) -> dict[str, Any]:
    """A `picture` edge."""
    url = world.media.face_address(kind, key)
    return {"data": {"height": 200, "width": 200, "is_silhouette": False, "url": url}}


def listed(stored: str) -> list[str]:
    """A stored JSON list of names."""
    return list(json.loads(stored))


def _may_list(world: World, caller: Caller) -> bool:
    return "pages_show_list" in rights.granted(world, caller.user_id)


def _may_see(name: str, granted: set[str]) -> bool:
    return name not in PROFILE_SCOPES or PROFILE_SCOPES[name] in granted


def _page_values(world: World, row: Row, asked: dict[str, fields.Asked], caller: Caller) -> dict[str, Any]:
    subscribed = world.db.value("SELECT 1 FROM subscriptions WHERE page_id = ?", (row["id"],))
    values: dict[str, Any] = {
        "id": row["id"],
        "name": row["name"],
        "category": row["category"],
        "category_list": [{"id": category_id(row["category"]), "name": row["category"]}],
        "about": row["about"] or None,
        "username": row["key"],
        "link": f"https://www.facebook.com/{row['id']}",
        "is_published": True,
        "has_added_app": bool(subscribed),
        "is_webhooks_subscribed": bool(subscribed),
    }
    if "picture" in asked:
        values["picture"] = picture_object(world, "page", row["id"])
    if caller.kind in ("user", "page"):
        values["tasks"] = rights.tasks(world, caller.user_id, row["id"])
        if "access_token" in asked:
            values["access_token"] = rights.page_token(world, caller, row["id"])
    return fields.pick(values, asked)


def category_id(category: str) -> str:
    """A category's id."""
    return ids.numeric("category", category, digits=15)
