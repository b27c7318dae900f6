"""What a failed request is answered: always JSON, always a code, a sentence and what the sentence is about."""

from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.utils.translation import gettext_lazy as _

from kaiwa.lib.api_errors import (
    BAD_INPUT,
    BAD_METHOD,
    CRASHED,
    CSRF,
    NOT_ALLOWED,
    NOT_FOUND,
    TOO_LARGE,
    ApiError,
    declare,
)
from kaiwa.lib.storage import StorageAway

UNAVAILABLE = declare(
    "unavailable", 503, _("Kaiwa's database cannot be reached right now. Nothing was lost; try again.")
)

FILES_AWAY = declare(
    "files_away", 503, _("Files cannot be stored or read right now. Nothing was lost; try again in a moment.")
)

log = logging.getLogger("kaiwa.errors")


def answer(error: ApiError) -> JsonResponse:
    body = {"code": error.code, "message": error.sentence, "params": error.params}
    return JsonResponse(body, status=error.status, json_dumps_params={"ensure_ascii": False})


def answer_crash(request: HttpRequest, exc: BaseException | None) -> JsonResponse:
    """For what nobody foresaw: the log has it all under the id that the reader gets to quote."""
    if isinstance(exc, OperationalError | InterfaceError):
        log.warning("%s %s: no database: %s", request.method, request.path, exc)
        return answer(ApiError(UNAVAILABLE))
    if isinstance(exc, RequestDataTooBig):
        return answer(ApiError(TOO_LARGE))
    if isinstance(exc, StorageAway):
        log.warning("%s %s: no storage: %s", request.method, request.path, exc)
        return answer(ApiError(FILES_AWAY))
    crash_id = secrets.token_hex(6)
    log.error("%s %s failed (%s)", request.method, request.path, crash_id, exc_info=exc)
    return answer(ApiError(CRASHED, params={"id": crash_id}))


class JsonErrors:
    """Middleware: our errors raised outside the API's routes, and Django's empty page for a wrong method."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        worded = answer(ApiError(BAD_METHOD))
        worded["Allow"] = response["Allow"]
        return worded

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(exception) if isinstance(exception, ApiError) else None


# --- Django's handlers, for what fails outside the API's routes (named in urls.py and settings.py) ----------


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return answer(ApiError(TOO_LARGE))
    return answer(ApiError(BAD_INPUT))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(ApiError(NOT_ALLOWED))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(ApiError(CSRF))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(ApiError(NOT_FOUND))


def crashed(request: HttpRequest) -> HttpResponse:
    return answer_crash(request, sys.exc_info()[1])


def fields_of(errors: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Where each validation error is, and what it says: {"body.email": "…"}."""
    found: dict[str, str] = {}
    for error in errors:
        place = [str(part) for part in error["loc"]]
        # ninja puts the name of our function's argument between "body" and the field
        name = ".".join([place[0], *place[2:]] if place[0] == "body" and len(place) > 2 else place)
        found.setdefault(name, str(error["msg"]))
    return found
