"""GET /metrics: for this machine and whoever has the token, in Prometheus's format."""

from __future__ import annotations

from pathlib import Path

from django.contrib.sessions.models import Session
from prometheus_client.parser import text_string_to_metric_families

from kaiwa import live
from kaiwa.channels.models import WebhookEvent
from kaiwa.edge.tests.conftest import Person
from kaiwa.edge.tests.running import Edge, Reader, app_behind, eventually, test_database_url
from kaiwa.lib import counters


def told(edge: Edge, **headers: str) -> dict[tuple[str, ...], float]:
    """Every sample, by its name and the values of its labels."""
    answer = edge.client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_what_came_and_what_waits_is_told(edge: Edge) -> None:
    before = told(edge)
    edge.deliver(b'{"object": "page", "entry": []}')
    edge.client.post("/webhooks/messenger", content=b"{}", headers={"X-Hub-Signature-256": "sha256=0"})
    after = told(edge)
    for outcome in ("stored", "bad_signature"):
        name = ("kaiwa_webhooks_total", outcome, "messenger")
        assert after[name] == before.get(name, 0) + 1
    assert after["kaiwa_journal_pending",] == WebhookEvent.objects.count() == 1
    assert after["kaiwa_up", "drain"] == 0
    assert after["kaiwa_up", "database"] == 1
    assert after["kaiwa_jobs", "failed"] == 0


def test_requests_are_counted_by_status_and_timed(edge: Edge, run_directory: Path) -> None:
    def teapot(environ: object, start: object) -> list[bytes]:
        start("418 Teapot", [("Content-Length", "0")])  # type: ignore[operator]  # WSGI
        return [b""]

    before = told(edge)
    with app_behind(run_directory, teapot):
        edge.client.get("/api/v1/tea")
    after = told(edge)
    assert after["kaiwa_api_requests_total", "418"] == before.get(("kaiwa_api_requests_total", "418"), 0) + 1
    assert after["kaiwa_api_request_seconds_count",] == before["kaiwa_api_request_seconds_count",] + 1


def test_open_streams_are_counted(edge: Edge, alice: Person) -> None:
    before = told(edge)["kaiwa_open_streams",]
    with Reader(edge.url, Cookie=alice.cookie) as reader:
        assert reader.next()[0] == "hello"
        assert told(edge)["kaiwa_open_streams",] == before + 1
        Session.objects.all().delete()
        live.publish(alice.member.workspace_id, access=True)
        assert reader.next()[0] == "end"
    eventually(lambda: told(edge)["kaiwa_open_streams",] == before)


def test_what_other_processes_counted_is_there(edge: Edge) -> None:
    counters.add("kaiwa_sends", "sent", 2)
    counters.save()
    counters.add("kaiwa_sends", "sent")
    counters.save()
    assert told(edge)["kaiwa_sends_total", "sent"] >= 3


def test_from_elsewhere_it_takes_the_token(edge: Edge, run_directory: Path) -> None:
    elsewhere = {"Host": "inbox.example.com"}
    assert edge.client.get("/metrics", headers=elsewhere).status_code == 404
    with Edge(test_database_url(), run_directory, KAIWA_METRICS_TOKEN="sesame") as guarded:
        assert told(guarded, Authorization="Bearer sesame", **elsewhere)["kaiwa_up", "edge"] == 1
        wrong = {"Authorization": "Bearer open", **elsewhere}
        assert guarded.client.get("/metrics", headers=wrong).status_code == 404
