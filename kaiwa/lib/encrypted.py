"""A text field that the database holds only encrypted."""

import base64
import hashlib
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import models


@cache
def _fernet(secret: str) -> Fernet:
    digest = hashlib.sha256(b"kaiwa.encrypted:" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Text encrypted with the installation's key. It cannot be filtered on; a lost key makes it empty."""

    def get_prep_value(self, value: Any) -> Any:
        if not value:
            return ""
        return _fernet(settings.SECRET_KEY).encrypt(str(value).encode()).decode()

    def from_db_value(self, value: str | None, *_: Any) -> str:
        if not value:
            return ""
        try:
            return _fernet(settings.SECRET_KEY).decrypt(value.encode()).decode()
        except InvalidToken:
            # Another key's data: the channel then asks to be connected again instead of crashing each page
            return ""
