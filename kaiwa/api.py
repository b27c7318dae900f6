"""The API at /api/v1: one NinjaAPI, one router a package, one shape of error."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from kaiwa import errors
from kaiwa.channels.api import router as channels
from kaiwa.conversations.api import router as conversations
from kaiwa.conversations.contacts_api import router as contacts
from kaiwa.conversations.handling_api import router as handling
from kaiwa.conversations.list_api import router as listing
from kaiwa.conversations.notes_api import router as notes
from kaiwa.conversations.presence_api import router as presence
from kaiwa.conversations.search_api import router as search
from kaiwa.crm.api import router as crm
from kaiwa.crm.builtin.api import router as crm_pages
from kaiwa.lib.api_errors import (
    BAD_INPUT,
    INVALID,
    NOT_ALLOWED,
    NOT_FOUND,
    NOT_SIGNED_IN,
    TOO_LARGE,
    TOO_MANY,
    ApiError,
)
from kaiwa.lib.api_types import ErrorOut
from kaiwa.notifications.api import router as notifications
from kaiwa.support import router as support
from kaiwa.workspaces.api import router as workspaces
from kaiwa.workspaces.auth import member_auth

# What any operation may answer besides what it declares
ERRORS = (400, 401, 403, 404, 409, 413, 422, 429, 500, 503)
_CODES = {400: BAD_INPUT, 401: NOT_SIGNED_IN, 403: NOT_ALLOWED, 404: NOT_FOUND, 413: TOO_LARGE, 429: TOO_MANY}


class KaiwaAPI(NinjaAPI):
    """NinjaAPI whose OpenAPI also tells the errors, which are the same for every operation."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        schema["components"]["schemas"]["Error"] = ErrorOut.model_json_schema()
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
        for path in schema["paths"].values():
            for operation in path.values():
                for status in ERRORS:
                    answer = {"description": HTTPStatus(status).phrase, "content": content}
                    operation["responses"].setdefault(status, answer)
        return schema


api = KaiwaAPI(
    title="Kaiwa",
    version="1",
    description="The inbox: conversations, messages, channels and the people who share them.",
    docs_url=None,
    openapi_url="/openapi.json",
    # A route is for members unless it says otherwise
    auth=member_auth,
)
api.add_router("", workspaces)
api.add_router("", channels)
# First: its words would be taken for a conversation's id
api.add_router("", handling)
api.add_router("", listing)
api.add_router("", conversations)
api.add_router("", contacts)
api.add_router("", crm_pages)
api.add_router("", notifications)
api.add_router("", notes)
api.add_router("", presence)
api.add_router("", search)
api.add_router("", crm)
api.add_router("", support)


@api.exception_handler(ApiError)
def _declared(request: HttpRequest, exc: ApiError) -> HttpResponse:
    return errors.answer(exc)


@api.exception_handler(AuthenticationError)
def _not_signed_in(request: HttpRequest, exc: AuthenticationError) -> HttpResponse:
    # Whoever waits for the mail of their sign-up is not signed in, and has to know where mails are kept
    params = {"mail_to_files": True} if settings.MAIL_TO_FILES and settings.SANDBOX else {}
    return errors.answer(ApiError(NOT_SIGNED_IN, params=params))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    fields = errors.fields_of(exc.errors)
    names = ", ".join(name.rpartition(".")[2] for name in fields)
    return errors.answer(ApiError(INVALID, params={"fields": fields, "names": names}))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, exc: Http404) -> HttpResponse:
    return errors.answer(ApiError(NOT_FOUND))


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, exc: HttpError) -> HttpResponse:
    return errors.answer(ApiError(_CODES.get(exc.status_code, BAD_INPUT), exc.status_code))


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, exc: RequestDataTooBig) -> HttpResponse:
    return errors.answer(ApiError(TOO_LARGE))


@api.exception_handler(Exception)
def _crashed(request: HttpRequest, exc: Exception) -> HttpResponse:
    return errors.answer_crash(request, exc)
