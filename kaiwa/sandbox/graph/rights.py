"""What a person granted the app, and what the person may do on a Page."""

import json
from sqlite3 import Row

from kaiwa.sandbox import ids
from kaiwa.sandbox.graph.errors import GraphError, no_object
from kaiwa.sandbox.graph.request import Call, Caller
from kaiwa.sandbox.world import World


def grant(world: World, user_id: str, *, granted: list[str], declined: list[str], pages: list[str]) -> None:
    """What the person ticked in the Login dialog, in the place of what was ticked before."""
    world.db.run(
        "INSERT OR REPLACE INTO grants VALUES (?, ?, ?, ?, ?)",
        (user_id, json.dumps(granted), json.dumps(declined), json.dumps(pages), ids.now_ms()),
    )


def granted(world: World, user_id: str) -> set[str]:
    """The permissions that the person granted."""
    stored = world.db.value("SELECT granted FROM grants WHERE user_id = ?", (user_id,))
    return set(json.loads(stored)) if stored else set()


def granted_pages(world: World, user_id: str) -> list[str]:
    """The Pages that the person opened to the app."""
    stored = world.db.value("SELECT pages FROM grants WHERE user_id = ?", (user_id,))
    return list(json.loads(stored)) if stored else []


def tasks(world: World, user_id: str, page_id: str) -> list[str]:
    """What the person may do on the Page; nothing when they have no role there."""
    stored = world.db.value("SELECT tasks FROM roles WHERE user_id = ? AND page_id = ?", (user_id, page_id))
    return list(json.loads(stored)) if stored else []


def page_of(call: Call, caller: Caller) -> Row:
    """The Page named in the path (or `me`), which a Page token of that very Page must ask for."""
    name = call.path[0]
    if caller.kind != "page":
        raise GraphError(210, message="(#210) A page access token is required to request this resource.")
    if name not in ("me", caller.page_id):
        raise no_object(call.method, name)
    row = call.world.db.one("SELECT * FROM pages WHERE id = ?", (caller.page_id,))
    if row is None:
        raise no_object(call.method, caller.page_id)
    return row


def require(call: Call, caller: Caller, *scopes: str, task: str = "") -> None:
    """Refuse a call whose person did not grant a permission, did not open the Page, or lacks a task on it."""
    have = granted(call.world, caller.user_id)
    for scope in scopes:
        if scope not in have:
            code = 230 if scope == "pages_messaging" else 200
            raise GraphError(code, message=f"(#{code}) Requires {scope} permission to manage the object")
    if caller.page_id not in granted_pages(call.world, caller.user_id):
        raise GraphError(200, message="(#200) The user has not given this app access to the page.")
    if task and task not in tasks(call.world, caller.user_id, caller.page_id):
        raise GraphError(200, message=f"(#200) The user must be able to perform the task {task} on the page.")


def issue(world: World, kind: str, user_id: str, *, page_id: str = "", expires_at: int = 0) -> str:
    """A new token."""
    token = ids.new_token()
    world.db.insert(
        "tokens",
        token=token, kind=kind, user_id=user_id, page_id=page_id, issued_at=ids.now_ms(), expires_at=expires_at,
    )  # fmt: skip
    return token


def page_token(world: World, caller: Caller, page_id: str) -> str:
    """The Page's token of this person: as long-lived as the token that asks, and the same at each asking."""
    expires_at = world.db.value("SELECT expires_at FROM tokens WHERE token = ?", (caller.token,)) or 0
    lasting = expires_at == 0 or expires_at > ids.now_ms() + 86_400_000
    found = world.db.value(
        "SELECT token FROM tokens WHERE kind = 'page' AND user_id = ? AND page_id = ? AND invalid = 0"
        " AND (expires_at = 0) = ? AND (expires_at = 0 OR expires_at > ?)",
        (caller.user_id, page_id, int(lasting), ids.now_ms()),
    )
    if found:
        return str(found)
    return issue(world, "page", caller.user_id, page_id=page_id, expires_at=0 if lasting else expires_at)
