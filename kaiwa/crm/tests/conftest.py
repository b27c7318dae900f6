"""A conversation with Mika, and a CRM that has a person, deals and leads."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kaiwa.channels.models import Channel, Connection
from kaiwa.conversations.models import Contact, Conversation, Identity, Message
from kaiwa.crm.items import Phone, Ref, Snapshot
from kaiwa.crm.tests.shelf import Shelf
from kaiwa.workspaces.models import Member
from kaiwa.workspaces.tests.people import Person

AT = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)
MIKA = Ref("person", "7")
BIKE = Ref("deal", "8")


@pytest.fixture
def shelf(settings):
    settings.CRMS = ["kaiwa.crm.tests.shelf.Shelf"]
    Shelf.clear()
    return Shelf


@pytest.fixture
def conversation(alice: Person, shelf: type[Shelf]) -> Conversation:
    return talk(alice.member, Connection.Visibility.SHARED)


@pytest.fixture
def private(alice: Person, shelf: type[Shelf]) -> Conversation:
    """Of a channel that only Alice sees."""
    return talk(alice.member, Connection.Visibility.PRIVATE)


@pytest.fixture
def mika(shelf: type[Shelf], alice: Person) -> Snapshot:
    """In the CRM."""
    return shelf.put(alice.workspace.pk, Snapshot(MIKA, "Mika Sato", phones=(Phone("090-1234-5678"),)))


@pytest.fixture
def bike(shelf: type[Shelf], alice: Person, mika: Snapshot) -> Snapshot:
    """Mika's open deal."""
    return shelf.put(alice.workspace.pk, Snapshot(BIKE, "A bike", person=MIKA))


def talk(installer: Member, visibility: str) -> Conversation:
    workspace = installer.workspace
    connection = Connection.objects.create(
        workspace=workspace, provider="messenger", installer=installer, visibility=visibility
    )
    channel = Channel.objects.create(
        connection=connection, provider="messenger", external_id="page-1", name="Acme Bikes"
    )
    contact = Contact.objects.create(workspace=workspace, name="Mika")
    identity = Identity.objects.create(
        channel=channel, contact=contact, external_id="psid-4F2K9Q", name="Mika"
    )
    conversation = Conversation.objects.create(
        workspace=workspace, channel=channel, identity=identity, contact=contact, last_message_at=AT
    )
    conversation.last_message = Message.objects.create(
        conversation=conversation,
        channel=channel,
        direction="in",
        status="received",
        text="Is the blue one in stock?",
        sent_at=AT,
        external_id="m-1",
    )
    conversation.save()
    return conversation
