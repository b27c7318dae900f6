"""What an error of the Graph API means for us: by its numbers, never by its text (D-34, D-35).

https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes, June 2026.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from kaiwa.channels.base import ChannelError
from kaiwa.channels.codes import FAILURES
from kaiwa.channels.messenger import values


class Meaning(NamedTuple):
    code: str
    permanent: bool = True
    # The channel itself needs a person
    channel: bool = False
    # How often trying again is worth it; None: as often as anything that may pass
    tries: int | None = None


REAUTHORIZE = Meaning("reauthorize", channel=True)
# Not a login that lapsed: the Page or its person put our app out
REMOVED = Meaning("app_removed", channel=True)
PERMISSION = Meaning("permission_missing", channel=True)
NOT_APPROVED = Meaning("app_not_approved")
WINDOW = Meaning("window_closed")
UNAVAILABLE = Meaning("contact_unavailable")
RATE = Meaning("rate_limited", permanent=False)
FAILED = Meaning("provider_failed", permanent=False)
INVALID = Meaning("invalid_request")
PROFILE = Meaning("profile_unavailable")
ELSEWHERE = Meaning("thread_elsewhere")
AUTOMATED = Meaning("thread_automated", permanent=False)
NOT_ALLOWED = Meaning("not_allowed")
# A fetch or a conversion at Meta's side may work a second time, and an upload made anew is ours again
FILE = Meaning("attachment_failed", permanent=False, tries=1)

# A pair of code and subcode; None stands for any subcode, and none
MEANINGS: dict[tuple[int, int | None], Meaning] = {
    (-1, None): FAILED,
    (1, None): FAILED,
    (2, None): FAILED,
    (2, 2018344): Meaning("page_terms", channel=True),
    (3, None): PERMISSION,
    (4, None): RATE,
    (17, None): RATE,
    (32, None): RATE,
    (613, None): RATE,
    (80006, None): RATE,
    (613, 2018338): Meaning("tag_abuse"),
    (9, None): Meaning("too_many_actions"),
    (10, None): PERMISSION,
    (10, 2018278): WINDOW,
    (10, 2534022): WINDOW,
    (10, 2018065): WINDOW,
    (10, 2018108): UNAVAILABLE,
    (10, 1893063): Meaning("page_restricted", channel=True),
    (10, 1404170): NOT_ALLOWED,
    (10, 1893015): NOT_ALLOWED,
    (10, 2018336): NOT_ALLOWED,
    (100, None): INVALID,
    (100, 33): Meaning("not_found"),
    (100, 2018001): Meaning("contact_unknown"),
    (100, 2018008): FILE,
    (100, 2018074): FILE,
    (100, 2018294): FILE,
    (100, 2018047): Meaning("attachment_type"),
    (100, 2018109): Meaning("attachment_too_large"),
    (102, None): REAUTHORIZE,
    # No token at all: ours became unreadable with another installation's key
    (104, None): REAUTHORIZE,
    (190, None): REAUTHORIZE,
    (190, 458): REMOVED,
    (200, None): PERMISSION,
    (200, 2018021): NOT_APPROVED,
    (200, 2018027): NOT_APPROVED,
    (200, 2018028): NOT_APPROVED,
    (200, 1545041): UNAVAILABLE,
    (230, None): PERMISSION,
    (368, None): Meaning("policy_blocked", channel=True),
    (551, None): UNAVAILABLE,
    (2500, None): REAUTHORIZE,
    (9000001, None): Meaning("message_gone"),
}
# The table gives these numbers alone: they come as code, or as subcode of another one
ALONE: dict[int, Meaning] = {
    2018218: PROFILE,
    2018247: PROFILE,
    2018300: ELSEWHERE,
    2018321: AUTOMATED,
}
# When no header says how long: an application's limits count by the hour, a call's by the minute
_APPLICATION_LIMITS = {4, 17, 32, 80006}
USAGE_HEADERS = ("x-business-use-case-usage", "x-app-usage", "x-page-usage")
_LONGEST_WAIT = timedelta(hours=24)
# "Malformed access token EAA…": what Meta says may hold the token, and goes to our log
_TOKEN = re.compile(r"[A-Za-z0-9_|-]{30,}")


def refusal(error: Mapping[str, Any], headers: Mapping[str, str]) -> ChannelError:
    """The `error` object of an answer, as a ChannelError. Its params hold the numbers, for support."""
    code, subcode = values.number(error.get("code")) or 0, values.number(error.get("error_subcode")) or 0
    meaning = meaning_of(code, subcode, transient=error.get("is_transient") is True)
    numbers = {"provider_code": code, "provider_subcode": subcode, "trace": error.get("fbtrace_id")}
    said = _TOKEN.sub("…", values.text(error.get("message"), 1000))[:300]
    return ChannelError(
        f"{FAILURES[meaning.code]} [{code}/{subcode} {said}]",
        code=meaning.code,
        permanent=meaning.permanent,
        channel=meaning.channel,
        params={name: value for name, value in numbers.items() if isinstance(value, int | str) and value},
        retry_after=_wait(code, headers) if meaning is RATE else None,
        tries=meaning.tries,
    )


def meaning_of(code: int, subcode: int, *, transient: bool = False) -> Meaning:
    alone = ALONE.get(subcode) or ALONE.get(code)
    if alone:
        return alone
    known = MEANINGS.get((code, subcode)) or MEANINGS.get((code, None))
    if known:
        return known
    return FAILED if transient else Meaning("refused")


def _wait(code: int, headers: Mapping[str, str]) -> timedelta:
    told = max(_told(headers), default=timedelta(0))
    usual = timedelta(minutes=5 if code in _APPLICATION_LIMITS else 1)
    return min(told or usual, _LONGEST_WAIT)


def _told(headers: Mapping[str, str]) -> Iterator[timedelta]:
    """How long until access is regained: Meta gives minutes, Retry-After seconds."""
    seconds = values.number(headers.get("retry-after"))
    if seconds and seconds < _LONGEST_WAIT.total_seconds():
        yield timedelta(seconds=seconds)
    for name in USAGE_HEADERS:
        for usage in usages(headers.get(name, "")):
            minutes = values.number(usage.get("estimated_time_to_regain_access"))
            if minutes and 0 < minutes < 100_000:
                yield timedelta(minutes=minutes)


def usages(header: str) -> Iterator[dict[str, Any]]:
    """The usage objects of a header: one, or lists of them by business."""
    try:
        found = json.loads(header)
    except (ValueError, RecursionError):
        return
    for value in [found, *(found.values() if isinstance(found, dict) else ())]:
        yield from (
            item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)
        )
