"""A customer with a number writes to the practice number, and is found or made by it (TL-07, TL-08, TL-29, TL-30)."""

from __future__ import annotations

import json
import time

from django.db import transaction
from django.utils import timezone

from kaiwa.channels.models import Channel, Connection
from kaiwa.channels.practice_number.provider import PracticeNumber
from kaiwa.channels.registry import providers
from kaiwa.conversations import profiles
from kaiwa.conversations.inbound import record
from kaiwa.conversations.models import Conversation, Identity
from kaiwa.crm import accounts, registry, working
from kaiwa.crm.items import PersonDraft, Phone
from kaiwa.crm.models import Chat, Link
from kaiwa.crm.transcripts import touched

NUMBER, MIKA = "+815031234567", "+819012345678"


def writes(phone: str, text: str, *, name: str = "") -> None:
    at = int(time.time() * 1000)
    event = {
        "type": "message",
        "contact": phone,
        "name": name,
        "at": at,
        "id": f"{phone}-{text}",
        "text": text,
    }
    body = json.dumps({"number": NUMBER, "events": [event]}).encode()
    with transaction.atomic():
        record("practice_number", PracticeNumber().parse(body).events)
    # Whose name did not come along is asked for, and this provider knows none
    profiles.fetch_profiles()
    while touched.take():
        pass
    Chat.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
    working.work(place=0)


def links() -> list[tuple[str, str]]:
    rows = Link.objects.live().order_by("chat_id", "kind").select_related("record")
    return [(link.record.title, link.reason["code"]) for link in rows]


def test_who_writes_by_phone_is_linked_by_it_and_a_stranger_becomes_a_lead_of_that_number(alice, monkeypatch):
    monkeypatch.setitem(providers(), "practice_number", PracticeNumber())
    connection = Connection.objects.create(
        workspace=alice.workspace, provider="practice_number", installer=alice.member, visibility="shared"
    )
    Channel.objects.create(
        connection=connection, provider="practice_number", external_id=NUMBER, name="050-3123-4567"
    )
    account = accounts.of(alice.workspace)
    draft = PersonDraft("Mika Sato", "p1", phones=(Phone("０９０－１２３４－５６７８"),))
    registry.backend(account.backend).create_person(accounts.calling(account), draft)
    writes(MIKA, "Hello?", name="mika")
    assert links() == [(f"Practice number Lead({MIKA})", "created"), ("Mika Sato", "number_cut")]
    writes("+498963648018", "Guten Tag")
    assert links()[2:] == [
        ("Practice number Lead(+498963648018)", "created"),
        ("+498963648018", "created"),
    ]
    writes("+498963648018", "Ich bin es", name="Jonas")
    shown = alice.get(f"/api/v1/conversations/{Conversation.objects.latest('pk').pk}/crm").json()
    assert (shown["name_offered"], Identity.objects.get(phone=MIKA).name) == ("Jonas", "mika")
    assert len(links()) == 4
