"""Web push by the standard (RFC 8030, 8291, 8292): what only the browser can read, handed to its push service.

Where that service is, the browser says: so a URL from outside, which lib/http.py calls only when it is public.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

from kaiwa.lib import http

_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_TTL = timedelta(hours=4)
_MOST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`code` is empty when the push service took it. `gone`: there is no such browser any more."""

    code: str = ""
    params: Mapping[str, Any] | None = None
    gone: bool = False
    permanent: bool = True
    after: timedelta | None = None


def server_key() -> str:
    """Our public key, by which a browser's push service knows us: what the page subscribes with."""
    point = _private_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _base64(point)


def can_read(public_key: str, secret: str) -> bool:
    """Whether these are a browser's keys: a point of the curve, and 16 bytes."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, _bytes(public_key))
        return len(_bytes(secret)) == 16
    except ValueError:
        return False


def send(endpoint: str, public_key: str, secret: str, payload: Mapping[str, Any], *, topic: str) -> Outcome:
    """Of what waits for a browser that is off, the newest of a `topic` takes the older one's place."""
    headers = {
        **Vapid02(_private_key()).sign({"aud": _origin(endpoint), "sub": _contact()}),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(_TTL.total_seconds())),
        "Urgency": "high",
        "Topic": topic,
    }
    try:
        answer = http.request("POST", endpoint, content=_sealed(payload, public_key, secret), headers=headers)
    except http.AddressRefused:
        return Outcome("push_address", gone=True)
    except http.FAILURES as error:
        return Outcome(f"push_{http.why(error)}", permanent=False)
    return _outcome(answer.status_code, answer.headers.get("retry-after", ""))


def _outcome(status: int, retry_after: str) -> Outcome:
    if 200 <= status < 300:
        return Outcome()
    params = {"status": status}
    if status in {404, 410}:
        return Outcome("push_gone", params, gone=True)
    if status == 429 or status >= 500:
        seconds = int(retry_after) if retry_after.isdecimal() and len(retry_after) < 9 else 0
        after = min(timedelta(seconds=seconds), _MOST_WAIT) if seconds else None
        return Outcome("push_busy", params, permanent=False, after=after)
    return Outcome("push_refused", params)


def _sealed(payload: Mapping[str, Any], public_key: str, secret: str) -> bytes:
    sealed: bytes = http_ece.encrypt(
        json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode(),
        salt=os.urandom(16),
        private_key=ec.generate_private_key(_CURVE),
        dh=_bytes(public_key),
        auth_secret=_bytes(secret),
        version="aes128gcm",
    )
    return sealed


def _private_key() -> ec.EllipticCurvePrivateKey:
    return _derived(settings.SECRET_KEY)


@cache
def _derived(secret: str) -> ec.EllipticCurvePrivateKey:
    """From the installation's key, so that it lives as long, is the same on every machine, and is in every backup."""
    digest = hmac.new(secret.encode(), b"kaiwa.webpush", hashlib.sha512).digest()
    return ec.derive_private_key(int.from_bytes(digest) % (_ORDER - 1) + 1, _CURVE)


def _contact() -> str:
    """Whom the push service may write to."""
    if settings.PUBLIC_URL.startswith("https://"):
        return settings.PUBLIC_URL
    return "mailto:" + settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
