"""Which call is which: versions, paths, planned faults, and the headers around every answer."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from kaiwa.sandbox import ids
from kaiwa.sandbox.graph import conversations, messenger_profile, nodes, oauth, send, subscriptions, uploads
from kaiwa.sandbox.graph.errors import GraphError, no_object
from kaiwa.sandbox.graph.request import Call, Caller, authenticate, read
from kaiwa.sandbox.switches import Fault
from kaiwa.sandbox.world import World

VERSION = re.compile(r"v(\d{1,2})\.\d")
OLDEST = 21  # v20 ended on 24 September 2026
NEWEST = "v25.0"
Answer = dict[str, Any] | Awaitable[dict[str, Any]]

EDGES: dict[tuple[str, str], Callable[[Call, Caller], Answer]] = {
    ("POST", "messages"): send.send,
    ("POST", "take_thread_control"): send.take_thread_control,
    ("POST", "message_attachments"): uploads.save,
    ("POST", "subscribed_apps"): subscriptions.subscribe,
    ("GET", "subscribed_apps"): subscriptions.subscriptions,
    ("DELETE", "subscribed_apps"): subscriptions.unsubscribe,
    ("GET", "messenger_profile"): messenger_profile.profile,
    ("POST", "messenger_profile"): messenger_profile.change,
    ("DELETE", "messenger_profile"): messenger_profile.remove,
    ("GET", "conversations"): conversations.conversations,
    ("GET", "accounts"): nodes.accounts,
    ("GET", "businesses"): nodes.businesses,
    ("GET", "owned_pages"): nodes.business_pages,
    ("GET", "client_pages"): nodes.business_pages,
    ("GET", "permissions"): nodes.permissions,
    ("DELETE", "permissions"): nodes.revoke,
    ("POST", "subscriptions"): subscriptions.configure,
    ("GET", "subscriptions"): subscriptions.configured,
}


async def graph(request: Request) -> Response:
    """Every call of the Graph API."""
    world: World = request.app.state.world
    path = [part for part in request.path_params["path"].split("/") if part]
    version = path.pop(0) if path and VERSION.fullmatch(path[0]) else ""
    fault = world.switches.take_fault(endpoint_of(path), path[0] if path else "")
    if fault and not fault.done and fault.kind != "slow":
        return await _failure(fault, world, path)
    try:
        call = await read(request, world, path, version)
        _check_version(version)
        answer = answer_to(call)
        body = await answer if isinstance(answer, Awaitable) else answer
        response: Response = JSONResponse(body)
    except GraphError as error:
        response = JSONResponse(error.body(), status_code=error.status)
    if fault:
        if fault.kind != "slow":
            return await _failure(fault, world, path)
        await asyncio.sleep(fault.seconds)
    return _dressed(response, world, path, version)


def endpoint_of(path: list[str]) -> str:
    """The name by which a fault chooses its calls: the edge, or oauth, debug_token, me, node."""
    if not path:
        return "node"
    if path[0] in ("oauth", "debug_token"):
        return path[0]
    if len(path) > 1:
        return path[1]
    return "me" if path[0] == "me" else "node"


def answer_to(call: Call) -> Answer:
    """Dispatch one call."""
    path, method = call.path, call.method
    if not path:
        raise GraphError(2500, message="Unsupported operation")
    if path == ["oauth", "access_token"] and method in ("GET", "POST"):
        return oauth.access_token(call)
    if path == ["debug_token"] and method == "GET":
        return oauth.debug_token(call)
    caller = authenticate(call)
    if len(path) == 1:
        return _node(call, caller)
    if path[0].startswith("t_") and path[1:] == ["messages"] and method == "GET":
        return conversations.thread_messages(call, caller, _thread(call))
    handler = EDGES.get((method, path[1]))
    if handler is None or (len(path) > 2 and path[1] != "permissions"):
        raise GraphError(2500, message=f"Unknown path components: /{'/'.join(path[1:])}")
    return handler(call, caller)


def _node(call: Call, caller: Caller) -> dict[str, Any]:
    name = call.path[0]
    if call.method != "GET":
        raise no_object(call.method, name)
    if name in {"me", caller.user_id}:
        return nodes.me(call, caller)
    if name.startswith("t_"):
        return conversations.thread(call, caller, _thread(call))
    if name.startswith("m_"):
        found = call.world.db.one("SELECT * FROM messages WHERE mid = ?", (name,))
        if found is None:
            raise no_object(call.method, name)
        return conversations.message(call, caller, found)
    thread = call.world.thread_of_psid(caller.page_id, name) if caller.kind == "page" else None
    return nodes.profile(call, caller, thread) if thread else nodes.page(call, caller)


def _thread(call: Call) -> Any:
    found = call.world.db.one("SELECT * FROM threads WHERE id = ?", (call.path[0],))
    if found is None:
        raise no_object(call.method, call.path[0])
    return found


def _check_version(version: str) -> None:
    if version and not OLDEST <= int(version[1:].split(".", maxsplit=1)[0]) <= 25:
        raise GraphError(
            2635,
            message=f"(#2635) You are calling a deprecated version of the Ads API. Please update to {NEWEST}.",
        )


async def _failure(fault: Fault, world: World, path: list[str]) -> Response:
    if fault.kind == "error":
        error = GraphError(
            fault.code, fault.subcode, fault.message, status=fault.status, is_transient=fault.is_transient
        )
        return _dressed(JSONResponse(error.body(), status_code=error.status), world, path, "")
    if fault.kind == "http":
        return HTMLResponse("<html><body>Sorry, something went wrong.</body></html>", fault.status or 500)
    if fault.kind == "timeout":
        await asyncio.sleep(fault.seconds)
    return CutOff()


class CutOff(Response):
    """The line is cut in the middle of the answer: the caller cannot know what was done."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise more bytes than come, so that the server closes the connection."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"512")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"rec', "more_body": True})


def _dressed(response: Response, world: World, path: list[str], version: str) -> Response:
    """The headers that Graph puts on every answer."""
    share = world.switches.usage
    usage = {"call_count": share, "total_cputime": share // 2, "total_time": share // 2}
    response.headers["x-app-usage"] = json.dumps(usage, separators=(",", ":"))
    if path and path[0].isdigit():
        business = usage | {"type": "messenger", "estimated_time_to_regain_access": 0}
        response.headers["x-business-use-case-usage"] = json.dumps(
            {path[0]: [business]}, separators=(",", ":")
        )
        response.headers["x-page-usage"] = json.dumps(usage, separators=(",", ":"))
    response.headers["facebook-api-version"] = version or NEWEST
    response.headers["content-type"] = "application/json; charset=UTF-8"
    response.headers["x-fb-trace-id"] = ids.new_trace()
    response.headers["cache-control"] = "private, no-cache, no-store, must-revalidate"
    return response
