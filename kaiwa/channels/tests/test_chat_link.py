"""Invitations to write: the link, its ref and its QR code (FAQ-08)."""

from __future__ import annotations

import pytest

from kaiwa.channels.messenger.tests import webhooks


def test_a_page_has_a_link_that_opens_a_chat_with_it(bikes, bob) -> None:
    link = bob.get(f"/api/v1/channels/{bikes.pk}/chat-link").json()
    assert link["url"] == f"https://m.me/{webhooks.PAGE}"
    assert (link["parameter"], link["limit"]) == ("ref", 250)


@pytest.mark.parametrize(
    ("kind", "begins", "mime"), [("svg", b"<?xml", "image/svg+xml"), ("png", b"\x89PNG", "image/png")]
)
def test_the_link_is_drawn_as_a_qr_code(bikes, bob, kind, begins, mime) -> None:
    plain = bob.get(f"/api/v1/channels/{bikes.pk}/chat-link.{kind}")
    with_ref = bob.get(f"/api/v1/channels/{bikes.pk}/chat-link.{kind}", ref="spring/2026=a+b")
    assert (plain.status_code, plain["content-type"]) == (200, mime)
    assert plain.content.startswith(begins)
    assert plain.content != with_ref.content


@pytest.mark.parametrize("ref", ["two words", "春", "a&b", "x" * 251, "a\n"])
def test_a_ref_that_meta_would_not_pass_on_is_not_drawn(bikes, alice, ref) -> None:
    assert alice.get(f"/api/v1/channels/{bikes.pk}/chat-link.svg", ref=ref).status_code in {404, 422}
