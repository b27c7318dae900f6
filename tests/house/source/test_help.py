"""The help says the same in both languages, names buttons as they are called, and leads nowhere that is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source.test_codes import constants

ROOT = Path(__file__).parents[3]
HELP = ROOT / "docs" / "help"
WEB = ROOT / "web" / "src"
LANGUAGES = ["ja", "en"]
TOPICS = sorted(path.stem for path in (HELP / "en").glob("*.md"))

both_languages = pytest.mark.parametrize("language", LANGUAGES)


def article(language: str, topic: str) -> str:
    return (HELP / language / f"{topic}.md").read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    """How deep each heading is, in their order."""
    return re.findall(r"^(#+) ", text, re.MULTILINE)


@pytest.mark.parametrize("topic", TOPICS)
def test_an_article_has_the_same_parts_in_both_languages(topic: str) -> None:
    japanese, english = article("ja", topic), article("en", topic)
    assert headings(japanese) == headings(english)
    for part in (r"^\d+\. ", r"^- ", r"^\|", r"\]\(([^)]+)\)", r"`[^`]+`"):
        assert len(re.findall(part, japanese, re.MULTILINE)) == len(
            re.findall(part, english, re.MULTILINE)
        ), part


def test_both_languages_have_the_same_topics() -> None:
    assert sorted(path.stem for path in (HELP / "ja").glob("*.md")) == TOPICS


@both_languages
def test_an_article_leads_to_articles_that_are_there(language: str) -> None:
    dead = [
        f"{topic}.md: {address}"
        for topic in TOPICS
        for address in re.findall(r"\]\(([^)]+)\)", article(language, topic))
        if not address.startswith("https://") and address.removesuffix(".md") not in TOPICS
    ]
    assert not dead


def test_the_code_leads_to_topics_that_are_there() -> None:
    dead = [
        f"{path.relative_to(ROOT)}: /help/{topic}"
        for path in [*WEB.rglob("*.ts*"), *(ROOT / "kaiwa").rglob("*.py"), *(ROOT / "kaiwa").rglob("*.html")]
        for topic in re.findall(r"[\"'`]/help/([a-z-]+)", path.read_text(encoding="utf-8"))
        if topic not in TOPICS
    ]
    assert not dead


@both_languages
def test_what_is_printed_bold_is_written_on_the_screen(language: str) -> None:
    """In the help **bold** means a word of our interface: renamed there, it has to be renamed here."""
    written = set(_texts(language))
    wrong = [
        f"{topic}.md: {word}"
        for topic in TOPICS
        for bold in re.findall(r"\*\*(.+?)\*\*", article(language, topic))
        for word in bold.split(" → ")
        if word not in written
    ]
    assert not wrong


def _texts(language: str) -> Iterator[str]:
    for path in (WEB / "i18n" / language).glob("*.json"):
        yield from _leaves(json.loads(path.read_text(encoding="utf-8")))


def _leaves(words: dict[str, object] | object) -> Iterator[str]:
    if isinstance(words, dict):
        for each in words.values():
            yield from _leaves(each)
    else:
        yield str(words)


# Their sentence says all there is: about a file or a face, a passing state, or good news
SAYS_ALL = {
    "message_gone",
    "not_found",
    "profile_unavailable",
    "file_gone",
    "file_too_large",
    "address_refused",
    "policy_unblocked",
    "storage_away",
}


def test_every_trouble_has_an_article() -> None:
    """FB-22: a new code is explained by an article (web/src/help/topicOf.ts), or its sentence says all."""
    explained = set(re.findall(r'"([a-z_]+)"', (WEB / "help" / "topicOf.ts").read_text(encoding="utf-8")))
    troubles = constants("kaiwa/channels/codes.py", "FAILURES", "PROBLEMS", "REFUSALS")
    troubles |= constants("kaiwa/conversations/composer.py", "REASONS")
    assert troubles - explained == SAYS_ALL
