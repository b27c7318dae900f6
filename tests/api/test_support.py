"""Whom the help names: what the operator set, for whoever asks."""

from __future__ import annotations

from typing import Any

from django.test import Client


def test_a_stranger_is_told_whom_the_operator_names(client: Client, settings: Any) -> None:
    """TS-21."""
    settings.SUPPORT_URL = "https://support.example.com/kaiwa"
    settings.SUPPORT_MAIL = "help@example.com"
    answer = client.get("/api/v1/support")
    assert answer.json() == {"url": "https://support.example.com/kaiwa", "mail": "help@example.com"}


def test_an_operator_who_names_nobody_is_no_error(client: Client) -> None:
    assert client.get("/api/v1/support").json() == {"url": "", "mail": ""}
