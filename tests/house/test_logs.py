"""KAIWA_LOG=json: each line an object with what a log system needs, and nothing that people wrote."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.account import PASSWORD, Account
from tests.e2e.instance import Instance
from tests.e2e.practice import Sandbox

SAID, ANSWERED = "富士山の見える部屋", "承知いたしました"


@pytest.fixture(scope="module")
def instance() -> Iterator[Instance]:
    instance = Instance(
        arguments=("--no-demo",), environment={"KAIWA_LOG": "json", "KAIWA_LOG_LEVEL": "DEBUG"}
    )
    try:
        yield instance.start()
    finally:
        instance.remove()


def test_a_conversation_leaves_no_word_of_itself_in_the_logs(instance: Instance) -> None:
    sandbox = Sandbox(instance.url)
    dora = Account.sign_up(instance, "Dora Doi", workspace="Logs")
    dora.connect(sandbox, "minato")
    hana = sandbox.customer(name="花井 花子")
    hana.write(SAID)
    conversation = dora.conversation(hana)["id"]
    dora.client.headers["X-Request-Id"] = "a-request-to-be-found"
    dora.post(f"/api/v1/conversations/{conversation}/messages", {"text": ANSWERED, "key": "k1"}, expect=201)
    del dora.client.headers["X-Request-Id"]
    sandbox.wait_until_idle()
    assert instance.stop() == 0

    lines = [json.loads(line) for line in instance.said]
    assert all({"time", "level", "process", "message"} <= line.keys() for line in lines)
    secrets = (
        SAID,
        ANSWERED,
        "花井",
        dora.email,
        PASSWORD,
        dora.client.cookies["sessionid"],
        "people.example",
    )
    transcript = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    assert [secret for secret in secrets if secret in transcript] == []
    (asked,) = [line for line in lines if line.get("request_id") == "a-request-to-be-found"]
    assert asked | {"time": "", "milliseconds": 0.0} == _request(conversation)
    assert {"edge", "kaiwa"} <= {line["process"] for line in lines}


def _request(conversation: int) -> dict[str, Any]:
    path = f"/api/v1/conversations/{conversation}/messages"
    return {
        "time": "",
        "level": "info",
        "process": "edge",
        "logger": "kaiwa.edge.metrics",
        "message": f"POST {path}",
        "request_id": "a-request-to-be-found",
        "method": "POST",
        "path": path,
        "status": 201,
        "milliseconds": 0.0,
    }
