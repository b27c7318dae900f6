"""The phone page says everything in both languages."""

import re
from pathlib import Path

PHONE = Path(__file__).parents[1] / "phone"
ENTRY = re.compile(r'^  (\w+): \["((?:[^"\\]|\\.)+)", "((?:[^"\\]|\\.)+)"\],$', re.MULTILINE)


def test_every_word_is_there_in_both_languages() -> None:
    """Each entry has a Japanese and an English text with the same values in it."""
    text = (PHONE / "words.js").read_text("utf-8")
    table = text[text.index("const WORDS") : text.index("};")]
    entries = ENTRY.findall(table)
    assert len(entries) == table.count(": [")
    for name, japanese, english in entries:
        assert set(re.findall(r"\{\w+\}", japanese)) == set(re.findall(r"\{\w+\}", english)), name


def test_every_word_that_is_used_exists() -> None:
    """No key that would show as an error."""
    known = {name for name, *_ in ENTRY.findall((PHONE / "words.js").read_text("utf-8"))}
    used = {
        key for file in PHONE.glob("*.js") for key in re.findall(r'\bt\("(\w+)"', file.read_text("utf-8"))
    }
    assert used <= known
    assert len(used) > 60
