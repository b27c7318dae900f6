"""Contacts: what a member calls somebody, whether they are heard, and which conversations are theirs."""

from __future__ import annotations

from django.db import transaction
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from kaiwa.conversations import timeline
from kaiwa.conversations.models import Contact, Conversation, Identity, Message
from kaiwa.conversations.models.conversation import ConversationQuerySet as Conversations
from kaiwa.lib.api_errors import NOT_FOUND, ApiError, declare
from kaiwa.workspaces.models import AuditEntry, Member

SAME_CONTACT = declare("same_contact", 409, _("This conversation is with this contact already."))
ONE_ALREADY = declare("one_contact_already", 409, _("These are one contact already."))
MERGED = declare("merged_away", 404, _("This contact was merged with another one."))
NOT_MOVED = declare("not_moved", 409, _("This conversation is where it came in. There is nothing to undo."))


def rename(contact: Contact, name: str, *, by: Member) -> None:
    """Call them by this name; by none, and they have the provider's again."""
    with transaction.atomic():
        row = _locked(contact)
        before, after = row.name, name.strip() or _own_name(row)
        if before == after:
            return
        Contact.objects.filter(pk=row.pk).update(name=after)
        timeline.write(by.workspace_id, _threads(row), "contact_renamed", by=by, before=before, name=after)


def block(contact: Contact, *, by: Member) -> None:
    """What they write is kept, and calls nobody: no section, no notice, nothing unread."""
    with transaction.atomic():
        row = _locked(contact)
        if row.blocked_at is not None:
            return
        Contact.objects.filter(pk=row.pk).update(blocked_at=Now())
        _quieten(Conversation.objects.filter(contact=row))
        timeline.write(by.workspace_id, _threads(row), "blocked_by_member", by=by)
        AuditEntry.objects.record(by, "contact_blocked", contact=row.pk, name=str(row))


def unblock(contact: Contact, *, by: Member) -> None:
    """They are heard again. What they wrote meanwhile was looked at by whoever unblocks them."""
    with transaction.atomic():
        row = _locked(contact)
        if row.blocked_at is None:
            return
        Contact.objects.filter(pk=row.pk).update(blocked_at=None)
        _hear(Conversation.objects.filter(contact=row))
        timeline.write(by.workspace_id, _threads(row), "contact_unblocked", by=by)
        AuditEntry.objects.record(by, "contact_unblocked", contact=row.pk, name=str(row))


def move(conversation: Conversation, to: Contact | None, *, by: Member) -> None:
    """It was somebody else who wrote: give it, with the address it came from, to `to`, or a contact of its own (D-54).

    Raises ApiError.
    """
    with transaction.atomic():
        # First whose it becomes: whoever blocks them takes them in this order too
        to = to and _alone(to)
        row = _locked_thread(conversation)
        to = to or Contact.objects.create(workspace_id=row.workspace_id, name=row.identity.name)
        if to.pk == row.contact_id:
            raise ApiError(SAME_CONTACT)
        # Where it came in, however often it is moved
        came_in = row.identity.moved_from_id or row.contact_id
        _give(row, to, came_in=None if came_in == to.pk else came_in, by=by)


def move_back(conversation: Conversation, *, by: Member) -> None:
    """Give it to the contact with whom it came in. Raises ApiError."""
    with transaction.atomic():
        came_in = conversation.identity.moved_from
        to = came_in and _alone(came_in)
        row = _locked_thread(conversation)
        if to is None or row.identity.moved_from_id != to.pk:
            raise ApiError(NOT_MOVED)
        _give(row, to, came_in=None, by=by)


