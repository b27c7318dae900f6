"""The walk: every route, asked by those who must not get through."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kaiwa.channels.models import Channel, WebhookEvent
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.crm.builtin.models import Activity, ActivityType, Deal, File, Lead, Note, Organization
from kaiwa.crm.builtin.models import Person as CrmPerson
from kaiwa.crm.models import Creation, Link, Segment
from kaiwa.edge import files
from kaiwa.workspaces.models import Workspace
from kaiwa.workspaces.tests.people import Browser, Person
from tests.tenancy.conftest import Belongings
from tests.tenancy.walk import Operation, operations

# For those who have not signed in yet; what they answer is tested with invitations and accounts
OPEN = {"look_up_invitation", "look_up_data_deletion", "send_verification_mail_again"}
# What the operator says to everybody
FOR_ALL = {"support"}
# Of these a colleague sees what is everybody's; the rest hangs on the channel
NOT_OF_A_CHANNEL = {"members", "invitations", "tokens", "pipelines", "stages", "activity-types"}

with_id = pytest.mark.parametrize("operation", [each for each in operations() if each.noun], ids=str)
without_id = pytest.mark.parametrize("operation", [each for each in operations() if not each.noun], ids=str)
everything = pytest.mark.parametrize("operation", operations(), ids=str)


def state() -> list[Any]:
    """What a request that was refused must leave as it was."""
    inbox = (Workspace, Channel, WebhookEvent, Conversation, Message, Attachment)
    models = (
        *inbox,
        CrmPerson,
        Organization,
        Lead,
        Deal,
        Note,
        Activity,
        ActivityType,
        File,
        Link,
        Creation,
        Segment,
    )
    return [list(model.objects.order_by("pk").values()) for model in models]


@with_id
def test_a_member_of_another_workspace_finds_nothing(
    operation: Operation, charlie: Person, shared: Belongings
) -> None:
    before = state()
    answer = operation.ask(charlie, shared.id_of, shared.ids())
    assert answer.status_code == 404
    assert shared.word not in answer.content.decode()
    assert state() == before


@without_id
def test_nothing_of_another_workspace_is_in_an_answer(
    operation: Operation, charlie: Person, shared: Belongings
) -> None:
    before = list(Conversation.objects.values())
    answer = operation.ask(charlie, shared.id_of, shared.ids())
    assert answer.status_code != 500
    assert shared.word not in answer.content.decode()
    assert "Acme" not in answer.content.decode()
    assert list(Conversation.objects.values()) == before


@with_id
def test_nothing_of_another_workspace_comes_by_an_id_beside_ones_own(
    operation: Operation, charlie: Person, charlies: Belongings, shared: Belongings
) -> None:
    """Charlie's own conversation, with Alice's upload attached, her message quoted, paged from her message."""
    operation.ask(charlie, charlies.id_of, shared.ids())
    answer = operation.ask(charlie, charlies.id_of, shared.ids())
    assert answer.status_code != 500
    assert shared.word not in answer.content.decode()
    shared.upload.refresh_from_db()
    assert shared.upload.message is None


@with_id
def test_a_colleague_finds_nothing_of_a_private_channel(
    operation: Operation, bob: Person, private: Belongings
) -> None:
    if operation.noun in NOT_OF_A_CHANNEL:
        return
    before = state()
    answer = operation.ask(bob, private.id_of, private.ids())
    assert answer.status_code == 404
    assert private.word not in answer.content.decode()
    assert state() == before


@without_id
def test_nothing_of_a_private_channel_is_in_an_answer(
    operation: Operation, bob: Person, private: Belongings
) -> None:
    answer = operation.ask(bob, private.id_of, private.ids())
    assert answer.status_code != 500
    assert private.word not in answer.content.decode()
    if operation.path.endswith("/conversations"):
        assert bob.get(operation.path, total=True).json()["total"] == 0


@everything
def test_who_is_not_signed_in_gets_nowhere(
    operation: Operation, visitor: Browser, shared: Belongings
) -> None:
    answer = operation.ask(visitor, shared.id_of, shared.ids())
    name = operation.details["operationId"]
    if name in OPEN | FOR_ALL:
        assert answer.status_code in ({200} if name in FOR_ALL else {204, 404})
        assert shared.word not in answer.content.decode()
    else:
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@everything
def test_another_site_cannot_use_a_members_session(
    operation: Operation, alice: Person, shared: Belongings
) -> None:
    if operation.method == "get":
        return
    before = state()
    answer = operation.ask(_Foreign(alice), shared.id_of, shared.ids())
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert state() == before


@with_id
def test_the_walk_itself_gets_through_for_the_owner(
    operation: Operation, alice: Person, shared: Belongings
) -> None:
    """Else the walk would prove nothing: its requests must be ones that the owner's browser could make."""
    answer = operation.ask(alice, shared.id_of, shared.ids())
    assert answer.status_code not in {401, 404, 405, 415, 422, 500}, answer.content


def test_files_and_pictures_follow_the_channel(
    bob: Person, charlie: Person, private: Belongings, tmp_path: Any, settings: Any
) -> None:
    for member in (bob.member, charlie.member):
        for pk in (private.attachment.pk, private.upload.pk):
            assert files.attachment(member, pk) is None
            assert not Attachment.objects.visible_to(member).filter(pk=pk).exists()
        assert files.picture(member, private.identity.pk) is None
        for name in ("picture", "chat-link.svg", "chat-link.png"):
            assert bob.get(f"/api/v1/channels/{private.channel.pk}/{name}").status_code == 404
    assert Attachment.objects.visible_to(private.owner.member).filter(pk=private.upload.pk).exists()


class _Foreign(Browser):
    """Another site's page in a member's browser: it has the cookies sent along, but cannot read them."""

    def __init__(self, victim: Person) -> None:
        super().__init__()
        self.client: Client = victim.client

    def _headers(self) -> dict[str, str]:
        return {"Origin": "https://evil.example"}
