"""What Meta tells of a person, and the files that it keeps for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

import httpx

from kaiwa.channels.base import ChannelError, Credentials, Download, Profile
from kaiwa.channels.codes import FAILURES
from kaiwa.channels.messenger import graph, values
from kaiwa.lib import http

# Facebook lets people send 25 MB; its own re-encoding may make more of it
LIMIT = 100 * 1024 * 1024
# With these Meta says that it will not tell. They are no reason to touch the channel: it can send all the same
_SILENT = {
    "profile_unavailable",
    "not_found",
    "contact_unknown",
    "contact_unavailable",
    "permission_missing",
    "app_not_approved",
    "not_allowed",
    "invalid_request",
    "refused",
}


def profile(credentials: Credentials, contact: str) -> Profile:
    """Name and picture of somebody who wrote to the Page. Raises ChannelError."""
    try:
        found = graph.get(
            graph.node(contact), credentials.token, fields="name,first_name,last_name,profile_pic"
        )
    except ChannelError as error:
        if error.code in _SILENT:
            return Profile()
        raise
    parts = [values.text(found.get(name)).strip() for name in ("first_name", "last_name")]
    name = values.text(found.get("name")).strip() or " ".join(part for part in parts if part)
    return Profile(name=name, picture_url=values.url(found.get("profile_pic")))


@contextmanager
def download(url: str) -> Iterator[Download]:
    """Raises ChannelError, also while `chunks` are read."""
    try:
        with http.stream(url) as answer:
            _check(answer)
            yield Download(
                mime=answer.headers.get("content-type", "").partition(";")[0].strip().lower(),
                name=_name(answer),
                size=values.number(answer.headers.get("content-length")),
                chunks=_chunks(answer),
            )
    except http.FAILURES as error:
        raise _failure(error) from error


def _check(answer: httpx.Response) -> None:
    if answer.status_code == 200:
        return
    # 408, 425 and 429 ask for patience; other refusals of a signed, expiring address are final
    final = 400 <= answer.status_code < 500 and answer.status_code not in {408, 425, 429}
    code = "file_gone" if final else "provider_failed"
    raise ChannelError(f"{FAILURES[code]} HTTP {answer.status_code}", code=code, permanent=final)


def _chunks(answer: httpx.Response) -> Iterator[bytes]:
    try:
        yield from http.limited(answer, LIMIT)
    except httpx.RequestError as error:
        raise _failure(error) from error


def _failure(error: Exception) -> ChannelError:
    if isinstance(error, http.AddressRefused):
        code, permanent = "address_refused", True
    elif isinstance(error, http.TooLarge):
        code, permanent = "file_too_large", True
    elif isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | httpx.TooManyRedirects):
        code, permanent = "file_gone", True
    else:
        code, permanent = "unreachable", False
    return ChannelError(f"{FAILURES[code]} {type(error).__name__}", code=code, permanent=permanent)


def _name(answer: httpx.Response) -> str:
    """The last part of the address: Meta keeps the file's own name there."""
    return values.text(unquote(urlsplit(str(answer.url)).path.rsplit("/", 1)[-1]), 255)
