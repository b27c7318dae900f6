"""Who loses conversations is told, and so is who finds them in Unassigned (H-11)."""

from __future__ import annotations

import pytest

from kaiwa.channels.models import Connection
from kaiwa.conversations.models import Conversation
from kaiwa.notifications.models import Notice
from kaiwa.notifications.tests.happening import MEDIA, choose, everything, take_pushes
from kaiwa.workspaces.models import Member, User
from kaiwa.workspaces.tests.people import Person
from tests.mail_server import text_of

OF_BOB = ("7001", "7002")


@pytest.fixture
def dora(bob) -> Person:
    """On the team, too, and an admin."""
    user = User.objects.create_user(email="dora@example.com", name="Dora Doi", language="en")
    return Person(Member.objects.create(user=user, workspace=bob.workspace, role=Member.Role.ADMIN))


def has(shop, person, *customers: str) -> list[Conversation]:
    """These customers' conversations are the person's since long."""
    return [shop.known(by=customer, assignee=person.member) for customer in customers]


def visible(person, visibility: str) -> None:
    path = f"/api/v1/connections/{Connection.objects.get().pk}"
    assert person.patch(path, {"visibility": visibility}).status_code == 200


def remove(person, *, by) -> None:
    assert by.delete(f"/api/v1/members/{person.member.pk}").status_code == 204


def told(shop, person) -> list[str]:
    return [letter["subject"] for letter in shop.letters(person)]


LOST = {
    "en": ("2 conversations are no longer assigned to you", "you can no longer see it"),
    "ja": ("2件の会話の担当から外れました", "閲覧できなくなった"),
}
FREED = {
    "en": ("2 conversations are unassigned again", "Bob Baba, who was in charge, can no longer answer."),
    "ja": ("2件の会話が未割り当てに戻りました", "担当のBob Babaさんが対応できなくなった"),
}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_who_loses_sight_of_a_channel_is_told_how_many_and_nothing_more(shop, alice, bob, language):
    """Neither who wrote, nor what, nor a way there: they may not see it."""
    User.objects.filter(pk=bob.user.pk).update(language=language)
    everything(bob)
    browser = take_pushes(bob, shop.pushes)
    has(shop, bob, *OF_BOB)
    visible(alice, "private")
    shop.pass_time(seconds=61)
    title, why = LOST[language]
    (letter,), (push,) = shop.letters(bob), browser.got
    assert (letter["subject"].strip(), push["title"]) == (title, title)
    assert why in text_of(letter)
    assert why in push["body"]
    for said in (text_of(letter), str(push)):
        assert not any(word in said for word in ("Yui", "Acme Bikes", "/conversations/"))
    assert push["conversation"] == 0


@pytest.mark.parametrize("language", ["en", "ja"])
def test_who_finds_them_in_unassigned_is_told_whose_they_were(shop, alice, bob, dora, language):
    User.objects.filter(pk=dora.user.pk).update(language=language)
    everything(dora)
    browser = take_pushes(dora, shop.pushes)
    has(shop, bob, *OF_BOB)
    remove(bob, by=alice)
    shop.pass_time(seconds=61)
    title, whose = FREED[language]
    (letter,), (push,) = shop.letters(dora), browser.got
    assert (letter["subject"].strip(), push["title"]) == (title, title)
    assert whose in text_of(letter)
    assert whose in push["body"]


def test_one_alone_is_a_click_away(shop, alice, bob, dora):
    everything(dora)
    browser = take_pushes(dora, shop.pushes)
    (conversation,) = has(shop, bob, "7001")
    remove(bob, by=alice)
    shop.pass_time(seconds=61)
    assert browser.got[0]["conversation"] == conversation.pk
    assert f"/conversations/{conversation.pk}\n" in text_of(shop.letters(dora)[0])


def test_nobody_is_told_of_what_they_did_themselves_nor_who_left(shop, alice, bob, dora):
    for person in (alice, bob, dora):
        everything(person)
    has(shop, bob, *OF_BOB)
    has(shop, alice, "7003")
    remove(bob, by=alice)
    visible(alice, "private")
    shop.pass_time(seconds=61)
    assert (shop.letters(alice), shop.letters(bob)) == ([], [])
    # Dora was told before, and may not see them now
    assert shop.letters(dora) == []


@pytest.mark.parametrize("medium", MEDIA)
def test_it_goes_by_what_each_has_chosen(shop, alice, bob, dora, medium):
    """INB-10: to lose is chosen with being assigned, what comes back with unassigned."""
    choose(bob, ("mine", medium), ("others", medium), ("unassigned", medium))
    choose(dora, ("mine", medium), ("others", medium), ("assigned", medium))
    take_pushes(bob, shop.pushes)
    take_pushes(dora, shop.pushes)
    has(shop, bob, "7001")
    visible(alice, "private")
    visible(alice, "shared")
    has(shop, bob, "7002")
    remove(bob, by=alice)
    assert not Notice.objects.exists()


def test_a_burst_is_one_notice(shop, alice, bob, dora):
    """D-61: two colleagues leave within the minute; then it is not said whose they were."""
    everything(dora)
    has(shop, bob, *OF_BOB)
    has(shop, alice, "7003")
    remove(bob, by=alice)
    bob.member.refresh_from_db()
    bob.member.deactivated_at = None
    bob.member.role = Member.Role.ADMIN
    bob.member.save()
    bob.client.force_login(bob.user)
    remove(alice, by=bob)
    shop.pass_time(seconds=61)
    (letter,) = shop.letters(dora)
    assert letter["subject"] == "3 conversations are unassigned again"
    assert "The colleagues in charge can no longer answer." in text_of(letter)


def test_what_was_taken_over_or_closed_in_the_meantime_is_not_told(shop, alice, bob, dora):
    everything(dora)
    first, second = has(shop, bob, *OF_BOB)
    remove(bob, by=alice)
    shop.assign(first, to=alice, by=alice)
    shop.pass_time(seconds=30)
    body = {"conversations": [second.pk]}
    assert alice.post("/api/v1/conversations/close", body).status_code == 200
    shop.pass_time(seconds=31)
    assert shop.letters(dora) == []


def test_closed_ones_call_nobody(shop, alice, bob, dora):
    everything(dora)
    (conversation,) = has(shop, bob, "7001")
    alice.post("/api/v1/conversations/close", {"conversations": [conversation.pk]})
    remove(bob, by=alice)
    assert not Notice.objects.exists()


def test_whom_a_private_installation_is_handed_to_is_told_what_waits_there(shop, alice, bob, dora):
    """H-03: and who agreed to it is not."""
    for person in (alice, bob, dora):
        everything(person)
    has(shop, alice, *OF_BOB)
    visible(alice, "private")
    path = f"/api/v1/connections/{Connection.objects.get().pk}/handover"
    assert dora.post(path, {"member": bob.member.pk}).status_code == 200
    shop.pass_time(seconds=61)
    shop.mails.letters.clear()
    assert alice.post(f"{path}/answer", {"agreed": True}).status_code == 200
    shop.pass_time(seconds=61)
    assert told(shop, bob) == ["2 conversations are unassigned again"]
    assert (told(shop, alice), told(shop, dora)) == ([], [])
