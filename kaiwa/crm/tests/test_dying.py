"""`kill -9` of the worker in the middle of a call to the CRM: one note, and nothing is missing (P-04)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from kaiwa.crm.contract.store import Store
from kaiwa.crm.models import Chat, FileCopy, Segment
from kaiwa.crm.tests.crm import Crm, make
from kaiwa.crm.transcripts import touched

# A worker on the test's database and on the CRM in the file
_WORKER = """
import sys, django; django.setup()
from django.conf import settings
from django.db import connections
name, method, after = sys.argv[1:]
connections["default"].settings_dict["NAME"] = name
settings.CRMS = ["kaiwa.crm.contract.memory.Memory"]
from kaiwa.crm import registry, working
registry.backend("memory").commands.die(on=method, after=after == "after")
working.work(place=0)
"""


@pytest.fixture
def crm(transactional_db, alice, settings, tmp_path: Path) -> Iterator[Crm]:
    crm = make(alice, settings, "memory", store=Store(tmp_path / "crm.json"))
    yield crm
    crm.memory.store = Store()


def die(crm: Crm, method: str, after: str, file: Path) -> None:
    """A worker takes what is due, and is killed at this call."""
    while touched.take():
        pass
    Chat.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
    command = [sys.executable, "-P", "-c", _WORKER, connection.settings_dict["NAME"], method, after]
    done = subprocess.run(
        command, env={**os.environ, "KAIWA_MEMORY_CRM": str(file)}, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("after", ["before", "after"])
@pytest.mark.parametrize("method", ["write", "rewrite"])
def test_a_worker_that_dies_leaves_one_note_with_everything(crm, tmp_path, method, after):
    crm.link()
    if method == "rewrite":
        crm.work()
        crm.say("And the red one?")
    die(crm, method, after, tmp_path / "crm.json")
    assert Segment.objects.get().calling == method
    crm.say("Hello?")
    crm.work()
    crm.later()
    crm.work()
    (note,) = crm.notes()
    assert [note.count(text) for text in ("Is the blue one in stock?", "Hello?")] == [1, 1]
    assert note.count("And the red one?") == (method == "rewrite")
    segment = Segment.objects.get()
    assert (segment.state, segment.calling) == ("live", "")


@pytest.mark.parametrize("after", ["before", "after"])
def test_a_worker_that_dies_while_it_uploads_leaves_one_file(crm, tmp_path, after):
    """TL-19."""
    crm.link()
    crm.send_file()
    die(crm, "upload", after, tmp_path / "crm.json")
    crm.work()
    assert len(crm.files()) == (after == "after")
    crm.later()
    crm.work()
    (file,) = crm.files()
    assert file[1:] == (crm.person.external_id, crm.deal.external_id)
    assert FileCopy.objects.get().state == "done"
