"""A Page that is connected, and its customers' webhooks on their way into the inbox."""

from __future__ import annotations

import pytest

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import Channel, Connection
from kaiwa.workspaces.models import Member, User, Workspace


@pytest.fixture(autouse=True)
def our_app(settings):
    settings.META_APP_ID = webhooks.APP
    settings.META_APP_SECRET = "a secret of the tests"


@pytest.fixture
def installer(db) -> Member:
    workspace = Workspace.objects.create(name="Acme")
    user = User.objects.create_user("installer@example.com", name="Ina Staller")
    return Member.objects.create(workspace=workspace, user=user, role=Member.Role.ADMIN)


@pytest.fixture
def channel(installer: Member) -> Channel:
    connection = Connection.objects.create(
        workspace=installer.workspace,
        provider="messenger",
        installer=installer,
        visibility=Connection.Visibility.SHARED,
    )
    return Channel.objects.create(
        connection=connection, provider="messenger", external_id=webhooks.PAGE, name="Acme Bikes"
    )
