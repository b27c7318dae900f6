"""A Page's Messenger profile: what people see before they write; of it the Get Started button is of use here.

https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api
"""

import json
import time
from typing import Any

from kaiwa.sandbox.graph import rights
from kaiwa.sandbox.graph.errors import GraphError
from kaiwa.sandbox.graph.known import PROFILE_PROPERTIES
from kaiwa.sandbox.graph.request import Call, Caller
from kaiwa.sandbox.world import World

WITHIN_S = 600
PAYLOAD_MOST = 1000
NEEDS_START = "(#100) You must set a Get Started button if you also wish to use persistent menu"
Profile = dict[str, Any]


def profile(call: Call, caller: Caller) -> dict[str, Any]:
    """`GET /me/messenger_profile?fields=…`: what is set of what was asked for; a list of one, or of none."""
    page_id = _page(call, caller, "messenger_profile")
    asked = _properties(call)
    found = {name: value for name, value in of_page(call.world, page_id).items() if name in asked}
    return {"data": [found] if found else []}


def change(call: Call, caller: Caller) -> dict[str, Any]:
    """`POST /me/messenger_profile`: each property that is given takes the place of what it was."""
    page_id = _page(call, caller, "change_messenger_profile")
    given = {name: _value(call, name) for name in PROFILE_PROPERTIES if name in call.params}
    if not given:
        raise GraphError(100, message="(#100) At least one messenger profile property is required.")
    payload = given.get("get_started", {"payload": "-"})
    text = payload.get("payload") if isinstance(payload, dict) else None
    if not isinstance(text, str) or not 0 < len(text) <= PAYLOAD_MOST:
        raise GraphError(100, message="(#100) Param get_started[payload] must be a string of 1 to 1000.")
    _keep(call.world, page_id, of_page(call.world, page_id) | given)
    return {"result": "success"}


def remove(call: Call, caller: Caller) -> dict[str, Any]:
    """`DELETE /me/messenger_profile`: the properties that `fields` names."""
    page_id = _page(call, caller, "remove_messenger_profile")
    names = _properties(call)
    left = {name: value for name, value in of_page(call.world, page_id).items() if name not in names}
    _keep(call.world, page_id, left)
    return {"result": "success"}


def of_page(world: World, page_id: str) -> Profile:
    """The properties that are set."""
    stored = world.db.value("SELECT properties FROM messenger_profiles WHERE page_id = ?", (page_id,))
    return dict(json.loads(stored)) if stored else {}


def keep_start(world: World, page_id: str, payload: str) -> None:
    """Somebody else sets the button, or takes it away: another app, or the Page's admin."""
    others = {name: value for name, value in of_page(world, page_id).items() if name != "get_started"}
    _keep(world, page_id, others | ({"get_started": {"payload": payload}} if payload else {}))


def _keep(world: World, page_id: str, properties: Profile) -> None:
    if "persistent_menu" in properties and "get_started" not in properties:
        raise GraphError(100, 2018145, NEEDS_START)
    row = (page_id, json.dumps(properties, ensure_ascii=False))
    world.db.run("INSERT OR REPLACE INTO messenger_profiles VALUES (?, ?)", row)
    world.watchers.tell("*")


def _page(call: Call, caller: Caller, endpoint: str) -> str:
    call.accepts(endpoint)
    page_id = str(rights.page_of(call, caller)["id"])
    rights.require(call, caller, "pages_messaging")
    limit, now = call.world.switches.profile_limit, time.monotonic()
    recent = [at for at in call.world.profile_calls.get(page_id, []) if now - at < WITHIN_S]
    call.world.profile_calls[page_id] = [*recent, now]
    if limit and len(recent) >= limit:
        raise GraphError(613)
    return page_id


def _properties(call: Call) -> list[str]:
    """`fields`, as a JSON list or by comma."""
    text = call.needed("fields")
    names = json.loads(text) if text.startswith("[") else [name.strip() for name in text.split(",")]
    for name in names:
        if name not in PROFILE_PROPERTIES:
            raise GraphError(
                100, message=f"(#100) Param fields must be one of {{{', '.join(PROFILE_PROPERTIES)}}}"
            )
    return list(names)


def _value(call: Call, name: str) -> Any:
    value = call.params[name]
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            raise GraphError(100, message=f"(#100) Param {name} is not valid JSON.") from None
    return value
