"""The interface: addresses of pages, assets that never change, and headers that keep scripts ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kaiwa.edge.static import Pages
from kaiwa.edge.tests.running import serving

SCRIPT = "console.log('こんにちは');\n" * 100


@pytest.fixture
def site(tmp_path: Path) -> Iterator[httpx.Client]:
    root = tmp_path / "dist"
    (root / "assets").mkdir(parents=True)
    (root / "index.html").write_text("<!doctype html><title>Kaiwa</title>")
    (root / "assets" / "index-a1b2.js").write_text(SCRIPT)
    (root / "assets" / "packed-c3d4.js").write_text(SCRIPT)
    (root / "assets" / "packed-c3d4.js.br").write_bytes(b"brotli bytes")
    (root / "favicon.svg").write_text("<svg/>")
    (root / "sw.js").write_text(SCRIPT)
    (tmp_path / "secret.txt").write_text("not for the web")
    with serving(Pages(root)) as url, httpx.Client(base_url=url) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/settings/messaging", "/conversations/12", "/index.html"])
def test_every_page_is_the_interface(site: httpx.Client, path: str) -> None:
    answer = site.get(path)

    assert answer.status_code == 200
    assert "<title>Kaiwa</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_assets_are_kept_for_ever_and_compressed(site: httpx.Client) -> None:
    answer = site.get("/assets/index-a1b2.js", headers={"accept-encoding": "gzip"})

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.text == SCRIPT
    plain = site.get("/assets/index-a1b2.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == SCRIPT


def test_the_service_worker_is_at_the_root_and_asked_for_again_each_time(site: httpx.Client) -> None:
    """At the root it serves all pages; kept, an old one would go on for a day after an upgrade."""
    answer = site.get("/sw.js")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert site.get("/sw.js", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_what_the_build_compressed_is_used(site: httpx.Client) -> None:
    with site.stream("GET", "/assets/packed-c3d4.js", headers={"accept-encoding": "gzip, br"}) as answer:
        assert answer.headers["content-encoding"] == "br"
        assert b"".join(answer.iter_raw()) == b"brotli bytes"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/gone-0000.js",
        "/robots.txt",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%00",
        "/assets/",
    ],
)
def test_what_is_not_there_is_404_and_not_a_page(site: httpx.Client, path: str) -> None:
    assert site.get(path).status_code == 404


def test_an_unchanged_page_is_not_sent_again(site: httpx.Client, tmp_path: Path) -> None:
    etag = site.get("/").headers["etag"]
    assert site.get("/", headers={"if-none-match": etag}).status_code == 304

    (tmp_path / "dist" / "index.html").write_text("<!doctype html><title>Newer</title>")

    newer = site.get("/", headers={"if-none-match": etag})
    assert (newer.status_code, "Newer" in newer.text) == (200, True)


def test_only_reading(site: httpx.Client) -> None:
    assert site.post("/").status_code == 405
    assert site.head("/").content == b""
