"""A database of our own for every test session, up before Django's settings are read.

With DATABASE_URL set, that PostgreSQL is used instead; `--reuse-db` then keeps the test
database between runs. Of several processes the first starts it; each has a test database of its own in there.
"""

import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest

from kaiwa.lib.embedded_postgres import EmbeddedPostgres

_WORKER = "PYTEST_XDIST_WORKER" in os.environ

if not _WORKER:
    _data = Path(tempfile.mkdtemp(prefix="kaiwa-tests-"))
    _data.chmod(0o711)  # as root, PostgreSQL runs as a user that must reach its cluster in here
    _postgres = EmbeddedPostgres(_data, fsync=False)
    os.environ["KAIWA_DATA"] = str(_data)
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = _postgres.start()
# Here and not in pyproject.toml: pytest-django would read the settings before this file
os.environ["DJANGO_SETTINGS_MODULE"] = "kaiwa.settings"
django.setup()

# Alice, Bob and Charlie; and a mail server
pytest_plugins = ["kaiwa.workspaces.tests.people", "tests.mail_server"]


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    if not _WORKER:
        _postgres.stop()
        shutil.rmtree(_data, ignore_errors=True)
