"""`kaiwa backup` of the demo while it runs, and what `kaiwa restore` makes of it elsewhere, seen over HTTP."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.e2e.account import Account
from tests.e2e.instance import Instance
from tests.e2e.practice import Sandbox


def kaiwa(*arguments: object) -> str:
    told = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"} and not name.startswith("KAIWA_")
    }
    command = [sys.executable, "-P", "-m", "kaiwa.cli", *map(str, arguments)]
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def token(instance: Instance) -> str:
    told = {**os.environ, "KAIWA_DATA": str(instance.data), "DATABASE_URL": instance.database_url}
    command = [sys.executable, "-P", "-m", "kaiwa.cli", "token", "create", "--email", instance.demo[0]]
    return subprocess.run(command, env=told, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module")
def unsent(instance: Instance, demo: Account) -> Iterator[str]:
    """The path of a conversation in which a reply waits for Facebook to take it, as long as the backup is made."""
    sandbox = Sandbox(instance.url)
    customer = sandbox.customer()
    customer.write("在庫はありますか")
    path = f"/api/v1/conversations/{demo.conversation(customer)['id']}/messages"
    sandbox.fault(kind="error", code=2, on="messages", count=0)
    demo.post(path, {"text": "確認します", "key": "unsent"}, expect=201)
    yield path
    sandbox.client.delete("faults")
    sandbox.client.close()


@pytest.fixture(scope="module")
def restored(
    instance: Instance, token: str, unsent: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Instance]:
    """The demo, brought back in another directory, without the sandbox."""
    file = tmp_path_factory.mktemp("backups") / "demo.kaiwa"
    kaiwa("backup", file, "--data", instance.data)
    elsewhere = Instance(environment={"KAIWA_SANDBOX": "off"})
    try:
        kaiwa("restore", file, "--data", elsewhere.data)
        yield elsewhere.start()
    finally:
        elsewhere.remove()


def test_what_was_backed_up_is_there_again(
    instance: Instance, restored: Instance, demo: Account, token: str
) -> None:
    """Conversations, files, sign-in and tokens."""
    back = Account.sign_in(restored, *instance.demo)
    path = "/api/v1/conversations"
    then, now = ({row["id"]: row for row in who.get(path, limit=100)["items"]} for who in (demo, back))
    assert set(now) <= set(then)
    assert len(now) > 5
    seen = 0
    for conversation in now:
        messages = f"{path}/{conversation}/messages"
        before, after = (who.get(messages)["items"] for who in (demo, back))
        assert [each["text"] for each in after] == [each["text"] for each in before][: len(after)]
        for file in _stored(after):
            assert back.client.get(file["url"]).content == demo.client.get(file["url"]).content
            seen += 1
        if seen > 2:
            break
    assert seen > 0
    answer = httpx.get(f"{restored.url}/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["user"]["email"] == instance.demo[0]


def test_nobody_knows_of_a_reply_that_was_on_its_way_and_a_person_decides(
    instance: Instance, restored: Instance, unsent: str
) -> None:
    """It may have gone out since the backup was made: nothing may be sent twice (D-16)."""
    back = Account.sign_in(restored, *instance.demo)
    reply = back.get(unsent)["items"][-1]
    assert (reply["text"], reply["status"]) == ("確認します", "unknown")
    assert reply["error"]["code"] == "unknown_outcome"
    assert back.post(f"/api/v1/messages/{reply['id']}/settle", {"sent": True})["status"] == "sent"


def _stored(messages: list[Any]) -> list[Any]:
    files = (file for message in messages for file in message["attachments"])
    return [file for file in files if file["state"] == "stored"]
