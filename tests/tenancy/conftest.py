"""What Alice's workspace holds, with words in it that nobody else may ever read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from kaiwa.channels.models import Channel, Connection, WebhookEvent
from kaiwa.conversations.models import Attachment, Contact, Conversation, Identity, Message
from kaiwa.crm import accounts
from kaiwa.crm.builtin.models import Activity, ActivityType, Deal, File, Lead, Note, Organization
from kaiwa.crm.builtin.models import Person as CrmPerson
from kaiwa.crm.builtin.records import (
    activities,
    deals,
    entries,
    files,
    leads,
    organizations,
    persons,
    pipelines,
)
from kaiwa.crm.builtin.records.snapshots import snapshot
from kaiwa.crm.drafting import Wish
from kaiwa.crm.models import Chat, Creation, Link
from kaiwa.crm.snapshots import keep
from kaiwa.workspaces.models import ApiToken, Invitation
from kaiwa.workspaces.tests.people import Person

AT = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Records:
    """What the built-in CRM holds of theirs: for everyone, or for them alone."""

    organization: Organization
    person: CrmPerson
    lead: Lead
    deal: Deal
    note: Note
    activity: Activity
    file: File


@dataclass(frozen=True, slots=True)
class Belongings:
    """One of each of what a person's workspace can hold. `word` is in every text of it."""

    word: str
    owner: Person
    connection: Connection
    channel: Channel
    contact: Contact
    identity: Identity
    conversation: Conversation
    message: Message
    sent: Message
    note: Message
    attachment: Attachment
    upload: Attachment
    invitation: Invitation
    token: ApiToken
    webhook: WebhookEvent
    records: Records
    crm_link: Link
    crm_creation: Creation

    def id_of(self, noun: str) -> int:
        """By the noun of a route's path: /conversations/{pk} → the conversation's id."""
        row: Any = {
            "members": self.owner.member,
            "invitations": self.invitation,
            "tokens": self.token,
            "connections": self.connection,
            "channels": self.channel,
            "conversations": self.conversation,
            "contacts": self.contact,
            "messages": self.sent,
            "notes": self.note,
            "attachments": self.attachment,
            "webhook-events": self.webhook,
            "organizations": self.records.organization,
            "persons": self.records.person,
            "leads": self.records.lead,
            "deals": self.records.deal,
            "pipelines": self.records.deal.pipeline,
            "stages": self.records.deal.stage,
            "crm-notes": self.records.note,
            "activities": self.records.activity,
            "activity-types": self.records.activity.type,
            "crm-files": self.records.file,
            "crm-links": self.crm_link,
            "crm-creations": self.crm_creation,
        }[noun]
        return int(row.pk)

    def ids(self) -> dict[str, int]:
        """For bodies and queries that name something by its id."""
        return {
            "id": self.owner.workspace.pk,
            "member": self.owner.member.pk,
            "author": self.owner.member.pk,
            "message_id": self.message.pk,
            "seen": self.message.pk,
            "reply_to": self.message.pk,
            "before": self.message.pk,
            "attachments": self.upload.pk,
            "conversations": self.conversation.pk,
            "contact": self.contact.pk,
            "conversation": self.conversation.pk,
            "owner": self.owner.member.pk,
            "leads": self.records.lead.pk,
            "organization": self.records.organization.pk,
            "person": self.records.person.pk,
            "pipeline": self.records.deal.pipeline_id,
            "stage": self.records.deal.stage_id,
            "type": self.records.activity.type_id,
            "types": self.records.activity.type_id,
            "duration": 30,
        }


