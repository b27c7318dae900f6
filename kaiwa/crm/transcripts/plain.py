"""What a note says, whatever its CRM made of the markup: so our own writing is known again."""

import re
import unicodedata
from html import unescape

from kaiwa.crm.base import digest

_TAG = re.compile(r"<[^>]*>")


def plain(content: str) -> str:
    """Without tags and escapes, in one normal form, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", unescape(_TAG.sub(" ", content))).split())


def plain_digest(content: str) -> str:
    return digest(plain(content))
