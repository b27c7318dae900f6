"""What the API takes: types with bounds, so that what passes them cannot break what is behind.

PostgreSQL holds no NUL in text and no id beyond 64 bits. The bounds are in the OpenAPI, for callers to see.
"""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field

_NO_NUL = r"^[^\u0000]*$"
# Something to see, and all of it on one line
_NAME = r"^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ZONE = r"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$"
_EMAIL = rf"^{_ATOM}(\.{_ATOM})*@([A-Za-z0-9]([A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.)+[A-Za-z]{{2,24}}$"


_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")


def _whole(value: Any) -> Any:
    """JSON has one kind of number: 7.0 is 7."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _written_out(value: Any) -> Any:
    """Not a count of seconds, which pydantic would take for a moment too."""
    if not (isinstance(value, str) and _RFC3339.fullmatch(value)):
        raise ValueError("not a moment as RFC 3339 writes it")
    return value


def _in_utc(moment: datetime) -> datetime:
    """The first and the last day of the calendar may not be there in another zone."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("no such time zone")
    return name


Pk = Annotated[int, Field(ge=1, le=2**63 - 1), BeforeValidator(_whole)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_in_utc)]
# Among a few in their order, from 1
Place = Annotated[int, Field(ge=1, le=50), BeforeValidator(_whole)]
Limit = Annotated[int, Field(ge=1, le=100)]
Offset = Annotated[int, Field(ge=0, le=10_000_000)]
Name = Annotated[str, Field(min_length=1, max_length=120, pattern=_NAME)]
Email = Annotated[str, Field(max_length=254, pattern=_EMAIL)]
Secret = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]
# Long enough for any provider's text; each channel has its own limit besides
Text = Annotated[str, Field(max_length=20_000, pattern=_NO_NUL)]
# What a client makes to say "this is the same request again"
Key = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]
# What we gave as `next_cursor`; anything else is the first page
Cursor = Annotated[str, Field(max_length=200, pattern=r"^[\x21-\x7e]*$")]
# By its IANA name
TimeZone = Annotated[str, Field(min_length=1, max_length=64, pattern=_ZONE), AfterValidator(_known_zone)]
Language = Literal["", "ja", "en"]


class Input(Schema):
    """A JSON body: what we do not know is refused, and a number in quotes is not a number."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ErrorOut(Schema):
    """Every error of the API. `message` is in the reader's language."""

    code: str
    message: str
    params: dict[str, Any]
