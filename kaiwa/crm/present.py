"""The CRM card of a conversation, from what we have: the CRM itself is not asked."""

from __future__ import annotations

from collections.abc import Sequence

from kaiwa.conversations.models import Conversation
from kaiwa.crm import accounts, correcting, linking, readers, receiving, transcripts
from kaiwa.crm.items import Snapshot
from kaiwa.crm.matching import given
from kaiwa.crm.models import Chat, Creation, CrmAccount, Link, Record
from kaiwa.crm.shapes import (
    ByOut,
    CandidateOut,
    CreatingOut,
    CrmInfoOut,
    CrmOut,
    GivenOut,
    LinkOut,
    MatchOut,
    OwnerOut,
    PanelOut,
    PhoneOut,
    ReasonOut,
    ReceiverOut,
    RecordNameOut,
    RecordOut,
    StageOut,
    TranscriptOut,
)
from kaiwa.workspaces.models import Member


def panel(account: CrmAccount, conversation: Conversation, member: Member) -> PanelOut:
    """As `member` may see it. The chat is made where there is none: its short link is in there."""
    chat = linking.chat_of(conversation)
    show = Showing(account, member)
    live = Link.objects.live().filter(chat=chat).order_by("-pk")
    links = list(live.select_related("record__person", "by__user"))
    person = next((link for link in links if link.kind == Record.Kind.PERSON), None)
    rest = [link for link in links if link.kind != Record.Kind.PERSON]
    receiver = receiving.choice(chat)
    return PanelOut(
        conversation_id=conversation.pk,
        crm=show.crm(),
        private=readers.is_private(conversation),
        short_url=chat.short_url,
        person=show.link(person) if person else None,
        items=[show.link(link) for link in rest],
        open_items=[show.record(each) for each in _open_items(person, rest)],
        receives=ReceiverOut(
            record=show.record(receiver.record) if receiver.record else None, how=receiver.how
        ),
        match=_match(chat, show, given.numbers_in(account, conversation, person.record if person else None)),
        name_offered=correcting.name_offered(conversation, person.record) if person else None,
        creating=[_creating(each) for each in _unfinished(chat)],
        transcript=TranscriptOut.model_validate(transcripts.state_of([chat])[chat.pk], from_attributes=True),
    )


def info(account: CrmAccount) -> CrmInfoOut:
    """What every member is told of the workspace's CRM."""
    can = accounts.backend(account).capabilities
    return CrmInfoOut(
        label=can.label, icon=can.icon, pages=can.pages, currency=account.currency, problem=_problem(account)
    )


