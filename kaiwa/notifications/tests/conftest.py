"""A Page, members with browsers that take pushes, a push service and a mail server."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from kaiwa.conversations.tests.conftest import (  # noqa: F401 pytest finds fixtures by their names here
    channel,
    connection,
    our_app,
)
from kaiwa.notifications.tests.happening import Happening
from kaiwa.notifications.tests.push_service import PushService
from kaiwa.workspaces.models import User
from tests.mail_server import PASSWORD, USER, MailServer


@pytest.fixture
def mails(mail_server, settings) -> MailServer:
    """The one that mail goes to."""
    settings.MAIL_TO_FILES = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = USER, PASSWORD
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    return mail_server


@pytest.fixture
def pushes(settings) -> Iterator[PushService]:
    """A push service. That it is on this machine, only the practice setting allows."""
    with PushService() as service:
        threading.Thread(target=service.serve_forever, args=(0.01,), daemon=True).start()
        settings.SANDBOX = True
        settings.SANDBOX_URL = service.origin
        yield service
        service.shutdown()


@pytest.fixture
def shop(channel, alice, bob, mails, pushes) -> Happening:  # noqa: F811 the fixture imported above
    """What happens on Alice's Page, which Bob sees too. Both read English."""
    User.objects.update(language="en")
    return Happening(channel, mails, pushes)
