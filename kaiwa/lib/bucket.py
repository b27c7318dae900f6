"""Files in a bucket: Amazon's S3, or anything that speaks as it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.exceptions import SuspiciousOperation
from django.core.files import File
from storages.backends.s3 import S3Storage

from kaiwa.lib.storage import Part, StorageAway

# A put takes 5 GB; what comes here is at most 64 MB and in a file already
_WHOLE = TransferConfig(multipart_threshold=1024 * 1024 * 1024, use_threads=False)
_IN_MEMORY = 1024 * 1024
_MISSING = {"404", "NoSuchKey", "NotFound"}


class Bucket(S3Storage):  # type: ignore[misc]  # django-storages has no types
    """One client for all threads of a process: each costs some 10 MB, and clients are made for that."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            client_config=_config(path_style=bool(options.get("endpoint_url"))),
            transfer_config=_WHOLE,
            max_memory_size=_IN_MEMORY,
            # Names are never used twice (uuid), so there is nothing to ask for before a file is put
            file_overwrite=True,
            default_acl=None,
            **options,
        )
        self._one: Any = None
        self._lock = Lock()

    @property
    def connection(self) -> Any:
        with self._lock:
            if self._one is None:
                self._one = self._create_session().resource(
                    "s3",
                    region_name=self.region_name,
                    endpoint_url=self.endpoint_url,
                    config=self.client_config,
                )
        return self._one

    def part(self, name: str, start: int, length: int) -> Part:
        """Asked for by range, and so anew for each part: a reader who pauses holds no connection."""
        wanted = f"bytes={start}-{start + length - 1}"
        try:
            with _reaching():
                answer = self._client.get_object(
                    Bucket=self.bucket_name, Key=self._normalize_name(name), Range=wanted
                )
                content: bytes = answer["Body"].read()
        except SuspiciousOperation as error:
            raise FileNotFoundError(name) from error
        except _BeyondTheEnd:
            return Part(b"", self.size(name))
        # "bytes 0-9/1234"; a store that knows no ranges sends all
        whole = answer.get("ContentRange", "").rpartition("/")[2]
        return Part(content, int(whole)) if whole else Part(content[start : start + length], len(content))

    def names(self, folder: str = "") -> Iterator[str]:
        root = f"{self.location}/" if self.location else ""
        within = root + (f"{folder}/" if folder else "")
        with _reaching():
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=within):
                for entry in page.get("Contents", ()):
                    yield entry["Key"].removeprefix(root)

    def url(self, name: str | None) -> str:
        """None: files go out through the edge, which asks each time who it is for."""
        raise NotImplementedError("files have no address of their own")

    def size(self, name: str) -> int:
        with _reaching():
            return int(super().size(name))

    def exists(self, name: str) -> bool:
        with _reaching():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _reaching():
            super().delete(name)

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """The whole file, read by the time it is given: what uploads it must not fail in the middle."""
        with _reaching():
            opened: File[bytes] = super()._open(name, mode)
            if "r" in mode:
                opened.seek(0)
        return opened

    def _save(self, name: str, content: File[bytes]) -> str:
        with _reaching():
            return str(super()._save(name, content))

    @property
    def _client(self) -> Any:
        return self.connection.meta.client


class _BeyondTheEnd(Exception):
    """The file has no such part."""


def _config(*, path_style: bool) -> Config:
    return Config(
        connect_timeout=3,
        read_timeout=20,
        # Whatever waits for a bucket tries again by itself, without a thread waiting meanwhile
        retries={"mode": "standard", "total_max_attempts": 2},
        max_pool_connections=16,
        signature_version="s3v4",
        # A bucket of one's own server has no host name of its own
        s3={"addressing_style": "path" if path_style else "auto"},
        # Amazon's newer checksums are refused by many others' stores
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


@contextmanager
def _reaching() -> Iterator[None]:
    """botocore's errors as ours. What is refused is away too: mended keys or rights bring it back."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code == "InvalidRange":
            raise _BeyondTheEnd from error
        if code in _MISSING:
            raise FileNotFoundError(str(error)) from error
        raise StorageAway(str(error), code=code) from error
    except (BotoCoreError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise StorageAway(str(error), code=type(error).__name__) from error
