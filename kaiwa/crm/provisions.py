"""What a CRM must have before we write into it: types of activities (TL-05), fields for the chat link (TL-41)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext, override

from kaiwa.channels.registry import provider, providers
from kaiwa.crm.items import Provision
from kaiwa.crm.models import CrmAccount


def wanted(account: CrmAccount) -> list[Provision]:
    """Of all that this installation has."""
    types = [activity_type(account, name) for name in providers()]
    return [*types, chat_link_field(account, "person"), chat_link_field(account, "deal")]


def activity_type(account: CrmAccount, channel_provider: str) -> Provision:
    """What the chats of these channels are, as activities."""
    can = provider(channel_provider).capabilities
    with override(account.language):
        name = gettext("%(provider)s chat") % {"provider": can.label}
    return Provision("activity_type", f"{channel_provider}_chat", name, can.icon)


def chat_link_field(account: CrmAccount, kind: str) -> Provision:
    """Where such a record has its conversation's short link. Leads have the fields of deals."""
    with override(account.language):
        name = gettext("Kaiwa conversation")
    if kind == "person":
        return Provision("person_field", "person_field", name)
    return Provision("deal_field", "deal_field", name)


def keep(account: CrmAccount, asked_for: Sequence[Provision], made: Mapping[str, str]) -> None:
    """Remember what the CRM made of these; "" for what it refused, so that it is not asked again each time."""
    account.made = {**account.made, **{each.key: made.get(each.key, "") for each in asked_for}}
    account.save(update_fields=["made"])
