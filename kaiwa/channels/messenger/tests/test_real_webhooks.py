"""Webhooks recorded by other projects: each ends handled or knowingly ignored, none is rejected."""

import json
from pathlib import Path

import pytest

from kaiwa.channels.events import MalformedWebhook
from kaiwa.channels.messenger.parse import parse
from kaiwa.channels.messenger.tests.webhooks import APP

SHARED = Path(__file__).resolve().parents[4].parent / "shared" / "payloads" / "messenger"
# The folder also holds answers of the Graph API and signed requests, which never come to the door
WEBHOOKS = sorted(
    path
    for path in SHARED.glob("*.json")
    if isinstance(given := json.loads(path.read_text()), dict) and "object" in given
)
OTHERS = sorted(path for path in SHARED.glob("*.json") if path not in WEBHOOKS)


@pytest.mark.parametrize("path", WEBHOOKS, ids=lambda path: path.stem)
def test_every_recorded_webhook_is_handled_or_knowingly_ignored(path: Path) -> None:
    parsed = parse(path.read_bytes(), APP)
    assert parsed.events or parsed.ignored
    assert parsed.rejected == ()


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_what_is_no_webhook_is_set_aside(path: Path) -> None:
    with pytest.raises(MalformedWebhook):
        parse(path.read_bytes(), APP)
