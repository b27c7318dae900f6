"""New conversations find or make their person, and a lead or deal, once (TL-07..13, TL-18, TL-22, 23, 29, 30, P-07)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kaiwa.channels.models import Channel, Connection
from kaiwa.conversations.models import Contact, Conversation, Identity
from kaiwa.crm import accounts, by_itself, snapshots, telling
from kaiwa.crm.base import Unavailable
from kaiwa.crm.contract.store import Store
from kaiwa.crm.items import PersonDraft, Phone
from kaiwa.crm.models import Automation, Chat, Creation, Known, Link, Record
from kaiwa.crm.tests.crm import Crm, make
from kaiwa.crm.tests.test_dying import die

MIKA = "+819012345678"


@pytest.fixture(params=["memory", "builtin"])
def crm(request, db, alice, settings):
    return new(make(alice, settings, request.param))


@pytest.fixture
def memory(db, alice, settings):
    return new(make(alice, settings, "memory"))


def new(crm: Crm, *, name: str = "", phone: str = MIKA) -> Crm:
    """The conversation is new, and Mika's deal is another person's."""
    identity = crm.conversation.identity
    identity.name, identity.phone, identity.profile = name, phone, Identity.Profile.KNOWN
    identity.save()
    Contact.objects.update(name=name)
    Chat.objects.all().delete()
    return crm


def rules(crm: Crm, **choices) -> None:
    Automation.objects.update_or_create(channel=crm.conversation.channel, defaults=choices)


def person(crm: Crm, name: str, *phones: str) -> Record:
    draft = PersonDraft(name, f"p-{name}", phones=tuple(Phone(each) for each in phones))
    made = accounts.backend(crm.account).create_person(accounts.calling(crm.account), draft)
    return snapshots.keep(crm.account, [made])[0]


def linked(crm: Crm) -> list[tuple[str, str, str]]:
    rows = Link.objects.live().filter(chat=crm.conversation.pk).order_by("kind").select_related("record")
    return [(link.kind, link.record.title, link.reason["code"]) for link in rows]


def another_conversation(crm: Crm, phone: str, page: str = "page-2") -> Conversation:
    """Of another channel of the workspace."""
    old = crm.conversation.channel
    channel, _ = Channel.objects.get_or_create(
        connection=old.connection, provider=old.provider, external_id=page, defaults={"name": "Second shop"}
    )
    contact = Contact.objects.create(workspace=crm.conversation.workspace)
    identity = Identity.objects.create(
        channel=channel, contact=contact, external_id=phone, phone=phone, profile=Identity.Profile.KNOWN
    )
    return Conversation.objects.create(
        workspace=crm.conversation.workspace,
        channel=channel,
        identity=identity,
        contact=contact,
        last_message_at=timezone.now(),
    )


def test_somebody_new_becomes_a_person_and_a_lead_with_all_they_wrote(crm):
    """TL-08, TL-13, TL-29, TL-30: one note on both, from the first message on."""
    crm.say("And the red one?")
    crm.work()
    assert linked(crm) == [("lead", f"Messenger Lead({MIKA})", "created"), ("person", MIKA, "created")]
    made = Record.objects.get(title=MIKA)
    assert made.phones == [{"value": MIKA, "label": made.phones[0]["label"]}]
    (note,) = crm.notes()
    assert [note.count(text) for text in ("Is the blue one in stock?", "And the red one?")] == [1, 1]
    crm.say("Hello?")
    crm.work()
    assert len(crm.notes()) == 1 and Creation.objects.count() == 2


def test_who_is_there_is_linked_and_gets_a_lead_only_without_an_open_one(crm):
    """TL-07, TL-09, TL-18: whatever the stored format; and why is kept with who it was not (H-14)."""
    mika = person(crm, "Mika Sato", "03-9999-9999", "090-1234-5678")
    person(crm, "Ken Sato", "080-1234-5678")
    crm.say("Hello?")
    crm.work()
    assert linked(crm) == [
        ("lead", f"Messenger Lead({MIKA})", "created"),
        ("person", "Mika Sato", "number_cut"),
    ]
    link = Link.objects.get(record=mika)
    assert link.automatic and link.reason["params"]["stored"] == "090-1234-5678"
    assert [(row["code"], row["params"]["stored"]) for row in link.rejected] == [
        ("other_number", "080-1234-5678")
    ]
    second = another_conversation(crm, MIKA)
    crm.conversation = second
    crm.say("Me again")
    crm.work()
    assert linked(crm) == [("person", "Mika Sato", "number_cut")]


def test_two_persons_of_one_number_are_a_question(crm):
    """H-05, D-57."""
    person(crm, "Mika Sato", "090-1234-5678")
    person(crm, "Mika's shop", MIKA)
    crm.say("Hello?")
    crm.work()
    assert (linked(crm), Creation.objects.count()) == ([], 0)
    chat = Chat.objects.get(pk=crm.conversation.pk)
    assert chat.match_state == "ambiguous"
    assert {row["code"] for row in chat.match["candidates"]} == {"number_cut", "number_equal"}


def test_a_name_that_is_there_is_asked_about_and_nobody_is_made(crm):
    """TL-22: Messenger has no number."""
    new(crm, name="MIKA  SATO", phone="")
    crm.say("Hello?")
    crm.work()
    assert (linked(crm), Creation.objects.count()) == ([], 0)
    shown = crm.alice.get(f"/api/v1/conversations/{crm.conversation.pk}/crm").json()
    (candidate,) = shown["match"]["candidates"]
    assert (shown["match"]["state"], candidate["record"]["title"], candidate["code"]) == (
        "suggested",
        "Mika Sato",
        "name_equal",
    )
    path = f"/api/v1/conversations/{crm.conversation.pk}/crm/"
    ref = {"kind": "person", "id": candidate["record"]["id"]}
    shown = crm.alice.post(path + "dismiss", {"record": ref}).json()
    assert (shown["match"]["state"], shown["match"]["candidates"]) == ("none", [])
    # A member said no: it is not offered again
    shown = crm.alice.post(path + "look-again", {}).json()
    assert (shown["person"], shown["match"]["state"]) == (None, "no_number")


@pytest.mark.parametrize(
    ("choices", "kinds"),
    [
        ({"on_new_chat": "deal"}, ["deal", "person"]),
        ({"on_new_chat": "nothing"}, ["person"]),
        ({"add_persons": False}, []),
    ],
)
def test_a_channel_does_as_it_is_told(memory, choices, kinds):
    """TL-22, TL-23."""
    rules(memory, **choices)
    memory.say("Hello?")
    memory.work()
    assert [kind for kind, *_rest in linked(memory)] == kinds


def test_a_private_channel_does_nothing_before_its_installer_agreed(memory):
    """H-04: nor does a member's looking again link anything, it asks."""
    person(memory, "Mika Sato", MIKA)
    Connection.objects.update(visibility="private")
    memory.say("Hello?")
    memory.work()
    assert (linked(memory), memory.memory.commands.counts["match"]) == ([], 0)
    path = f"/api/v1/conversations/{memory.conversation.pk}/crm/look-again"
    shown = memory.alice.post(path, {}).json()
    assert (shown["match"]["state"], shown["match"]["candidates"][0]["code"]) == ("suggested", "number_equal")
    rules(memory, agreed_at=timezone.now())
    memory.conversation = another_conversation(memory, "+819055555555", page="page-1")
    memory.say("Hi")
    memory.work()
    assert [kind for kind, *_rest in linked(memory)] == ["lead", "person"]


