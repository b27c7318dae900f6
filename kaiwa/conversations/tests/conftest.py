"""A Page that is connected to Alice's workspace, at the practice Facebook or at none."""

from __future__ import annotations

import pytest

from kaiwa.channels.messenger import pace
from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import Channel, Connection
from kaiwa.conversations.tests.facebook import Facebook
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.sectioning import counted, standing, wrote
from kaiwa.sandbox.tests.conftest import (  # noqa: F401 pytest finds fixtures by their names here
    APP_ID,
    MINATO,
    SECRET,
    connected,
    door,
    running,
    sandbox,
)


@pytest.fixture(autouse=True)
def our_app(settings):
    settings.META_APP_ID = APP_ID
    settings.META_APP_SECRET = SECRET
    pace.forget()


@pytest.fixture(autouse=True)
def without_crm(settings):
    """What a new conversation does in a CRM by itself is tried in kaiwa/crm: no line of it stands in threads here."""
    settings.CRMS = []


@pytest.fixture(autouse=True)
def counted_right(request):
    """Whatever a test does to conversations, the database has counted it."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue(
            "db" if "transactional_db" not in request.fixturenames else "transactional_db"
        )
        yield
        assert counted() == standing()
    else:
        yield


@pytest.fixture
def connection(alice) -> Connection:
    return Connection.objects.create(
        workspace=alice.workspace,
        provider="messenger",
        installer=alice.member,
        visibility=Connection.Visibility.SHARED,
    )


@pytest.fixture
def channel(connection) -> Channel:
    """A Page that nobody answers for: enough for what only comes in."""
    return Channel.objects.create(
        connection=connection, provider="messenger", external_id=webhooks.PAGE, name="Acme Bikes"
    )


@pytest.fixture
def facebook(connection, connected, settings) -> Facebook:  # noqa: F811 the fixture imported above
    """The practice Facebook, with Minato's Page connected here and customers who write to it."""
    settings.SANDBOX = True
    settings.META_GRAPH_URL = settings.SANDBOX_URL = connected.config.own_url
    channel = Channel.objects.create(
        connection=connection,
        provider="messenger",
        external_id=MINATO,
        name="Minato",
        credentials=connected.token,
    )
    return Facebook(connected, channel)


@pytest.fixture
def three(channel):
    """Customers 1, 2 and 3 wrote, in that order."""
    receive(*(wrote(customer, customer) for customer in (1, 2, 3)))
