"""The one HTTP client. No address of this machine or its network is ever called, whatever a URL says.

A URL may come from a provider's webhook, so from outside. Its host is resolved here, every address is
checked, and the connection goes to a checked address: a name that resolves differently a moment later
changes nothing, and redirects go the same way. Only the sandbox's exact origin is exempt, and our own for a call
that nobody else chose the address of.
"""

import json
import socket
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Literal
from urllib.parse import urlsplit

import httpcore
import httpx
from django.conf import settings

# All that a call may raise
FAILURES = (httpx.RequestError, httpx.InvalidURL)
TIMEOUT = httpx.Timeout(connect=5, read=30, write=30, pool=10)
# A person waits for it
_OURSELVES = httpx.Timeout(8, connect=4)
# Less than the five seconds after which uvicorn, and so the sandbox, closes an idle connection
_IDLE = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=4)
_HEADERS = {"user-agent": "Kaiwa/1"}
_ANSWER_LIMIT = 5 * 1024 * 1024
# However slowly the bytes drip
_DOWNLOAD_SECONDS = 300
_NAT64 = IPv6Network("64:ff9b::/96")


class AddressRefused(httpx.ConnectError):
    """The URL leads into this machine or its network."""


class TooLarge(httpx.RequestError):
    """More came than the caller takes."""


class Whole:
    """Whether a request left us whole. While it is false, the other side cannot have carried it out."""

    def __init__(self) -> None:
        self.sent = False

    def __call__(self, event: str, _: dict[str, Any]) -> None:
        if event.endswith(".send_request_body.complete"):
            self.sent = True


def request(
    method: str, url: str, *, limit: int = _ANSWER_LIMIT, whole: Whole | None = None, **options: Any
) -> httpx.Response:
    """The answer, read whole. Raises FAILURES; options are those of httpx.Client.build_request."""
    extensions = {"trace": whole} if whole else {}
    prepared = _client().build_request(method, url, extensions=extensions, **options)
    answer = _client().send(prepared, stream=True)
    try:
        content = b"".join(limited(answer, limit))
    finally:
        answer.close()
    return httpx.Response(
        answer.status_code, headers=_plain(answer.headers), content=content, request=prepared
    )


@contextmanager
def stream(url: str) -> Iterator[httpx.Response]:
    """GET, redirects followed; read it with `limited`. Raises FAILURES."""
    with _client().stream("GET", url, follow_redirects=True) as answer:
        yield answer


@dataclass(frozen=True, slots=True)
class Answer:
    """`code` is that of one of our own errors; empty for what somebody else said."""

    status: int
    code: str


def call_ourselves(path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """POST to our own public address, by the way that others take. Raises FAILURES."""
    with httpx.Client(transport=_GuardedTransport(ourselves=True), timeout=_OURSELVES) as client:
        given = client.post(settings.PUBLIC_URL + path, content=body, headers={**_HEADERS, **headers})
    code: object = ""
    with suppress(ValueError, AttributeError):
        code = json.loads(given.content).get("code", "")
    return Answer(given.status_code, code if isinstance(code, str) else "")


def why(error: BaseException) -> Literal["timeout", "certificate", "unreachable"]:
    """What one of FAILURES comes down to."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "certificate"
        cause = cause.__cause__ or cause.__context__
    return "timeout" if isinstance(error, httpx.TimeoutException) else "unreachable"


def limited(answer: httpx.Response, limit: int) -> Iterator[bytes]:
    """The bytes of an answer, unpacked, as long as they are not more than `limit`. Raises TooLarge."""
    until = time.monotonic() + _DOWNLOAD_SECONDS
    total = 0
    for chunk in answer.iter_bytes(64 * 1024):
        total += len(chunk)
        if total > limit:
            raise TooLarge(f"more than {limit} bytes", request=answer.request)
        if time.monotonic() > until:
            raise httpx.ReadTimeout("too slow", request=answer.request)
        yield chunk


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet, not of a machine or network of somebody's own."""
    ip = ip_address(address)
    return all(part.is_global and not part.is_multicast for part in (ip, *_inner(ip)))


@cache
def _client() -> httpx.Client:
    # With a transport of its own, httpx does not take proxies from the environment: they would resolve for us
    return httpx.Client(transport=_GuardedTransport(), timeout=TIMEOUT, max_redirects=5, headers=_HEADERS)


class _GuardedTransport(httpx.HTTPTransport):
    def __init__(self, *, ourselves: bool = False) -> None:
        super().__init__()
        # httpx has no argument for the network backend of its pool
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=_IDLE.max_connections,
            max_keepalive_connections=_IDLE.max_keepalive_connections,
            keepalive_expiry=_IDLE.keepalive_expiry,
            network_backend=_GuardedBackend(ourselves=ourselves),
        )


class _GuardedBackend(httpcore.SyncBackend):
    """Connects to checked addresses only. TLS still asks for, and checks, the host's own name."""

    def __init__(self, *, ourselves: bool) -> None:
        self._ourselves = ourselves

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        error: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        exempt = [_origin(settings.PUBLIC_URL)] if self._ourselves else [_sandbox()]
        for address in _checked_addresses(host, port, exempt):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error or httpcore.ConnectError(f"{host} has no address")


def _checked_addresses(host: str, port: int, exempt: Iterable[tuple[str | None, int | None]]) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} does not resolve") from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if (host, port) in exempt:
        return addresses
    public = [address for address in addresses if is_public(address.partition("%")[0])]
    if addresses and not public:
        raise AddressRefused(f"{host} is an address of this machine or its network")
    return public


def _sandbox() -> tuple[str | None, int | None]:
    if not (settings.SANDBOX and settings.SANDBOX_URL):
        return None, None
    return _origin(settings.SANDBOX_URL)


def _origin(url: str) -> tuple[str | None, int | None]:
    parts = urlsplit(url)
    return parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _inner(ip: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """IPv4 addresses that an IPv6 one stands for: translators on the way unpack them."""
    if not isinstance(ip, IPv6Address):
        return []
    inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in _NAT64:
        inner.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return [found for found in inner if found is not None]


def _plain(headers: httpx.Headers) -> httpx.Headers:
    """Headers of an answer that is unpacked already."""
    kept = headers.copy()
    for name in ("content-encoding", "content-length", "transfer-encoding"):
        kept.pop(name, None)
    return kept
