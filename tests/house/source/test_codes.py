"""Every code the server can send has a sentence in both languages (docs/architecture.md, "Codes, not sentences")."""

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def sentences(language: str) -> dict[str, str]:
    catalogue: dict[str, str] = json.loads((ROOT / f"web/src/i18n/{language}/codes.json").read_text())
    return catalogue


def codes() -> set[str]:
    """Read from the source, so that nothing has to be started to check it."""
    channels = constants(
        "kaiwa/channels/codes.py", "FAILURES", "PROBLEMS", "ROUNDS", "REFUSALS", "PERMISSIONS"
    )
    composer = constants("kaiwa/conversations/composer.py", "REASONS")
    events = constants("kaiwa/conversations/inbound/messages.py", "EVENTS")
    lines = constants("kaiwa/conversations/timeline.py", "LINES")
    crm = constants("kaiwa/crm/codes.py", "REFUSALS", "PROBLEMS")
    return channels | composer | events | lines | crm


def constants(path: str, *names: str) -> set[str]:
    found: set[str] = set()
    for node in ast.parse((ROOT / path).read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in names:
            found |= set(ast.literal_eval(node.value))
    assert found, f"{path} has no {names}"
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_code_has_a_sentence(language: str) -> None:
    assert codes() - sentences(language).keys() == set()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_a_channel_s_page_shows_has_words(language: str) -> None:
    said = json.loads((ROOT / f"web/src/i18n/{language}/channel.json").read_text())
    assert constants("kaiwa/channels/trial.py", "FAILURES") - said["trial"]["failed"].keys() == set()
    assert constants("kaiwa/channels/outcomes.py", "REASONS") - said["aside"]["reason"].keys() == set()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_where_a_test_notification_ended_has_words(language: str) -> None:
    said = json.loads((ROOT / f"web/src/i18n/{language}/notifications.json").read_text())
    assert constants("kaiwa/notifications/trial.py", "FAILURES") - said["failed"].keys() == set()
