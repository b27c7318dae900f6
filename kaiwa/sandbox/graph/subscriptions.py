"""Who hears of a Page's events: the app's webhook, and the fields it asked for."""

import json
from typing import Any

from kaiwa.sandbox import ids
from kaiwa.sandbox.graph import rights
from kaiwa.sandbox.graph.errors import GraphError
from kaiwa.sandbox.graph.known import SUBSCRIBABLE
from kaiwa.sandbox.graph.request import Call, Caller


def subscribe(call: Call, caller: Caller) -> dict[str, Any]:
    """`POST /{page}/subscribed_apps`."""
    call.accepts("subscribe")
    page = rights.page_of(call, caller)
    rights.require(call, caller, "pages_manage_metadata", task="MODERATE")
    names = _names(call)
    if not names:
        raise GraphError(100, message="(#100) The parameter subscribed_fields is required.")
    for name in names:
        if name not in SUBSCRIBABLE:
            raise GraphError(
                100,
                message=f"(#100) Param subscribed_fields[{names.index(name)}] must be one of"
                f' {{{", ".join(SUBSCRIBABLE)}}} - got "{name}".',
            )
    messaging = [n for n in names if n.startswith(("message", "standby"))]
    if messaging and "pages_messaging" not in rights.granted(call.world, caller.user_id):
        sentence = f"(#200) To subscribe to the {messaging[0]} field, one of these permissions is needed: "
        raise GraphError(200, message=sentence + "pages_messaging")
    call.world.db.run(
        "INSERT OR REPLACE INTO subscriptions VALUES (?, ?, ?)", (page["id"], json.dumps(names), ids.now_ms())
    )
    call.world.watchers.tell("*")
    return {"success": True}


def subscriptions(call: Call, caller: Caller) -> dict[str, Any]:
    """`GET /{page}/subscribed_apps`."""
    call.accepts("subscriptions")
    page = rights.page_of(call, caller)
    rights.require(call, caller, "pages_manage_metadata")
    stored = call.world.db.value("SELECT fields FROM subscriptions WHERE page_id = ?", (page["id"],))
    if stored is None:
        return {"data": []}
    app = {
        "category": "Business",
        "link": call.world.config.public_url,
        "name": "Kaiwa",
        "id": call.world.config.app_id,
    }
    return {"data": [app | {"subscribed_fields": json.loads(stored)}]}


def unsubscribe(call: Call, caller: Caller) -> dict[str, Any]:
    """`DELETE /{page}/subscribed_apps`."""
    call.accepts("unsubscribe")
    page = rights.page_of(call, caller)
    rights.require(call, caller, "pages_manage_metadata")
    call.world.db.run("DELETE FROM subscriptions WHERE page_id = ?", (page["id"],))
    call.world.watchers.tell("*")
    return {"success": True}


async def configure(call: Call, caller: Caller) -> dict[str, Any]:
    """`POST /{app}/subscriptions`: the dashboard's webhook settings; the callback must pass the handshake."""
    call.accepts("app_subscriptions")
    if caller.kind != "app":
        raise GraphError(15, message="(#15) This method must be called with an app access_token.")
    url = call.needed("callback_url")
    if url != call.world.config.callback_url:
        raise GraphError(100, message=f"(#100) The sandbox delivers to {call.world.config.callback_url} only")
    passed, why = await call.world.courier.door.verify(
        callback_url=url, verify_token=call.needed("verify_token")
    )
    if not passed:
        raise GraphError(
            2200,
            message=f"(#2200) Callback verification failed with the following errors: {why}",
            is_transient=False,
        )
    return {"success": True}


def configured(call: Call, caller: Caller) -> dict[str, Any]:
    """`GET /{app}/subscriptions`: where the app's webhooks go."""
    call.accepts("list_app_subscriptions")
    if caller.kind != "app":
        raise GraphError(15, message="(#15) This method must be called with an app access_token.")
    fields = [{"name": name, "version": "v25.0"} for name in SUBSCRIBABLE]
    page = {
        "object": "page",
        "callback_url": call.world.config.callback_url,
        "active": True,
        "fields": fields,
    }
    return {"data": [page]}


def _names(call: Call) -> list[str]:
    value = call.params.get("subscribed_fields", "")
    if isinstance(value, list):
        return [str(name) for name in value]
    text = str(value).strip()
    if text.startswith("["):
        return [str(name) for name in json.loads(text)]
    return [name.strip() for name in text.split(",") if name.strip()]
