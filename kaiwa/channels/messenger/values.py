"""Reading values out of JSON that anything may be in. All that goes wrong is an UnreadableItem."""

from datetime import UTC, datetime, timedelta
from typing import Any

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Below it a number of milliseconds would be before March 1973, so it is seconds
_FIRST_MILLISECONDS = 100_000_000_000
_YEAR_2100 = 4_102_444_800_000
_ID_MAX = 128
_MID_MAX = 255


class UnreadableItem(ValueError):
    """One item of a webhook cannot be read. The text names the reason, never what a customer wrote."""


def text(value: Any, limit: int | None = None) -> str:
    """A string that PostgreSQL can hold: no NUL, no half of a surrogate pair. Anything else becomes empty."""
    if not isinstance(value, str):
        return ""
    found = value.replace("\x00", "") if "\x00" in value else value
    if not found.isascii():
        found = found.encode("utf-8", "replace").decode()
    return found if limit is None else found[:limit]


def identifier(value: Any, what: str, limit: int = _ID_MAX) -> str:
    """An id as a string: Meta sends strings, older webhooks and app ids are numbers."""
    found = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)
    if not found or len(found) > limit:
        raise UnreadableItem(f"no usable {what}")
    return found


def mid(of: dict[str, Any], what: str) -> str:
    return identifier(of.get("mid"), f"mid of the {what}", _MID_MAX)


def optional_mid(value: Any) -> str:
    found = text(value)
    return found if len(found) <= _MID_MAX else ""


def mapping(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UnreadableItem(f"{what} is not an object")
    return value


def optional_mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def optional_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def number(value: Any) -> int | None:
    """A whole number, also when sent as a string; None for all else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        return int(value)
    if isinstance(value, float) and abs(value) < 1e18:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return None


def when(*candidates: Any) -> datetime:
    """The first usable one, in milliseconds or seconds since 1970."""
    for candidate in candidates:
        at = number(candidate)
        if at is None or at <= 0:
            continue
        milliseconds = at if at >= _FIRST_MILLISECONDS else at * 1000
        if milliseconds < _YEAR_2100:
            return EPOCH + timedelta(milliseconds=milliseconds)
    raise UnreadableItem("no usable time")


def url(value: Any) -> str:
    """Only what a browser may be given as a link: `javascript:` and its like become empty."""
    found = text(value)
    return found if found[:8].lower().startswith(("https://", "http://")) else ""
