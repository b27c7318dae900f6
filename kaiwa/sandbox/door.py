"""Kaiwa's door as Facebook knows it: an address that must pass the handshake, and then takes signed POSTs."""

import hashlib
import hmac
import json
import secrets
from sqlite3 import Row
from typing import TYPE_CHECKING

import httpx

from kaiwa.sandbox import ids, numbers
from kaiwa.sandbox.config import NUMBERS_PATH
from kaiwa.sandbox.events import envelope, with_addresses

if TYPE_CHECKING:
    from kaiwa.sandbox.world import World

ANSWER_WITHIN_S = 10


class Door:
    """One for each process: the handshake is made before its first POST."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._http = httpx.AsyncClient(timeout=ANSWER_WITHIN_S, trust_env=False)
        self._verified_url = ""

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    async def verify(self, *, callback_url: str = "", verify_token: str = "") -> tuple[bool, str]:
        """Meta's handshake: GET with a challenge that must come back as it is; (passed, why not)."""
        config = self._world.config
        url = callback_url or config.callback_url
        challenge = str(secrets.randbelow(10**10))
        params = {
            "hub.mode": "subscribe",
            "hub.verify_token": verify_token or config.verify_token,
            "hub.challenge": challenge,
        }
        try:
            answer = await self._http.get(url, params=params)
        except httpx.HTTPError as error:
            return False, f"{type(error).__name__}: {error}"
        if answer.status_code != 200 or answer.text.strip() != challenge:
            return False, f"HTTP {answer.status_code}, and the challenge did not come back"
        self._verified_url = url
        return True, ""

    async def post(self, rows: list[Row]) -> str:
        """Bring what waits, several as one; returns why it was not taken, or nothing."""
        if self._world.switches.outage:
            return "outage: nobody answers there"
        url, body = self._world.config.callback_url, b""
        if ids.is_number(rows[0]["page_id"]):
            url, body = self._world.config.public_url + NUMBERS_PATH, numbers.envelope(self._world, rows)
        elif self._verified_url != url:
            passed, why = await self.verify()
            if not passed:
                return f"verification: {why}"
        body = body or self._body(rows)
        try:
            answer = await self._http.post(url, content=body, headers=self._headers(body))
        except httpx.HTTPError as error:
            return f"{type(error).__name__}: {error}"
        return "" if answer.status_code == 200 else f"HTTP {answer.status_code}"

    def _body(self, rows: list[Row]) -> bytes:
        sent_at = ids.now_ms()
        return envelope(
            [
                (
                    row["page_id"],
                    max(sent_at, row["made_at"]),
                    row["field"],
                    with_addresses(self._world, json.loads(row["item"])),
                )
                for row in rows
            ]
        )

    def _headers(self, body: bytes) -> dict[str, str]:
        secret = self._world.config.app_secret.encode()
        return {
            "Content-Type": "application/json",
            "User-Agent": "facebookexternalua",
            "X-Hub-Signature": "sha1=" + hmac.new(secret, body, hashlib.sha1).hexdigest(),
            "X-Hub-Signature-256": "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest(),
        }
