"""Leaving on Facebook's side: a person removes the app or asks for deletion, a Page puts the app out."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import httpx

from kaiwa.sandbox.graph import rights
from kaiwa.sandbox.world import World

DEAUTHORIZE, DELETE_DATA = "deauthorize", "delete-data"
# What Meta says of a token whose person, or Page, does not have the app any more
APP_REMOVED = 458
_ANSWER_WITHIN_S = 10


async def remove_app(world: World, user_id: str) -> dict[str, Any]:
    """The person removes the app under Apps and websites: its tokens die, and the app is told."""
    pages = rights.granted_pages(world, user_id)
    with world.db.transaction():
        world.db.run("DELETE FROM grants WHERE user_id = ?", (user_id,))
        world.db.run("UPDATE tokens SET invalid = ? WHERE user_id = ?", (APP_REMOVED, user_id))
        for page_id in pages:
            _unsubscribe_if_nobodys(world, page_id)
    world.watchers.tell("*")
    return await _call(world, DEAUTHORIZE, user_id)


async def ask_to_delete(world: World, user_id: str) -> dict[str, Any]:
    """The person asks, on Facebook, that the app delete what it holds of them."""
    return await _call(world, DELETE_DATA, user_id)


def uninstall_from_page(world: World, page_id: str) -> dict[str, Any]:
    """A Page admin removes the app in the Page's settings under Advanced Messaging. Nobody is told."""
    with world.db.transaction():
        world.db.run("UPDATE tokens SET invalid = ? WHERE page_id = ?", (APP_REMOVED, page_id))
        for row in world.db.all("SELECT user_id, granted, declined, pages FROM grants"):
            pages = json.loads(row["pages"])
            if page_id in pages:
                pages.remove(page_id)
                granted, declined = json.loads(row["granted"]), json.loads(row["declined"])
                rights.grant(world, row["user_id"], granted=granted, declined=declined, pages=pages)
        world.db.run("DELETE FROM subscriptions WHERE page_id = ?", (page_id,))
    world.watchers.tell("*")
    return {"uninstalled": page_id}


def signed_request(payload: dict[str, Any], secret: str) -> str:
    """As Meta signs: HMAC-SHA256 over the encoded payload, both in base64url without padding."""
    body = base64.urlsafe_b64encode(json.dumps(payload).encode()).rstrip(b"=")
    signature = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return f"{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}.{body.decode()}"


def _unsubscribe_if_nobodys(world: World, page_id: str) -> None:
    """Another person who opened the same Page keeps it subscribed."""
    others = world.db.all("SELECT pages FROM grants")
    if not any(page_id in json.loads(row["pages"]) for row in others):
        world.db.run("DELETE FROM subscriptions WHERE page_id = ?", (page_id,))


async def _call(world: World, callback: str, user_id: str) -> dict[str, Any]:
    """Post to the callback that the app's dashboard names; what it answered."""
    url = f"{world.config.public_url}/connect/messenger/{callback}"
    payload = {"algorithm": "HMAC-SHA256", "issued_at": int(time.time()), "user_id": user_id}
    form = {"signed_request": signed_request(payload, world.config.app_secret)}
    try:
        async with httpx.AsyncClient(timeout=_ANSWER_WITHIN_S, trust_env=False) as client:
            answer = await client.post(url, data=form)
    except httpx.RequestError as error:
        return {"called": url, "status": 0, "error": type(error).__name__}
    try:
        body = answer.json()
    except ValueError:
        body = None
    return {"called": url, "status": answer.status_code, "answer": body}
