"""`kaiwa doctor` beside the running demo, and beside one that is not as it should be."""

import json
import os
import subprocess
import sys
from typing import Any

from tests.e2e.instance import Instance


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
