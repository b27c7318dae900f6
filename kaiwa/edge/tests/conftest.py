"""People, their channels and a running edge."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from kaiwa.channels.models import Channel, Connection
from kaiwa.conversations.models import Contact, Conversation, Identity, Message
from kaiwa.edge.tests.running import Edge, Reader, test_database_url
from kaiwa.workspaces.models import ApiToken, Member, User, Workspace


@dataclass
class Person:
    """A member, and the two ways to say so."""

    member: Member
    cookie: str
    token: str

    @property
    def session(self) -> dict[str, str]:
        return {"cookie": self.cookie}

    @property
    def bearer(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}


@pytest.fixture(scope="session")
def run_directory() -> Iterator[Path]:
    """Short, for the unix socket in it."""
    with tempfile.TemporaryDirectory(prefix="kaiwa-run-") as name:
        yield Path(name)


@pytest.fixture(scope="session")
def running_edge(django_db_setup: None, run_directory: Path) -> Iterator[Edge]:
    with Edge(test_database_url(), run_directory) as edge:
        yield edge


@pytest.fixture
def edge(running_edge: Edge, transactional_db: None) -> Edge:
    return running_edge


@pytest.fixture
def acme(transactional_db: None) -> Workspace:
    return Workspace.objects.create(name="Acme")


@pytest.fixture
def alice(acme: Workspace) -> Person:
    """Owns the workspace, and connects channels."""
    return person(acme, "alice@example.com", role=Member.Role.ADMIN)


@pytest.fixture
def bob(acme: Workspace) -> Person:
    """Is on her team."""
    return person(acme, "bob@example.com")


@pytest.fixture
def charlie(transactional_db: None) -> Person:
    """Is in another workspace."""
    return person(Workspace.objects.create(name="Other"), "charlie@example.com", role=Member.Role.ADMIN)


@pytest.fixture
def team(alice: Person, bob: Person, charlie: Person) -> tuple[Person, Person, Person]:
    return alice, bob, charlie


@pytest.fixture
def shared(alice: Person) -> Channel:
    return channel(alice, Connection.Visibility.SHARED)


@pytest.fixture
def private(alice: Person) -> Channel:
    return channel(alice, Connection.Visibility.PRIVATE)


def person(workspace: Workspace, email: str, role: str = Member.Role.MEMBER) -> Person:
    user = User.objects.create_user(email)
    member = Member.objects.create(workspace=workspace, user=user, role=role)
    client = Client()
    client.force_login(user)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    token = ApiToken.objects.issue(member, "test")[1]
    return Person(member, f"{settings.SESSION_COOKIE_NAME}={key}", token)


def channel(installer: Person, visibility: str) -> Channel:
    connection = Connection.objects.create(
        workspace=installer.member.workspace,
        provider="messenger" if visibility == Connection.Visibility.SHARED else "messenger-too",
        installer=installer.member,
        visibility=visibility,
    )
    return Channel.objects.create(
        connection=connection, provider="messenger", external_id=f"page-{connection.pk}", name="A Page"
    )


def conversation(channel: Channel, name: str = "Hanako") -> Conversation:
    """With one message in it."""
    workspace = channel.connection.workspace
    contact = Contact.objects.create(workspace=workspace, name=name)
    identity = Identity.objects.create(channel=channel, contact=contact, external_id=f"psid-{contact.pk}")
    made = Conversation.objects.create(
        workspace=workspace, channel=channel, contact=contact, identity=identity
    )
    write(made, "こんにちは")
    return made


def write(conversation: Conversation, text: str) -> Message:
    message = Message.objects.create(
        conversation=conversation,
        channel=conversation.channel,
        direction=Message.Direction.IN,
        status=Message.Status.RECEIVED,
        text=text,
        sent_at=datetime.now(UTC),
    )
    Conversation.objects.filter(pk=conversation.pk).update(
        last_message=message, last_message_at=message.sent_at, last_inbound_at=message.sent_at
    )
    return message


def reader(edge: Edge, who: Person) -> Reader:
    """An open stream that has said hello."""
    opened = Reader(edge.url, **who.session)
    assert opened.status == 200
    assert opened.next()[0] == "hello"
    return opened
