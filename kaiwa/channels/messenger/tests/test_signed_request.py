"""Facebook's signed_request: what is from Facebook is read, and nothing else is."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kaiwa.channels.messenger.signed_request import NotFacebook, farewell, read, sign

SECRET = "a-secret"
NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
GOOD = {"algorithm": "HMAC-SHA256", "issued_at": int(NOW.timestamp()), "user_id": "10229471188230001"}
VECTOR = Path(__file__).parents[5] / "shared" / "payloads" / "messenger" / "signed_request-vector.json"


def signed(body: bytes, secret: str = SECRET) -> str:
    """A right signature over any bytes."""
    part = base64.urlsafe_b64encode(body).rstrip(b"=")
    signature = hmac.new(secret.encode(), part, hashlib.sha256).digest()
    return f"{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}.{part.decode()}"


@pytest.mark.skipif(not VECTOR.is_file(), reason="the payloads are not beside this repository")
def test_a_known_one_is_read() -> None:
    known = json.loads(VECTOR.read_text())
    assert read(known["signed_request"], known["secret"]) == known["expected_payload"]


def test_who_left_and_when() -> None:
    gone = farewell(sign(GOOD, SECRET), SECRET, now=NOW)
    assert (gone.user_id, gone.at) == (GOOD["user_id"], NOW)


def test_without_a_time_it_is_now_and_a_number_is_an_id_too() -> None:
    gone = farewell(sign({"algorithm": "HMAC-SHA256", "user_id": 12}, SECRET), SECRET, now=NOW)
    assert (gone.user_id, gone.at) == ("12", NOW)


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        ".",
        "x",
        "a.b",
        "ａ.ｂ",
        "." * 9000,
        sign(GOOD, "another secret"),
        sign(GOOD, SECRET) + "x",
        sign(GOOD, SECRET).partition(".")[2],
        "." + sign(GOOD, SECRET).partition(".")[2],
        "!" + sign(GOOD, SECRET),
        signed(b"\xff\xfe"),
        signed(b"[]"),
        signed(b"[" * 5000),
        signed(b'"HMAC-SHA256"'),
        signed(b"x" * 9000),
    ],
)
def test_what_facebook_did_not_sign_so_is_refused(hostile: str) -> None:
    with pytest.raises(NotFacebook):
        farewell(hostile, SECRET, now=NOW)


@pytest.mark.parametrize(
    "changed",
    [
        {"algorithm": "none"},
        {"algorithm": "HMAC-SHA1"},
        {"algorithm": None},
        {"user_id": ""},
        {"user_id": None},
        {"user_id": True},
        {"user_id": ["1"]},
        {"user_id": "9" * 400},
        {"issued_at": int((NOW + timedelta(hours=1)).timestamp())},
    ],
)
def test_a_right_signature_alone_is_not_enough(changed: dict[str, Any]) -> None:
    with pytest.raises(NotFacebook):
        farewell(sign(GOOD | changed, SECRET), SECRET, now=NOW)


def test_without_a_secret_of_ours_nothing_is_from_facebook() -> None:
    with pytest.raises(NotFacebook):
        farewell(sign(GOOD, ""), "", now=NOW)
