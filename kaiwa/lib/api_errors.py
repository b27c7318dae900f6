"""Errors of the API: a code for programs, a sentence for people, and where each is declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of error. `sentence` is translated when read and may hold %(name)s of the params."""

    code: str
    status: int
    sentence: str | Promise


KINDS: dict[str, Kind] = {}


def declare(code: str, status: int, sentence: str | Promise) -> str:
    """Declare a code beside what raises it, as in `NO_ROOM = declare("no_room", 409, _("…"))`."""
    if code in KINDS:
        raise ValueError(f"{code} is declared twice")
    KINDS[code] = Kind(code, status, sentence)
    return code


class ApiError(Exception):
    """Ends a request with a declared code. `params` are facts for the sentence and for programs."""

    def __init__(self, code: str, status: int | None = None, params: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        kind = KINDS[code]
        self.code = code
        self.status = status or kind.status
        self.params = dict(params or {})

    @property
    def sentence(self) -> str:
        """In the active language."""
        return str(KINDS[self.code].sentence) % self.params


NOT_SIGNED_IN = declare("not_signed_in", 401, _("Sign in to continue."))
CSRF = declare("csrf", 403, _("This page has been open too long. Reload it and try again."))
BAD_INPUT = declare("bad_input", 400, _("The request could not be read."))
NOT_FOUND = declare("not_found", 404, _("This does not exist, or you have no access to it."))
NOT_ALLOWED = declare("not_allowed", 403, _("You are not allowed to do this."))
BAD_METHOD = declare("bad_method", 405, _("This address does not answer that method."))
CONFLICT = declare("conflict", 409, _("This was changed by somebody else in the meantime."))
TOO_LARGE = declare("too_large", 413, _("This is larger than Kaiwa accepts."))
INVALID = declare("invalid", 422, _("This cannot be accepted: please check %(names)s."))
TOO_MANY = declare("too_many", 429, _("That was too often. Wait a little and try again."))
CRASHED = declare(
    "crashed", 500, _("Kaiwa failed to answer and has noted why. Quote %(id)s when you ask for help.")
)
