"""A message wakes the worker where there is a transcript or somebody new, and costs a note where there is neither."""

from __future__ import annotations

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kaiwa.conversations.models import Conversation
from kaiwa.conversations.tests.conftest import (  # noqa: F401 pytest finds fixtures by their names here
    channel,
    connection,
    our_app,
)
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.sectioning import wrote
from kaiwa.crm import accounts, linking, registry, snapshots
from kaiwa.crm.items import PersonDraft
from kaiwa.crm.models import Chat, TouchedConversation


@pytest.fixture
def first(alice, channel) -> Conversation:  # noqa: F811 the fixture imported above
    receive(wrote(1, 1))
    conversation = Conversation.objects.get()
    ProcrastinateJob.objects.all().delete()
    Chat.objects.create(
        conversation=conversation, workspace=conversation.workspace, considered_at=timezone.now()
    )
    return conversation


def looks() -> int:
    return ProcrastinateJob.objects.filter(task_name="kaiwa.crm.working.look", status="todo").count()


def test_somebody_new_wakes_it_until_it_is_settled_whose_they_are(channel):  # noqa: F811 the fixture imported above
    receive(wrote(1, 1))
    receive(wrote(2, 2))
    assert looks() == 1


def test_a_message_of_a_linked_conversation_wakes_the_clock(alice, first):
    account = accounts.of(alice.workspace)
    backend = registry.backend(account.backend)
    person = backend.create_person(accounts.calling(account), PersonDraft("Mika", "p1"))
    linking.link(first, snapshots.keep(account, [person]), by=alice.member)
    assert looks() == 0
    receive(wrote(1, 2))
    assert looks() == 1


def test_a_message_of_another_leaves_a_note_and_nothing_else(first):
    receive(wrote(1, 2))
    assert looks() == 0
    assert set(TouchedConversation.objects.values_list("conversation_id", flat=True)) == {first.pk}


def test_linking_wakes_the_clock(alice, first):
    alice.post(
        f"/api/v1/conversations/{first.pk}/crm/records", {"kind": "person", "key": "p1", "name": "Mika"}
    )
    assert looks() == 1
