"""What a provider says of itself."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

from kaiwa.channels import codes
from kaiwa.channels.contract.subject import Subject


class CapabilitiesContract:
    """Capabilities are data that the rest of Kaiwa relies on."""

    def test_capabilities_are_complete(self, subject: Subject) -> None:
        able = subject.provider.capabilities
        assert subject.provider.name.isidentifier()
        assert all(
            getattr(able, field.name) is not None
            for field in fields(able)
            if "window" not in field.name and field.name != "chat_link"
        )
        assert able.label and able.icon and able.attachment_types
        assert able.text_limit > 0 and able.attachment_limit > 0
        for permission in able.permissions:
            assert permission.why_code in codes.PERMISSIONS

    def test_an_extended_window_extends_one(self, subject: Subject) -> None:
        able = subject.provider.capabilities
        if able.extended_window:
            assert able.window is not None
            assert timedelta(0) < able.window < able.extended_window
