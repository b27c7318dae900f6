"""Persons: made, changed, reached by numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from kaiwa.crm.builtin.models import Email, Organization, Person, Phone, PhoneTail
from kaiwa.crm.builtin.records import rows
from kaiwa.crm.items import Phone as Number
from kaiwa.lib import phone
from kaiwa.workspaces.models import Member, Workspace


@dataclass(frozen=True, slots=True)
class Address:
    """Where mails reach them."""

    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    name: str
    key: str = ""
    phones: tuple[Number, ...] = ()
    emails: tuple[Address, ...] = ()
    organization: Organization | None = None
    owner: Member | None = None
    visibility: str = Person.Visibility.EVERYONE
    chat_link: str = ""


def create(workspace: Workspace, draft: Draft, *, by: Member | None) -> Person:
    """Make a person; the same key again, and it is the one there is."""
    try:
        with transaction.atomic():
            row = Person.objects.create(
                workspace=workspace,
                name=draft.name,
                key=draft.key,
                organization=draft.organization,
                owner=draft.owner,
                visibility=draft.visibility,
                chat_link=draft.chat_link,
            )
            _put_phones(row, draft.phones)
            _put_emails(row, draft.emails)
            _index(row)
            rows.note_change(row, "created", by=by)
            rows.tell(row)
    except IntegrityError:
        if not draft.key:
            raise
        row = Person.objects.get(workspace=workspace, key=draft.key)
    return Person.objects.defer("tokens").get(pk=row.pk)


def change(person: Person, changes: Mapping[str, Any], *, by: Member | None) -> Person:
    """Columns by their names; `phones` and `emails` are all of them, in their order. Raises Gone."""
    columns = {name: value for name, value in changes.items() if name not in {"phones", "emails"}}
    with transaction.atomic():
        row = rows.locked(person)
        owner = row.owner
        rows.put(row, rows.differing(row, columns))
        if "phones" in changes:
            _put_phones(row, changes["phones"])
        if "emails" in changes:
            _put_emails(row, changes["emails"])
        _index(row)
        rows.change_owner(row, owner, by=by)
        rows.tell(row)
    return row


def add_phone(person: Person, number: Number, *, by: Member | None) -> Person:
    """Beside those there are; one that is there already stays as it is. Raises Gone."""
    with transaction.atomic():
        row = rows.locked(person)
        if not row.phones.filter(value=number.value).exists():
            _add_phone(row, number, primary=not row.phones.exists())
            rows.put(row, {})
            _index(row)
            rows.tell(row)
    return row


def _put_phones(row: Person, numbers: Sequence[Number]) -> None:
    row.phones.all().delete()
    wanted = list({number.value: number for number in numbers}.values())
    first = next((number for number in wanted if number.primary), wanted[0] if wanted else None)
    for number in wanted:
        _add_phone(row, number, primary=number is first)


def _add_phone(row: Person, number: Number, *, primary: bool) -> None:
    made = Phone.objects.create(
        person=row,
        workspace_id=row.workspace_id,
        value=number.value,
        label=_label(number.label),
        primary=primary,
    )
    tails = {each.tail for each in phone.read(number.value, _region(row))}
    PhoneTail.objects.bulk_create(
        PhoneTail(phone=made, workspace_id=row.workspace_id, tail=tail) for tail in sorted(tails)
    )


def _put_emails(row: Person, addresses: Sequence[Address]) -> None:
    row.emails.all().delete()
    wanted = {address.value: address for address in reversed(addresses)}
    for place, value in enumerate(dict.fromkeys(address.value for address in addresses)):
        Email.objects.create(
            person=row,
            workspace_id=row.workspace_id,
            value=value,
            label=_label(wanted[value].label),
            primary=place == 0,
        )


def _label(said: str) -> str:
    """As the CRM's own words; none is work, and what is none of them is other."""
    if not said:
        return Phone.Label.WORK
    return said if said in Phone.Label.values else Phone.Label.OTHER


def _index(row: Person) -> None:
    numbers = list(row.phones.values_list("value", flat=True))
    texts = [row.name, *numbers, *row.emails.values_list("value", flat=True)]
    if row.organization:
        texts.append(row.organization.name)
    more = {digits for value in numbers for digits in _digits(value, _region(row))}
    Person.objects.filter(pk=row.pk).update(tokens=rows.tokens(row.workspace_id, texts, more))


def _digits(value: str, region: str) -> set[str]:
    """However somebody types it, it is found by its beginning: with the country, and as it is dialled at home."""
    found = {"".join(c for c in value if c.isdecimal())}
    for number in phone.read(value, region):
        found |= {number.digits, number.national, f"0{number.national}"}
    return {digits for digits in found if digits}


def _region(row: Person) -> str:
    return phone.region_of(row.workspace.time_zone)