def test_old_customers_history_and_what_is_linked_by_hand_make_nothing(memory):
    """An upgrade makes no leads of old customers; a message of before connecting is no news."""
    memory.conversation.messages.all().delete()
    memory.say("Long ago", imported=True)
    memory.say("From us", direction="out", status="sent")
    memory.work()
    assert Chat.objects.get().considered_at is None
    Chat.objects.update(considered_at=timezone.now())
    memory.say("Thanks!")
    memory.work()
    Chat.objects.all().delete()
    memory.link(memory.person)
    memory.say("Hello?")
    memory.work()
    assert Creation.objects.count() == 0
    assert Chat.objects.get().considered_at is not None


def test_a_refusal_keeps_the_rest_and_an_admin_is_told_once(memory, bob):
    """P-07: person made, deal refused, the messages kept."""
    rules(memory, on_new_chat="deal", pipeline="gone")
    memory.say("Hello?")
    memory.work()
    assert linked(memory) == [("person", MIKA, "created")]
    assert memory.notes()[0].count("Hello?") == 1
    memory.conversation = another_conversation(memory, "+819055555555", page="page-1")
    memory.say("Hi")
    memory.work()
    for _ in range(2):
        telling.tell_crm_admins()
    assert [letter.to for letter in mail.outbox] == [[memory.alice.member.user.email]]
    path = f"/api/v1/conversations/{memory.conversation.pk}/crm"
    shown = memory.alice.get(path).json()
    assert shown["crm"]["problem"]["code"] == "pipeline_gone"
    assert [(each["kind"], each["state"]) for each in shown["creating"]] == [("deal", "refused")]
    # Somebody chose another one
    rules(memory, pipeline="")
    shown = memory.alice.post(path + "/retry").json()
    assert (shown["creating"], len(shown["items"])) == ([], 1)


