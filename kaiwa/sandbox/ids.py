"""Identifiers in the shapes that Meta gives them, so that code which guesses at shapes meets the real ones."""

import base64
import hashlib
import secrets
import time
from typing import Any


def now_ms() -> int:
    """Milliseconds since 1970, the unit of every time in this package."""
    return time.time_ns() // 1_000_000


def moment(given: dict[str, Any]) -> int:
    """When an act is said to have happened, in milliseconds."""
    if given.get("at"):
        return int(given["at"])
    return now_ms() - round(float(given.get("minutes_ago") or 0) * 60_000)


def new_mid() -> str:
    """A message id as Messenger makes them now: `m_` and a long url-safe rest."""
    return "m_" + secrets.token_urlsafe(48)


def new_token(prefix: str = "EAA") -> str:
    """An access token."""
    return prefix + secrets.token_hex(60)


def new_trace() -> str:
    """An fbtrace_id."""
    return "A" + secrets.token_urlsafe(15)


def numeric(*parts: str, digits: int = 17) -> str:
    """A number in text that is always the same for the same parts: PSIDs survive a reset."""
    digest = int.from_bytes(hashlib.sha256("/".join(parts).encode()).digest()[:10], "big")
    floor = 10 ** (digits - 1)
    return str(floor + digest % (9 * floor))


def new_numeric(digits: int = 16) -> str:
    """A fresh number in text, for attachments."""
    floor = 10 ** (digits - 1)
    return str(floor + secrets.randbelow(9 * floor))


def thread_id(page_id: str, psid: str) -> str:
    """A conversation id: `t_` and a number."""
    return "t_" + numeric("thread", page_id, psid)


def cursor(value: str) -> str:
    """An opaque paging cursor."""
    return base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")


def uncursor(value: str) -> str:
    """What `cursor` hid; raises ValueError when it was not one of ours."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()


def is_number(page_id: str) -> bool:
    """Whether this is no Page, but a telephone number that takes messages."""
    return page_id.startswith("+")


def phone(customer_id: str) -> str:
    """A customer's own number, the same for ever; who is known by a number has that one."""
    return customer_id if is_number(customer_id) else "+8190" + numeric("phone", customer_id, digits=8)
