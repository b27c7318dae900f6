"""The audit trail as it is read: what kinds of things are in it, and a page of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from kaiwa.workspaces.models import AuditEntry, Member

Kind = Literal["inbox", "channels", "members", "access", "events"]

# Every code that is recorded anywhere, by what a reader would look for it under. Words: web/src/i18n, audit.json
CODES: Mapping[Kind, tuple[str, ...]] = {
    "inbox": ("conversation_deleted", "contact_blocked", "contact_unblocked"),
    "channels": (
        "connection_installed",
        "connection_renewed",
        "connection_uninstalled",
        "visibility_changed",
        "connection_handed_over",
        "handover_asked",
        "handover_declined",
        "handover_withdrawn",
        "channel_connected",
        "channel_disconnected",
        "channel_left",
        "personal_data_deleted",
        "late_replies_changed",
        "channel_manners_changed",
        "return_when_away_changed",
        "crm_settings_changed",
        "start_button_changed",
        "automation_changed",
        "automation_agreed",
    ),
    "members": (
        "workspace_opened",
        "workspace_changed",
        "assign_on_reply_changed",
        "member_invited",
        "invitation_withdrawn",
        "invitation_accepted",
        "role_changed",
        "settings_access_changed",
        "member_removed",
    ),
    "access": (
        "token_issued",
        "token_revoked",
        "password_changed",
        "password_reset",
        "address_changed",
        "two_step_on",
        "two_step_off",
        "recovery_codes_renewed",
    ),
    "events": (
        "webhook_replayed",
        "webhooks_replayed",
    ),
}
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the trail is asked for. Times: from `since`, before `until`."""

    member: int | None = None
    kind: Kind | None = None
    since: datetime | None = None
    until: datetime | None = None


def kind_of(code: str) -> Kind | None:
    return next((kind for kind, codes in CODES.items() if code in codes), None)


def page(by: Member, filters: Filters, *, before: int | None, limit: int) -> tuple[list[AuditEntry], bool]:
    """The newest entries of the member's workspace, or the newest below entry `before`; and whether more are below."""
    rows = AuditEntry.objects.for_workspace(by.workspace).select_related("actor__user").order_by("-pk")
    if filters.member is not None:
        rows = rows.filter(actor=filters.member)
    if filters.kind is not None:
        rows = rows.filter(code__in=CODES[filters.kind])
    if filters.since is not None:
        rows = rows.filter(at__gte=filters.since)
    if filters.until is not None:
        rows = rows.filter(at__lt=filters.until)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: limit + 1])
    return found[:limit], len(found) > limit


def people(by: Member) -> list[tuple[int, str]]:
    """Whoever is in the trail and still has a membership, those who were removed too; by name."""
    acted = AuditEntry.objects.for_workspace(by.workspace).exclude(actor=None).values("actor")
    members = Member.objects.filter(workspace=by.workspace, pk__in=acted).select_related("user")
    return sorted(((member.pk, member.name) for member in members), key=lambda person: person[1].lower())
