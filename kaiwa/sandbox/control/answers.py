"""How control routes read their input and answer."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kaiwa.sandbox.world import Refused, Unknown, World

Handler = Callable[[World, Request], Awaitable[Any]]


def control(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A route that answers JSON, 404 for what is not there and 400 for what makes no sense."""

    async def route(request: Request) -> Response:
        try:
            answer = await handler(request.app.state.world, request)
        except Unknown as error:
            return JSONResponse({"error": str(error)}, 404)
        except (Refused, ValueError, TypeError, KeyError) as error:
            return JSONResponse({"error": f"{error}"}, 400)
        return answer if isinstance(answer, Response) else JSONResponse(answer)

    return route


async def body(request: Request) -> dict[str, Any]:
    """The JSON object of the body; an empty body is an empty object."""
    raw = await request.body()
    value = json.loads(raw) if raw else {}
    if not isinstance(value, dict):
        raise Refused("the body must be a JSON object")
    return value
