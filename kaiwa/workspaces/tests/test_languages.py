"""What people read is in both languages: every sentence of the server has its Japanese, and only those."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from django.conf import settings

_SOURCES = [("sandbox/**", "ignore"), ("**/tests/**", "ignore"), ("**.py", "python")]
_CATALOGUE = Path(settings.BASE_DIR) / "kaiwa/locale/ja/LC_MESSAGES/django.po"


def in_the_sources() -> set[str]:
    found = extract_from_dir(Path(settings.BASE_DIR) / "kaiwa", method_map=_SOURCES)
    return {str(message) for _file, _line, message, _comments, _context in found}


def in_japanese() -> dict[str, str]:
    with _CATALOGUE.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


def test_every_sentence_has_its_japanese() -> None:
    assert in_the_sources() - in_japanese().keys() == set()


def test_the_catalogue_holds_nothing_that_is_not_said() -> None:
    assert in_japanese().keys() - in_the_sources() == set()


def test_no_translation_is_empty_or_loses_a_fact() -> None:
    facts = re.compile(r"%\(\w+\)s")
    for english, japanese in in_japanese().items():
        assert japanese, english
        assert set(facts.findall(japanese)) == set(facts.findall(english)), english


def test_japanese_sentences_end_as_such() -> None:
    for english, japanese in in_japanese().items():
        if english.endswith(".") and not japanese.endswith("%(names)s"):
            assert japanese.endswith("。"), japanese
