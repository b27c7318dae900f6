"""`kaiwa up`: what an operator can do to it, and what it says."""

import time
from collections.abc import Iterator

import httpx
import pytest

from tests.e2e.instance import Instance
from tests.house.conftest import is_running, wait_for


@pytest.fixture(scope="module")
def instance() -> Iterator[Instance]:
    """Without sandbox and demo: the least that runs. The last test ends it."""
    instance = Instance(environment={"KAIWA_SANDBOX": "off"})
    try:
        yield instance.start()
    finally:
        instance.remove()


def test_it_says_where_it_is_and_is_healthy(instance: Instance) -> None:
    assert instance.said[-1] == f"ready: {instance.url}"
    health = httpx.get(f"{instance.url}/healthz")
    assert (health.status_code, health.json()["ok"]) == (200, True)
    assert httpx.get(f"{instance.url}/sandbox/phone").status_code == 404


def test_what_is_written_is_for_nobody_else(instance: Instance) -> None:
    for path in [instance.data / "secret.key", instance.data / "run" / "app.sock"]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_second_one_on_the_same_data_is_refused(instance: Instance) -> None:
    second = Instance()
    second.remove()
    second.data = instance.data
    with pytest.raises(AssertionError, match="error: Kaiwa runs already with"):
        second.start()
    assert httpx.get(f"{instance.url}/healthz").status_code == 200


def test_a_second_one_on_the_same_port_is_refused_and_makes_nothing(instance: Instance) -> None:
    second = Instance()
    second.port = instance.port
    with pytest.raises(AssertionError, match=f"error: Port {instance.port} cannot be used"):
        second.start()
    assert not second.data.exists()
    second.remove()


def test_a_killed_edge_leaves_callers_waiting_not_refused(instance: Instance) -> None:
    before = instance.pid_of("edge")
    instance.kill_part("edge")
    assert httpx.get(f"{instance.url}/healthz", timeout=30).status_code in (200, 503)
    assert instance.pid_of("edge") != before


def test_kill_9_ends_every_process_and_the_next_start_finds_the_data(instance: Instance) -> None:
    pids = _pids(instance)
    key = (instance.data / "secret.key").read_text()
    instance.kill()
    wait_for(lambda: not any(map(is_running, pids)), within=10)
    instance.start()
    assert (instance.data / "secret.key").read_text() == key
    assert "schema: up to date" in instance.said


def test_sigterm_ends_every_process_within_5_seconds(instance: Instance) -> None:
    pids = _pids(instance)
    asked = time.monotonic()
    assert instance.stop() == 0
    assert time.monotonic() - asked < 5
    assert not any(map(is_running, pids))


def _pids(instance: Instance) -> list[int]:
    return [instance.pid_of(name) for name in ("postgres", "edge", "app", "drain", "worker")]
