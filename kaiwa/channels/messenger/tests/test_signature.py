"""The door's lock: only bytes that Meta signed come in (D-88)."""

import pytest

from kaiwa.channels.messenger.signature import challenge, sign, verify

# Non-ASCII as Meta escapes it: the signature is over these bytes, not over their meaning
BODY = b'{"object":"page","entry":[],"note":"\\u00e4\\u3042"}'


def test_meta_s_own_signature_is_accepted() -> None:
    assert verify(BODY, {"x-hub-signature-256": "sha256=" + sign(BODY, "secret")}, "secret")


def test_a_known_vector_of_hmac_sha256() -> None:
    # RFC 4231, test case 2
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert sign(b"what do ya want for nothing?", "Jefe") == expected


@pytest.mark.parametrize(
    "header",
    ["", "sha256=", "sha256=00", "sha1=" + "0" * 40, sign(BODY, "secret"), "sha256=あ", "sha256=" + "0" * 64],
)
def test_any_other_header_is_refused(header: str) -> None:
    assert not verify(BODY, {"x-hub-signature-256": header}, "secret")


def test_a_missing_header_is_refused() -> None:
    assert not verify(BODY, {}, "secret")


def test_a_changed_body_is_refused() -> None:
    assert not verify(BODY + b" ", {"x-hub-signature-256": "sha256=" + sign(BODY, "secret")}, "secret")


def test_without_a_secret_nothing_is_accepted() -> None:
    assert not verify(BODY, {"x-hub-signature-256": "sha256=" + sign(BODY, "")}, "")


ASKED = {"hub.mode": "subscribe", "hub.verify_token": "token", "hub.challenge": "1158201444"}


def test_the_challenge_comes_back_to_who_knows_our_token() -> None:
    assert challenge(ASKED, "token") == "1158201444"


@pytest.mark.parametrize(
    "changed", [{"hub.verify_token": "other"}, {"hub.verify_token": ""}, {"hub.mode": "unsubscribe"}]
)
def test_the_challenge_is_refused_otherwise(changed: dict[str, str]) -> None:
    assert challenge(ASKED | changed, "token") is None


def test_without_a_verify_token_no_challenge_is_answered() -> None:
    assert challenge(ASKED | {"hub.verify_token": ""}, "") is None