class Showing:
    """Records and links as one member may see them."""

    def __init__(self, account: CrmAccount, member: Member) -> None:
        self._account = account
        self._member = member
        self._can = accounts.backend(account).capabilities

    def crm(self) -> CrmOut:
        return CrmOut(
            label=self._can.label,
            pages=self._can.pages,
            problem=_problem(self._account),
            paused_until=self._account.paused_until if self._account.is_paused else None,
        )

    def link(self, link: Link) -> LinkOut:
        return LinkOut(
            id=link.pk,
            record=self.record(link.record),
            transcript=link.transcript,
            automatic=link.automatic,
            reason=ReasonOut(**link.reason) if link.reason else ReasonOut(code="by_hand", params={}),
            rejected=self.candidates(link.rejected),
            by=ByOut(id=link.by.pk, name=link.by.name) if link.by else None,
            created_at=link.created_at,
        )

    def record(self, record: Record) -> RecordOut:
        if not record.is_readable_by(self._member):
            return _hidden(record)
        person = record.person
        known = person is not None and person.is_readable_by(self._member)
        return RecordOut(
            kind=record.ref.kind,
            id=record.external_id,
            hidden=False,
            title=record.title,
            status=record.status,
            person=RecordNameOut(id=person.external_id, title=person.title) if person and known else None,
            organization=record.organization,
            owner=OwnerOut(id=record.owner, name=record.owner_name) if record.owner else None,
            stage=StageOut(
                name=record.stage_name, place=record.place, of=record.places, pipeline=record.pipeline_name
            )
            if record.stage
            else None,
            value=None if record.value is None else f"{record.value:f}",
            currency=record.currency,
            phones=[PhoneOut(**phone) for phone in record.phones],
            url=record.url,
            page=self._page(record.url),
            gone=record.gone_at is not None,
            merged=record.merged_into_id is not None,
        )

    def snapshot(self, found: Snapshot) -> RecordOut:
        """One that the CRM just showed in the member's name."""
        stage, value = found.stage, found.value
        return RecordOut(
            kind=found.ref.kind,
            id=found.ref.id,
            hidden=False,
            title=found.title,
            status=found.status,
            person=None,
            organization=found.organization,
            owner=OwnerOut(id=found.owner, name=found.owner_name) if found.owner else None,
            stage=StageOut(name=stage.name, place=stage.place, of=stage.of, pipeline=stage.pipeline_name)
            if stage
            else None,
            value=f"{value.amount:f}" if value else None,
            currency=value.currency if value else "",
            phones=[PhoneOut(value=phone.value, label=phone.label) for phone in found.phones],
            url=found.url,
            page=self._page(found.url),
            gone=False,
            merged=False,
        )

    def candidates(self, rows: Sequence[dict[str, object]]) -> list[CandidateOut]:
        """Those kept with a link or a chat: [{"record": its pk, "code", "params"}]."""
        records = Record.objects.readable_by(self._member).in_bulk([row["record"] for row in rows])
        return [
            CandidateOut(
                record=self.record(records[row["record"]]) if row["record"] in records else None,
                code=str(row["code"]),
                params=dict(row["params"]),  # type: ignore[call-overload]  # JSON of our own
            )
            for row in rows
        ]

    def _page(self, url: str) -> str | None:
        """A record's id in the contract need not be that of its page."""
        return url if self._can.pages and url else None


def _hidden(record: Record) -> RecordOut:
    return RecordOut(
        kind=record.ref.kind,
        id=record.external_id,
        hidden=True,
        title="",
        status="open",
        person=None,
        organization="",
        owner=None,
        stage=None,
        value=None,
        currency="",
        phones=[],
        url="",
        page=None,
        gone=False,
        merged=False,
    )


def _open_items(person: Link | None, links: Sequence[Link]) -> list[Record]:
    """The person's open deals and leads that are not linked themselves, changed last first."""
    if person is None:
        return []
    theirs = Record.objects.open_items().filter(person=person.record_id).select_related("person")
    linked = [link.record_id for link in links]
    return list(theirs.exclude(pk__in=linked).order_by("-updated_at", "-pk")[:20])


def _match(chat: Chat, show: Showing, found: Sequence[given.Given]) -> MatchOut:
    reason = chat.match.get("reason")
    return MatchOut(
        state=chat.match_state if chat.matched_at else "none",
        reason=ReasonOut(**reason) if reason else None,
        candidates=show.candidates(chat.match.get("candidates", [])),
        given=[GivenOut(number=each.number, message_id=each.message) for each in found],
    )


def _unfinished(chat: Chat) -> list[Creation]:
    over = (Creation.State.DONE, Creation.State.DROPPED)
    return list(Creation.objects.filter(chat=chat).exclude(state__in=over).order_by("-pk")[:20])


def _creating(creation: Creation) -> CreatingOut:
    draft = creation.draft
    title = draft.get("name") if creation.kind == Record.Kind.PERSON else draft.get("title")
    code = creation.error_code
    return CreatingOut(
        id=creation.pk,
        kind=creation.kind,
        title=str(title or ""),
        state=creation.state,
        error=ReasonOut(code=code, params=creation.error_params) if code else None,
    )


def _problem(account: CrmAccount) -> ReasonOut | None:
    if not account.problem_code:
        return None
    return ReasonOut(code=account.problem_code, params=account.problem_params)
