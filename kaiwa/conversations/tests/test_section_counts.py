"""The numbers of the sections are those of the rows, whoever changes what at the same moment (INB-17..22, D-64)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from django.db import connection, transaction

from kaiwa.conversations import handling, sections
from kaiwa.conversations.models import Conversation, SectionCount
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.sectioning import LIST, assign, close, counted, of, standing, wrote


def test_a_total_is_what_the_pages_hold_whatever_is_asked_for(three, channel, alice, bob):
    receive(wrote(4, 1), wrote(5, 1), wrote(6, 1))
    assign(alice, alice, 1, 4)
    assign(alice, bob, 2, 5)
    close(alice, 3, 4)
    alice.post(f"{LIST}/{of(2).pk}/read", {"message_id": of(2).newest_inbound_id})
    nowhere = channel.pk + 1000
    for section, channel_pk, assignee, unread, waiting in product(
        ("all", "unassigned", "mine", "others", "closed"),
        (None, channel.pk, nowhere),
        (None, alice.member.pk, bob.member.pk),
        (False, True),
        (False, True),
    ):
        wanted = {"channel": channel_pk, "assignee": assignee}
        asked = {name: value for name, value in wanted.items() if value is not None}
        page = alice.get(LIST, section=section, unread=unread, waiting=waiting, total=True, **asked).json()
        assert page["total"] == len(page["items"]), (section, asked, unread, waiting)


def test_whom_is_blocked_is_counted_nowhere_and_counted_again_after(three, alice):
    contact = f"/api/v1/contacts/{of(1).contact_id}"
    for blocked, left in ((True, 2), (False, 3)):
        assert alice.patch(contact, {"blocked": blocked}).status_code == 200
        assert alice.get(f"{LIST}/counts").json()["unassigned"]["conversations"] == left


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_another_to_count(channel, alice, bob):
    """An assignment is answered while a batch of the drain is still open."""
    receive(wrote(1, 1), wrote(2, 1))

    def assign_the_other() -> None:
        try:
            handling.assign([of(2)], bob.member, by=alice.member)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        handling.assign([of(1)], bob.member, by=alice.member)
        # It would never end if it had to wait for us
        elsewhere.submit(assign_the_other).result()
    numbers = bob.get(f"{LIST}/counts").json()
    assert (numbers["mine"]["conversations"], numbers["unassigned"]["conversations"]) == (2, 0)


@pytest.mark.django_db(transaction=True)
def test_what_closed_connections_counted_is_added_up(channel, alice, bob):
    def come_and_go(customer: int) -> None:
        try:
            receive(wrote(customer, 1))
            handling.assign([of(customer)], bob.member, by=alice.member)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        for customer in range(1, 5):
            elsewhere.submit(come_and_go, customer).result()
    assert SectionCount.objects.values("writer").distinct().count() == 4
    sections.fold()
    (row,) = SectionCount.objects.all()
    assert (row.assignee_id, row.conversations, row.unread) == (bob.member.pk, 4, 4)
    assert counted() == standing()
    Conversation.objects.all().delete()
    assert bob.get(f"{LIST}/counts").json()["mine"]["conversations"] == 0
