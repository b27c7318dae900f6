"""The second factor: what allauth keeps of it, encrypted, and who has it."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from kaiwa.lib import encrypted


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
