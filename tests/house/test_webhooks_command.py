"""`kaiwa webhooks`: set aside, and for nobody in the interface (docs/decisions/0009)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kaiwa import cli
from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import Channel, Connection, WebhookEvent
from kaiwa.conversations.models import Message
from kaiwa.conversations.tests.journal import drain, receive
from kaiwa.workspaces.tests.people import Person

pytestmark = pytest.mark.django_db
Run = Callable[..., tuple[int, str]]
BAD = webhooks.item(message={"text": "whose id is missing"})


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path, monkeypatch) -> Run:
    """Exit code and what was printed."""
    monkeypatch.setenv("KAIWA_DATA", str(tmp_path))

    def run(*arguments: object) -> tuple[int, str]:
        code = cli.main(["webhooks", *map(str, arguments)])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


@pytest.fixture
def connect(alice: Person) -> Callable[[], None]:
    def connect() -> None:
        connection = Connection.objects.create(
            workspace=alice.workspace, provider="messenger", installer=alice.member, visibility="shared"
        )
        Channel.objects.create(
            connection=connection, provider="messenger", external_id=webhooks.PAGE, name="Bikes"
        )

    return connect


def of_a_page_nobody_has() -> int:
    receive(webhooks.body(webhooks.message(text="先に届きました"), BAD))
    row = WebhookEvent.objects.latest("pk")
    assert (row.state, row.channels) == (WebhookEvent.State.SET_ASIDE, None)
    return row.pk


def test_they_are_listed_and_shown_with_the_reason(run: Run) -> None:
    assert run("list") == (0, "No webhook is set aside that belongs to nobody.\n")
    number = of_a_page_nobody_has()
    receive(b"\xff no JSON")
    code, listed = run("list")
    first, second = listed.splitlines()
    assert (code, first.split("\t")[0]) == (0, str(number))
    assert first.split("\t")[4:] == ["message", "Some of it cannot be read; the rest was recorded."]
    assert second.endswith("The body cannot be read at all.")
    _, shown = run("show", number)
    assert "whose id is missing" in shown
    assert "messaging 1" in shown


def test_replayed_they_reach_whoever_has_the_page_now(run: Run, connect: Callable[[], None]) -> None:
    number = of_a_page_nobody_has()
    assert not Message.objects.exists()
    connect()
    assert run("replay", number) == (0, "tried again: 1\n")
    drain()
    assert Message.objects.get().text == "先に届きました"


def test_dropped_they_are_gone(run: Run) -> None:
    number = of_a_page_nobody_has()
    of_a_page_nobody_has()
    assert run("drop", number) == (0, "deleted: 1\n")
    assert run("drop", "--all") == (0, "deleted: 1\n")
    assert not WebhookEvent.objects.exists()


def test_those_of_a_workspace_and_unknown_numbers_are_refused(run: Run, connect: Callable[[], None]) -> None:
    connect()
    receive(webhooks.body(BAD))
    (theirs,) = WebhookEvent.objects.values_list("pk", flat=True)
    for action in ("show", "replay", "drop"):
        code, printed = run(action, theirs)
        assert (code, "or seen in a workspace" in printed) == (1, True)
    assert run("drop", "--all") == (0, "deleted: 0\n")
    assert WebhookEvent.objects.get().state == WebhookEvent.State.SET_ASIDE
    for words in (["replay"], ["drop"], ["drop", theirs, "--all"]):
        code, printed = run(*words)
        assert (code, "Say which" in printed) == (1, True)
