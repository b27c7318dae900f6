"""bin/run: what is wrong with its arguments is said before anything is made."""

import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parents[2] / "bin" / "run"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([RUN, *arguments], cwd="/", capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--port"], "--port needs a value"),
        (["--port", "http"], "http is no port"),
        (["--port=0"], "0 is no port"),
        (["--port", "65536"], "65536 is no port"),
        (["--data="], "--data needs a value"),
        (["--quick"], "unknown: --quick"),
        (["8000"], "unknown: 8000"),
    ],
)
def test_a_wrong_argument_is_refused(arguments: list[str], why: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert f"error: {why}" in done.stderr
    assert "usage: bin/run" in done.stderr
    assert done.stdout == ""


def test_help_is_help() -> None:
    done = run("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "usage: bin/run" in done.stdout
