"""The second factor: what allauth keeps of it, encrypted, and who has it."""

from __future__ import annotations

import io

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Exists, OuterRef

from kaiwa.lib import encrypted
from kaiwa.workspaces.models import User


class Adapter(DefaultMFAAdapter):
    """Whoever reads the database must not be able to make codes."""

    def encrypt(self, text: str) -> str:
        return encrypted.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encrypted.decrypt(encrypted_text)


def has_second_factor(user_id: str = "user") -> Exists:
    """For a query of rows that refer to a user."""
    totp = Authenticator.objects.filter(user=OuterRef(user_id), type=Authenticator.Type.TOTP)
    return Exists(totp)


def offered_as_svg(user: User, session: SessionBase) -> bytes | None:
    """What this session was offered for the phone, as a QR code; None when nothing was, or no longer is."""
    secret = session.get(SECRET_SESSION_KEY)
    if not secret:
        return None
    out = io.BytesIO()
    url = Adapter().build_totp_url(user, secret)
    segno.make_qr(url, error="m").save(out, kind="svg", border=2, light="#fff", scale=4)
    return out.getvalue()
