"""`kaiwa doctor` beside the running demo, and beside one that is not as it should be."""

import json
import os
import subprocess
import sys
from typing import Any

from tests.e2e.instance import Instance
from tests.mail_server import UNKNOWN, MailServer


def doctor(instance: Instance, *arguments: str, **environment: str) -> tuple[int, dict[str, Any], str]:
    """Exit code, findings by what was looked at, and all that was printed."""
    told = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"} and not name.startswith("KAIWA_")
    }
    command = [sys.executable, "-P", "-m", "kaiwa.cli", "doctor", "--data", str(instance.data)]
    done = subprocess.run(
        [*command, "--port", str(instance.port), *arguments],
        env=told | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    printed = done.stdout + done.stderr
    found = json.loads(done.stdout)["findings"] if "--json" in arguments else []
    return done.returncode, {finding["check"]: finding for finding in found}, printed


def test_what_works_is_said_and_what_is_missing_comes_with_what_to_do(instance: Instance) -> None:
    code, found, printed = doctor(instance, "--json")
    assert code == 0, printed
    states = {check: finding["state"] for check, finding in found.items()}
    assert states.pop("disk") in {"ok", "warning"}
    assert states == {
        "database": "ok",
        "schema": "ok",
        "clock": "ok",
        "public address": "ok",
        "processes": "ok",
        "messenger webhook": "ok",
        "messenger app": "ok",
        "messenger subscription": "ok",
        "mail": "warning",
    }
    assert "KAIWA_SMTP_URL" in found["mail"]["do"]


def test_what_is_wrong_fails_it_line_by_line(instance: Instance) -> None:
    nowhere = {"KAIWA_PUBLIC_URL": "http://127.0.0.1:9", "KAIWA_SMTP_URL": "smtp://u:p@127.0.0.1:9"}
    code, _, printed = doctor(instance, **nowhere)
    assert code == 1
    lines = printed.splitlines()
    for line in (
        "failed   public address: http://127.0.0.1:9 cannot be reached",
        "failed   messenger webhook: http://127.0.0.1:9/webhooks/messenger cannot be reached",
    ):
        assert line in lines
        assert lines[lines.index(line) + 1].startswith("         → ")
    assert any(line.startswith("failed   mail: 127.0.0.1:9: ") for line in lines)
    assert "u:p" not in printed


def test_another_installation_at_the_address_is_told_apart(instance: Instance) -> None:
    code, found, _ = doctor(instance, "--json", KAIWA_SECRET_KEY="another installation's")
    assert code == 1
    assert found["public address"]["says"] == f"at {instance.url} another installation answers"


def test_a_mail_is_sent_where_the_operator_wants_to_see_it_arrive(
    instance: Instance, mail_server: MailServer
) -> None:
    told = {"KAIWA_SMTP_URL": mail_server.url(), "KAIWA_MAIL_FROM": "kaiwa@shop.example"}
    code, found, printed = doctor(instance, "--json", "--send-to", "ops@shop.example", **told)
    assert code == 0, printed
    assert found["mail"]["state"] == "ok"
    assert "and the login, and a mail is on its way to ops@shop.example" in found["mail"]["says"]
    (letter,) = mail_server.letters
    assert (letter["from"], letter["to"]) == ("kaiwa@shop.example", "ops@shop.example")
    assert f"{instance.url} からメールを送信できます。" in letter.get_content()


def test_a_mail_server_that_refuses_is_quoted(instance: Instance, mail_server: MailServer) -> None:
    """A login of old, and an address that it does not take; no password is shown."""
    old_login = doctor(instance, "--json", KAIWA_SMTP_URL=mail_server.url("outdated-password"))
    assert (old_login[0], old_login[1]["mail"]["state"]) == (1, "failed")
    assert "535" in old_login[1]["mail"]["says"]
    assert "outdated-password" not in old_login[2]
    nobody = doctor(instance, "--json", "--send-to", UNKNOWN, KAIWA_SMTP_URL=mail_server.url())
    assert (nobody[0], nobody[1]["mail"]["state"]) == (1, "failed")
    assert "No such user" in nobody[1]["mail"]["says"]
    assert mail_server.letters == []
