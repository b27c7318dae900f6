"""Tokens: a code becomes a short-lived token, that becomes a long-lived one, and any of them can be looked at."""

import hmac
from typing import Any

from kaiwa.sandbox import ids
from kaiwa.sandbox.graph import rights
from kaiwa.sandbox.graph.errors import GraphError, missing
from kaiwa.sandbox.graph.request import Call, authenticate, invalid_sentence, token_row

SHORT_S = 5_400
LONG_S = 5_183_944
DATA_ACCESS_S = 90 * 86_400


def access_token(call: Call) -> dict[str, Any]:
    """`GET /oauth/access_token`: exchange of a code, of a short-lived token, or the app's own token."""
    call.accepts("access_token")
    _check_app(call)
    if call.text("grant_type") == "fb_exchange_token":
        return _lengthen(call)
    if call.text("grant_type") == "client_credentials":
        return {"access_token": call.world.config.app_token, "token_type": "bearer"}
    return _redeem(call)


def debug_token(call: Call) -> dict[str, Any]:
    """`GET /debug_token`: what a token is, asked with the app's token or another of the app's."""
    call.accepts("debug_token")
    authenticate(call)
    token = call.needed("input_token")
    world = call.world
    row = token_row(world, token)
    if row is None:
        invalid = {"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"}
        return {"data": {"error": invalid, "is_valid": False, "scopes": []}}
    lapsed = row["expires_at"] and row["expires_at"] < ids.now_ms()
    subcode = row["invalid"] or (463 if lapsed else 0)
    scopes = sorted(rights.granted(world, row["user_id"]))
    pages = rights.granted_pages(world, row["user_id"])
    data: dict[str, Any] = {
        "app_id": world.config.app_id,
        "type": row["kind"].upper(),
        "application": "Kaiwa",
        "data_access_expires_at": row["issued_at"] // 1000 + DATA_ACCESS_S,
        "expires_at": row["expires_at"] // 1000,
        "is_valid": not subcode,
        "issued_at": row["issued_at"] // 1000,
        "scopes": scopes,
        "granular_scopes": [
            {"scope": s, "target_ids": pages} if s.startswith("pages_") else {"scope": s} for s in scopes
        ],
        "user_id": row["user_id"],
    }
    if row["page_id"]:
        data["profile_id"] = row["page_id"]
    if subcode:
        data["error"] = {"code": 190, "message": invalid_sentence(world, subcode), "subcode": subcode}
    return {"data": data}


def _check_app(call: Call) -> None:
    client_id = call.text("client_id")
    if not client_id:
        raise GraphError(101, message="Missing client_id parameter.")
    if client_id != call.world.config.app_id:
        raise GraphError(
            101, message="Error validating application. Cannot get application info due to a system error."
        )
    if not hmac.compare_digest(call.needed("client_secret").encode(), call.world.config.app_secret.encode()):
        raise GraphError(1, message="Error validating client secret.", status=400, is_transient=False)


def _redeem(call: Call) -> dict[str, Any]:
    if not call.text("code"):
        raise missing("code")
    row = call.world.db.one("SELECT * FROM codes WHERE code = ?", (call.text("code"),))
    if row is None:
        raise GraphError(100, message="Invalid verification code format.")
    if row["used"]:
        raise GraphError(100, 36009, "This authorization code has been used.")
    if row["expires_at"] < ids.now_ms():
        raise GraphError(100, 36007, "This authorization code has expired.")
    if row["redirect_uri"] != call.text("redirect_uri"):
        raise GraphError(
            100,
            36008,
            "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in"
            " the OAuth dialog request",
        )
    call.world.db.run("UPDATE codes SET used = 1 WHERE code = ?", (row["code"],))
    token = rights.issue(call.world, "user", row["user_id"], expires_at=ids.now_ms() + SHORT_S * 1000)
    return {"access_token": token, "token_type": "bearer", "expires_in": SHORT_S}


def _lengthen(call: Call) -> dict[str, Any]:
    call.params["access_token"] = call.needed("fb_exchange_token")
    caller = authenticate(call)
    token = rights.issue(call.world, "user", caller.user_id, expires_at=ids.now_ms() + LONG_S * 1000)
    return {"access_token": token, "token_type": "bearer", "expires_in": LONG_S}
