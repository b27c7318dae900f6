"""Every sentence of the server is there in Japanese too."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

KAIWA = Path(__file__).resolve().parents[3] / "kaiwa"
JAPANESE = KAIWA / "locale" / "ja" / "LC_MESSAGES" / "django.po"
# How Django's functions are called here; `_` is a default of Babel's
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}


def test_every_sentence_is_in_the_japanese_catalogue() -> None:
    catalogue = _catalogue()
    missing = sorted({str(said) for said in _said() if said not in catalogue})
    assert not missing, "not in django.po:\n" + "\n".join(missing)


def test_every_sentence_of_the_catalogue_is_translated() -> None:
    undone = [
        str(message.id) for message in _catalogue() if message.id and (not message.string or message.fuzzy)
    ]
    assert not undone, "untranslated or fuzzy:\n" + "\n".join(undone)


def test_translations_keep_their_placeholders() -> None:
    wrong = [f"{message.id}: {error}" for message in _catalogue() for error in message.check()]
    assert not wrong, "\n".join(wrong)


def _catalogue() -> Catalog:
    return read_po(BytesIO(JAPANESE.read_bytes()), locale="ja")


def _said() -> Iterator[str | tuple[str, ...]]:
    """What the code passes to gettext."""
    methods = [("**/tests/**", "ignore"), ("**.py", "python")]
    for _, _, said, _, _ in extract_from_dir(KAIWA, methods, keywords=KEYWORDS):
        yield said
