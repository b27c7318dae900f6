"""`kaiwa doctor`, `kaiwa backup` and `kaiwa restore` where files are in a bucket."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kaiwa.operating import backup, files, restore
from kaiwa.operating.archive import Reader
from tests.bucket.conftest import PREFIX, Bucket, options


@pytest.fixture
def told(bucket: Bucket, settings: Any, tmp_path: Path) -> Bucket:
    """As settings.py makes it of the environment."""
    settings.S3_BUCKET, settings.FILES_DIR = "kaiwa-files", tmp_path / "files"
    return bucket


def using(settings: Any, **changes: Any) -> None:
    kept = {"BACKEND": "kaiwa.lib.bucket.Bucket", "OPTIONS": options("") | changes}
    settings.STORAGES = {**settings.STORAGES, "default": kept}


def test_the_doctor_tries_the_bucket_out_and_leaves_nothing_there(told: Bucket) -> None:
    (found,) = files.examine()
    assert (found.state, "the bucket kaiwa-files" in found.says) == ("ok", True)
    assert told.keys == set()


@pytest.mark.parametrize(
    ("changes", "do"),
    [
        ({"bucket_name": "kaiwa-filse"}, "Make the bucket, or look at KAIWA_S3_BUCKET."),
        ({"endpoint_url": "http://127.0.0.1:9"}, "Look at KAIWA_S3_ENDPOINT"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_the_bucket_and_what_to_do(
    told: Bucket, settings: Any, changes: dict[str, Any], do: str
) -> None:
    endpoint = told.environment["KAIWA_S3_ENDPOINT"]
    using(settings, **({"endpoint_url": endpoint} | changes))
    (found,) = files.examine()
    assert (found.state, "a file cannot be written to" in found.says) == ("failed", True)
    assert found.do.startswith(do)


def test_files_left_in_the_data_directory_are_pointed_out(told: Bucket, settings: Any) -> None:
    settings.FILES_DIR.mkdir()
    (settings.FILES_DIR / "old").write_bytes(b"1")
    assert [found.state for found in files.examine()] == ["ok", "warning"]


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_what_is_in_the_bucket_and_brings_it_back_into_any(
    told: Bucket, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    name = default_storage.save("media/1/abc", ContentFile("請求書".encode()))
    made = backup.write(tmp_path / "all.kaiwa")
    assert (made.files, "1 files, those of the bucket kaiwa-files too" in str(made)) == (1, True)
    alone = backup.write(tmp_path / "rows.kaiwa", with_files=False)
    assert "no files: they stay in the bucket kaiwa-files" in str(alone)
    with zipfile.ZipFile(made.path) as file:
        assert file.read(f"data/files/{name}").decode() == "請求書"

    told.empty()
    reader = Reader(made.path)
    assert reader.unpack(tmp_path / "new", store=restore.put) == 1
    assert told.keys == {f"{PREFIX}/{name}"}
    assert not (tmp_path / "new").exists()
    assert reader.unpack(tmp_path / "new") == 1
    assert (tmp_path / "new" / "files" / name).read_text() == "請求書"
