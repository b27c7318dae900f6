"""Alice's Page, which nobody answers for."""

from __future__ import annotations

import pytest

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import Channel, Connection


@pytest.fixture
def connection(alice) -> Connection:
    return Connection.objects.create(
        workspace=alice.workspace, provider="messenger", installer=alice.member, visibility="shared"
    )


@pytest.fixture
def bikes(connection) -> Channel:
    return Channel.objects.create(
        connection=connection, provider="messenger", external_id=webhooks.PAGE, name="Acme Bikes"
    )