def test_what_could_not_be_reached_is_made_later_and_once(memory):
    memory.memory.commands.fail(Unavailable(), on="create_item")
    memory.say("Hello?")
    memory.work()
    assert linked(memory) == [("person", MIKA, "created")]
    memory.work()
    assert [kind for kind, *_rest in linked(memory)] == ["person"]
    Creation.objects.update(next_attempt_at=timezone.now())
    memory.work()
    assert [kind for kind, *_rest in linked(memory)] == ["lead", "person"]
    assert len(memory.notes()) == 1


def test_a_message_later_costs_no_search(memory):
    """P-05."""
    memory.say("Hello?")
    memory.work()
    before = memory.memory.commands.counts["match"], memory.memory.commands.counts["named"]
    memory.say("Still there?")
    memory.work()
    after = memory.memory.commands.counts["match"], memory.memory.commands.counts["named"]
    assert before == after == (1, 0)


def test_a_flood_waits_and_is_told(memory, monkeypatch):
    monkeypatch.setattr(by_itself, "MOST_AN_HOUR", 2)
    memory.say("Hello?")
    memory.work()
    memory.conversation = another_conversation(memory, "+819055555555", page="page-1")
    memory.say("Hi")
    memory.work()
    memory.account.refresh_from_db()
    assert (linked(memory), memory.account.problem_code) == ([], "crm_flood")
    due = Chat.objects.get(pk=memory.conversation.pk).due_at
    assert due is not None and due > timezone.now() + timedelta(minutes=50)
    Creation.objects.update(created_at=timezone.now() - timedelta(hours=2))
    memory.work()
    memory.account.refresh_from_db()
    assert (len(linked(memory)), memory.account.problem_code) == (2, "")


def test_numbers_given_in_the_thread_are_offered(memory):
    """H-05: offered, not assumed."""
    new(memory, name="Mika", phone="")
    rules(memory, on_new_chat="nothing")
    ken = person(memory, "Ken Sato", "090-5555-5555")
    memory.say("Call me at 090-5555-5555 or 080-1111-2222, order 12345678")
    memory.work()
    path = f"/api/v1/conversations/{memory.conversation.pk}/crm"
    shown = memory.alice.get(path).json()
    assert {each["number"] for each in shown["match"]["given"]} == {"+819055555555", "+818011112222"}
    shown = memory.alice.post(path + "/person", {"add_phone": "+818011112222"}).json()
    assert [each["value"] for each in shown["person"]["record"]["phones"]] == ["+818011112222"]
    assert [each["number"] for each in shown["match"]["given"]] == ["+819055555555"]
    link = Link.objects.live().get()
    memory.alice.delete(f"/api/v1/crm-links/{link.pk}")
    shown = memory.alice.post(path + "/look-again", {"number": "+819055555555"}).json()
    assert (shown["person"], shown["match"]["reason"]["code"]) == (None, "given_number")
    assert [each["record"]["id"] for each in shown["match"]["candidates"]] == [ken.external_id]


def test_a_name_that_comes_later_is_offered(memory):
    """TL-29."""
    memory.say("Hello?")
    memory.work()
    path = f"/api/v1/conversations/{memory.conversation.pk}/crm"
    assert memory.alice.get(path).json()["name_offered"] is None
    Contact.objects.update(name="Mika Sato")
    assert memory.alice.get(path).json()["name_offered"] == "Mika Sato"
    shown = memory.alice.post(path + "/person", {"use_name": True}).json()
    assert (shown["person"]["record"]["title"], shown["name_offered"]) == ("Mika Sato", None)


def test_who_a_member_said_it_is_is_known_again(memory):
    """H-14: by number and by address, also in a conversation that begins anew."""
    memory.link(memory.person)
    assert {each.subject for each in Known.objects.all()} == {
        f"phone:{MIKA}",
        f"identity:{memory.conversation.identity_id}",
    }
    memory.conversation = another_conversation(memory, MIKA)
    memory.say("Me again")
    memory.work()
    assert linked(memory) == [("person", "Mika Sato", "remembered")]


def test_a_worker_killed_after_it_made_somebody_makes_no_second(transactional_db, alice, settings, tmp_path):
    """D-56."""
    crm = new(make(alice, settings, "memory", store=Store(tmp_path / "crm.json")))
    crm.say("Hello?")
    die(crm, "create_person", "after", tmp_path / "crm.json")
    Creation.objects.update(calling_since=timezone.now() - timedelta(minutes=2))
    crm.work()
    with crm.memory.store.open() as rows:
        names = [each["title"] for each in rows["records"].values() if each["kind"] == "person"]
    crm.memory.store = Store()
    assert names.count(MIKA) == 1
    assert [kind for kind, *_rest in linked(crm)] == ["lead", "person"]
