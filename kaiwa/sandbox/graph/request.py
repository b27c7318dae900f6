"""One call of the Graph API: its parameters from wherever they came, and who calls."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from sqlite3 import Row
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from kaiwa.sandbox import ids
from kaiwa.sandbox.graph.errors import INVALID_TOKEN, GraphError, missing
from kaiwa.sandbox.graph.known import COMMON, ENDPOINTS
from kaiwa.sandbox.world import World


@dataclass
class Upload:
    """A file of a multipart body."""

    name: str
    mime: str
    content: bytes


@dataclass
class Call:
    """A parsed call; `caller` is filled in by `authenticate`."""

    world: World
    method: str
    path: list[str]
    version: str
    params: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)
    header_token: str = ""

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text."""
        value = self.params.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def needed(self, name: str) -> str:
        """A parameter as text that must be there."""
        if self.params.get(name) in (None, ""):
            raise missing(name)
        return self.text(name)

    def object(self, name: str) -> dict[str, Any] | None:
        """A parameter that is an object, given as JSON or as text that holds JSON."""
        value = self.params.get(name)
        if value in (None, ""):
            return None
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                value = None
        if not isinstance(value, dict):
            raise GraphError(100, message=f"(#100) Param {name} must be an object.")
        return value

    def number(self, name: str, default: int, most: int) -> int:
        """A parameter as a number, cut to what the endpoint allows."""
        try:
            return max(1, min(int(self.params.get(name, default)), most))
        except (TypeError, ValueError):
            raise GraphError(100, message=f"(#100) Param {name} must be an integer") from None

    def accepts(self, endpoint: str) -> None:
        """Refuse parameters that the specification of the endpoint does not know."""
        known = ENDPOINTS[endpoint]
        for name in (*self.params, *self.files):
            if name not in COMMON and name not in known.spec and name not in known.documented:
                raise GraphError(100, message=f"(#100) Invalid parameter: {name} is not known here")


@dataclass
class Caller:
    """Whose token it is."""

    kind: str
    user_id: str = ""
    page_id: str = ""
    token: str = ""
    long_lived: bool = False


async def read(request: Request, world: World, path: list[str], version: str) -> Call:
    """Collect the parameters of query and body: JSON, form or multipart."""
    params: dict[str, Any] = dict(request.query_params)
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if kind == "application/json":
        params |= _json_object(await request.body())
    elif kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        async with request.form(max_part_size=64 * 1024 * 1024) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files[name] = Upload(
                        value.filename or "file", value.content_type or "", await value.read()
                    )
                else:
                    params[name] = value
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    header_token = token.strip() if scheme.lower() in ("bearer", "oauth") else ""
    return Call(world, request.method, path, version, params, files, header_token)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise GraphError(100, message="(#100) The request body is not a JSON object")
    return value


def authenticate(call: Call) -> Caller:
    """Who calls; raises the error that Meta gives for a missing, wrong, lapsed or unproven token."""
    token = call.text("access_token") or call.header_token
    if not token:
        if call.path and call.path[0] == "me":
            raise GraphError(
                2500,
                message="An active access token must be used to query information about the current user.",
            )
        raise GraphError(104, message="An access token is required to request this resource.")
    caller = _app(call.world, token) or _person(call.world, token)
    _check_proof(call, token)
    return caller


def token_row(world: World, token: str) -> Row | None:
    """A user's or Page's token as it was issued."""
    return world.db.one("SELECT * FROM tokens WHERE token = ?", (token,))


def _app(world: World, token: str) -> Caller | None:
    if "|" not in token:
        return None
    if not hmac.compare_digest(token.encode(), world.config.app_token.encode()):
        raise GraphError(190, message="Invalid OAuth access token signature.")
    return Caller("app", token=token, long_lived=True)


def _person(world: World, token: str) -> Caller:
    row = token_row(world, token)
    if row is None:
        if token.startswith("EAA"):
            raise GraphError(190, message="Invalid OAuth access token - Cannot parse access token")
        raise GraphError(190, message=f"Malformed access token {token[:60]}")
    subcode = row["invalid"]
    if not subcode and row["expires_at"] and row["expires_at"] < ids.now_ms():
        subcode = 463
    if subcode:
        raise GraphError(190, subcode, invalid_sentence(world, subcode))
    return Caller(row["kind"], row["user_id"], row["page_id"], token, row["expires_at"] == 0)


def invalid_sentence(world: World, subcode: int) -> str:
    """What Meta says of a token that died of `subcode`."""
    sentence = INVALID_TOKEN.get(subcode, "Error validating access token: The session is invalid.")
    return sentence.format(
        app_id=world.config.app_id, when="Friday, 20-Nov-26 10:00:00 PST", now="later than that"
    )


def _check_proof(call: Call, token: str) -> None:
    """appsecret_proof may be left out, but never be wrong."""
    proof = call.text("appsecret_proof")
    expected = hmac.new(call.world.config.app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    if proof and not hmac.compare_digest(proof.encode(), expected.encode()):
        raise GraphError(
            100, message="Invalid appsecret_proof provided in the API argument", type_="GraphMethodException"
        )
