"""A bucket, an edge that serves from it, and a practice Facebook whose customers send pictures."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from kaiwa.conversations.tests.conftest import (  # noqa: F401 fixtures, by their names
    connection,
    facebook,
    our_app,
    without_crm,
)
from kaiwa.edge.tests.running import Edge, test_database_url
from kaiwa.sandbox.tests.conftest import (  # noqa: F401 likewise
    connected,
    door,
    running,
    sandbox,
)

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

NAME, PREFIX = "kaiwa-files", "本番"


@dataclass
class Bucket:
    """What is really in it. `environment` is how an installation is told of it."""

    client: S3Client
    environment: dict[str, str]

    @property
    def keys(self) -> set[str]:
        entries = self.client.list_objects_v2(Bucket=NAME).get("Contents", [])
        return {entry["Key"] for entry in entries}

    def empty(self) -> None:
        for key in self.keys:
            self.client.delete_object(Bucket=NAME, Key=key)


def options(endpoint: str) -> dict[str, Any]:
    """As settings.py makes them of the environment."""
    return {
        "bucket_name": NAME,
        "endpoint_url": endpoint,
        "region_name": "ap-northeast-1",
        "location": PREFIX,
        "access_key": "AKIATEST",
        "secret_key": "a-secret",
    }


@pytest.fixture(scope="session")
def store() -> Iterator[Bucket]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="ap-northeast-1",
        aws_access_key_id="AKIATEST",
        aws_secret_access_key="a-secret",
    )
    client.create_bucket(Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"})
    told = {"BUCKET": NAME, "ENDPOINT": endpoint, "REGION": "ap-northeast-1", "PREFIX": PREFIX}
    told |= {"ACCESS_KEY_ID": "AKIATEST", "SECRET_ACCESS_KEY": "a-secret"}
    yield Bucket(client, {f"KAIWA_S3_{name}": value for name, value in told.items()})
    server.stop()


@pytest.fixture
def bucket(store: Bucket, settings: Any) -> Bucket:
    """Empty, and where this process keeps its files."""
    store.empty()
    use(settings, store.environment["KAIWA_S3_ENDPOINT"])
    return store


class Outage:
    """Of the bucket, for this process: nobody answers where it was."""

    def __init__(self, settings: Any, endpoint: str) -> None:
        self._settings, self._endpoint = settings, endpoint

    def begin(self) -> None:
        use(self._settings, "http://127.0.0.1:9")

    def end(self) -> None:
        use(self._settings, self._endpoint)


@pytest.fixture
def outage(bucket: Bucket, settings: Any) -> Outage:
    return Outage(settings, bucket.environment["KAIWA_S3_ENDPOINT"])


def use(settings: Any, endpoint: str) -> None:
    kept = {"BACKEND": "kaiwa.lib.bucket.Bucket", "OPTIONS": options(endpoint)}
    settings.STORAGES = {**settings.STORAGES, "default": kept}


@pytest.fixture(scope="session")
def serving_edge(django_db_setup: None, store: Bucket) -> Iterator[Edge]:
    with (
        tempfile.TemporaryDirectory(prefix="kaiwa-run-") as name,
        Edge(test_database_url(), Path(name), **store.environment) as edge,
    ):
        yield edge


@pytest.fixture
def edge(serving_edge: Edge, bucket: Bucket, transactional_db: None) -> Edge:
    return serving_edge