def merge(contact: Contact, into: Contact, *, by: Member) -> None:
    """They are one person: all that `by` may see of `contact` is `into`'s from now on (D-54). Raises ApiError.

    What `by` may not see stays, and so does the contact with it; else nothing is left of it but the way back.
    """
    if contact.pk == into.pk:
        raise ApiError(ONE_ALREADY)
    with transaction.atomic():
        # In one order, so that two who merge them crosswise do not wait for each other
        source, into = _both(contact, into)
        theirs = Identity.objects.visible_to(by).filter(contact=source)
        rows = list(
            Conversation.objects.select_for_update(of=["self"], no_key=True)
            .select_related("identity")
            .filter(identity__in=theirs)
            .order_by("pk")
        )
        if not theirs.update(contact=into, moved_from=Coalesce("moved_from", Value(source.pk))):
            raise ApiError(NOT_FOUND)
        # Those that came in there are where they belong
        into.identities.filter(moved_from=into).update(moved_from=None)
        _join(rows, source, into, by=by)


def merged_into(pk: int, *, by: Member) -> int | None:
    """The one contact that has all of what came in with this one, as far as `by` may see."""
    moved = Identity.objects.visible_to(by).filter(moved_from=pk)
    found = list(moved.order_by().values_list("contact", flat=True).distinct()[:2])
    return found[0] if len(found) == 1 else None


def _join(rows: list[Conversation], source: Contact, into: Contact, *, by: Member) -> None:
    all_of_them = Conversation.objects.filter(pk__in=[row.pk for row in rows])
    all_of_them.update(contact=into)
    if into.blocked_at is not None:
        _quieten(all_of_them)
    elif source.blocked_at is not None:
        _hear(all_of_them)
    for row in rows:
        if row.last_message_at is not None:
            names = {"before": _called(source, row), "name": _called(into, row)}
            timeline.write(by.workspace_id, [row.pk], "contact_merged", by=by, **names)


def _both(one: Contact, other: Contact) -> tuple[Contact, Contact]:
    pks = (one.pk, other.pk)
    rows = Contact.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < len(pks):
        raise ApiError(NOT_FOUND)
    return found[one.pk], found[other.pk]


def _give(row: Conversation, to: Contact, *, came_in: int | None, by: Member) -> None:
    Identity.objects.filter(pk=row.identity_id).update(contact=to, moved_from=came_in)
    Conversation.objects.filter(pk=row.pk).update(contact=to)
    one = Conversation.objects.filter(pk=row.pk)
    if to.blocked_at is not None:
        _quieten(one)
    elif row.blocked:
        _hear(one)
    timeline.write(
        by.workspace_id,
        [row.pk],
        "contact_moved",
        by=by,
        before=_called(row.contact, row),
        name=_called(to, row),
    )


def _called(contact: Contact, row: Conversation) -> str:
    return contact.name or row.identity.short_id


def _quieten(conversations: Conversations) -> None:
    conversations.update(blocked=True, waiting_since=None)


def _hear(conversations: Conversations) -> None:
    newest = Message.objects.filter(conversation=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    conversations.update(blocked=False, seen_message_id=Coalesce(Subquery(newest), "seen_message_id"))


def _own_name(row: Contact) -> str:
    names = row.identities.exclude(name="").order_by("pk").values_list("name", flat=True)
    return names.first() or ""


def _threads(row: Contact) -> list[int]:
    """Those that were begun."""
    begun = Conversation.objects.filter(contact=row, last_message_at__isnull=False)
    return list(begun.order_by("pk").values_list("pk", flat=True))


def _locked(contact: Contact) -> Contact:
    row = _alone(contact)
    # As everybody who takes several
    list(Conversation.objects.select_for_update(no_key=True).filter(contact=row).order_by("pk"))
    return row


def _alone(contact: Contact) -> Contact:
    row = Contact.objects.select_for_update(no_key=True).filter(pk=contact.pk).first()
    if row is None:
        raise ApiError(NOT_FOUND)
    return row


def _locked_thread(conversation: Conversation) -> Conversation:
    rows = Conversation.objects.select_for_update(of=["self"], no_key=True)
    row = rows.select_related("contact", "identity__moved_from").filter(pk=conversation.pk).first()
    if row is None:
        raise ApiError(NOT_FOUND)
    return row