def belongings(owner: Person, word: str, visibility: str) -> Belongings:
    """A connected Page, a customer who wrote, an answer that failed, files, an invitation, a token."""
    workspace, member = owner.workspace, owner.member
    connection = Connection.objects.create(
        workspace=workspace,
        provider="messenger",
        installer=member,
        visibility=visibility,
        credentials=word,
        external_user_name=word,
    )
    channel = Channel.objects.create(
        connection=connection, provider="messenger", external_id=f"page-{word}", name=f"Page {word}"
    )
    contact = Contact.objects.create(workspace=workspace, name=f"Contact {word}")
    identity = Identity.objects.create(
        channel=channel, contact=contact, external_id=f"psid-{word}", name=f"Contact {word}"
    )
    conversation = Conversation.objects.create(
        workspace=workspace,
        channel=channel,
        identity=identity,
        contact=contact,
        last_message_at=AT,
        last_inbound_at=AT,
        source={"source": "ADS", "ref": word, "ad_id": "", "ad_title": word, "url": ""},
    )
    message = _message(conversation, "in", "received", f"Hello {word}")
    sent = _message(conversation, "out", "failed", f"Answer {word}")
    note = _message(conversation, "note", "received", f"Note {word}")
    note.author = member
    note.save()
    conversation.last_message = sent
    conversation.save()
    stored: dict[str, Any] = {
        "workspace": workspace,
        "kind": "file",
        "name": f"{word}.pdf",
        "state": "stored",
    }
    records = _records(owner, word, "everyone" if visibility == Connection.Visibility.SHARED else "owner")
    return Belongings(
        word=word,
        owner=owner,
        connection=connection,
        channel=channel,
        contact=contact,
        identity=identity,
        conversation=conversation,
        message=message,
        sent=sent,
        note=note,
        attachment=Attachment.objects.create(message=message, file=f"media/{word}", **stored),
        upload=Attachment.objects.create(uploaded_by=member, file=f"media/{word}-2", **stored),
        invitation=Invitation.objects.issue(member, f"{word}@invited.example", "member")[0],
        token=ApiToken.objects.issue(member, f"token {word}")[0],
        webhook=WebhookEvent.objects.create(
            provider="messenger",
            body=f'["{word}"]'.encode(),
            state=WebhookEvent.State.SET_ASIDE,
            error=f"no {word}",
            reason="unreadable",
            channels=[channel.pk],
        ),
        records=records,
        crm_link=_linked(conversation, records.deal),
        crm_creation=_refused(conversation, word),
    )


def _records(owner: Person, word: str, visibility: str) -> Records:
    workspace, member = owner.workspace, owner.member
    theirs: dict[str, Any] = {"owner": member, "visibility": visibility}
    pipelines.ensure(workspace, "en")
    organization = organizations.create(
        workspace, organizations.Draft(name=f"Company {word}", **theirs), by=member
    )
    person = persons.create(workspace, persons.Draft(name=f"Person {word}", **theirs), by=member)
    lead = leads.create(workspace, leads.Draft(title=f"Lead {word}", person=person, **theirs), by=member)
    stage = pipelines.stage_for(workspace.pk)
    deal = deals.create(workspace, deals.Draft(title=f"Deal {word}", stage=stage, **theirs), by=member)
    on = entries.On(person=person, deal=deal)
    note = entries.write(Note, on, f"Said {word}", key=f"note-{word}", at=AT, author=member)
    type_ = ActivityType.objects.create(workspace=workspace, key=f"a-{workspace.pk}", name="Site visit")
    planned = {"type": type_, "subject": f"Call {word}", "content": f"About {word}"}
    activity = activities.add(on, planned, key=f"activity-{word}", by=member)
    kept = files.Kept(f"crm/{word}", "text/plain", 1)
    file = files.add(on, kept, name=f"{word}.pdf", key=f"file-{word}", author=member)
    return Records(organization, person, lead, deal, note, activity, file)


def _refused(conversation: Conversation, word: str) -> Creation:
    """A deal that the CRM would not take."""
    return Creation.objects.create(
        workspace=conversation.workspace,
        chat_id=conversation.pk,
        kind="deal",
        key=f"refused-{word}",
        draft=asdict(Wish(kind="deal", key=f"refused-{word}", title=f"Refused {word}")),
        state=Creation.State.REFUSED,
    )


def _linked(conversation: Conversation, deal: Deal) -> Link:
    """The conversation belongs to the deal."""
    (record,) = keep(accounts.of(conversation.workspace), [snapshot(deal)])
    chat = Chat.objects.create(conversation=conversation, workspace=conversation.workspace)
    return Link.objects.create(chat=chat, record=record, kind=record.kind)


def _message(conversation: Conversation, direction: str, status: str, text: str) -> Message:
    return Message.objects.create(
        conversation=conversation,
        channel=conversation.channel,
        direction=direction,
        status=status,
        text=text,
        sent_at=AT,
        external_id=f"m-{text}" if direction == "in" else None,
    )


@pytest.fixture(autouse=True)
def no_provider_answers(settings: Any) -> None:
    settings.META_GRAPH_URL = settings.SANDBOX_URL = settings.PUBLIC_URL = "http://127.0.0.1:9"


@pytest.fixture
def shared(alice: Person) -> Belongings:
    """Alice's things, which her team may see."""
    return belongings(alice, "umber", Connection.Visibility.SHARED)


@pytest.fixture
def private(alice: Person) -> Belongings:
    """Alice's things on a channel for herself alone."""
    return belongings(alice, "umber", Connection.Visibility.PRIVATE)


@pytest.fixture
def charlies(charlie: Person) -> Belongings:
    """What Charlie has in his own workspace."""
    return belongings(charlie, "crimson", Connection.Visibility.SHARED)
