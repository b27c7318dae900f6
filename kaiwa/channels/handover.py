"""Handing over: an installation gets another installer, and with it who may delete and say who sees it (H-03)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kaiwa.channels import letters
from kaiwa.channels.models import Connection
from kaiwa.channels.registry import provider
from kaiwa.conversations import handling
from kaiwa.crm import rules
from kaiwa.lib.api_errors import CONFLICT, NOT_ALLOWED, ApiError, declare
from kaiwa.live import publish
from kaiwa.workspaces import mail
from kaiwa.workspaces.joining import require_admin
from kaiwa.workspaces.models import AuditEntry, Member

HAS_IT = declare("installer_already", 409, _("%(name)s is its installer already."))


def hand_over(connection: Connection, to: Member, *, by: Member) -> bool:
    """Make `to` the installer. Admins only; whoever keeps it private is asked first. Raises ApiError.

    Returns whether it is done; else the installer has to agree.
    """
    require_admin(by)
    with transaction.atomic():
        row = _locked(connection)
        if to.pk == row.installer_id:
            raise ApiError(HAS_IT, params={"name": to.name})
        if not _must_agree(row, by):
            _give(row, to, by=by)
            return True
        row.handover_to, row.handover_by = to, by
        row.save(update_fields=["handover_to", "handover_by"])
        AuditEntry.objects.record(by, "handover_asked", **_about(row, to))
        # In the transaction: a request of which the installer is not told would wait for ever
        _ask(row, to, by)
    return False


def answer(connection: Connection, *, agreed: bool, by: Member) -> None:
    """The installer agrees to a handover, or does not. Raises ApiError."""
    with transaction.atomic():
        row = _locked(connection)
        if row.installer_id != by.pk:
            raise ApiError(NOT_ALLOWED)
        to = row.handover_to
        # Withdrawn meanwhile, or meant for somebody who has left
        if to is None or (agreed and not Member.objects.active().filter(pk=to.pk).exists()):
            raise ApiError(CONFLICT)
        if agreed:
            _give(row, to, by=by)
        else:
            _forget(row)
            AuditEntry.objects.record(by, "handover_declined", **_about(row, to))


def withdraw(connection: Connection, *, by: Member) -> None:
    """An admin does not want it any more. Raises ApiError."""
    require_admin(by)
    with transaction.atomic():
        row = _locked(connection)
        if row.handover_to is not None:
            AuditEntry.objects.record(by, "handover_withdrawn", **_about(row, row.handover_to))
            _forget(row)


def _must_agree(row: Connection, by: Member) -> bool:
    """Who keeps it private is asked, as long as they are there: what is in it was for them alone."""
    private = row.visibility == Connection.Visibility.PRIVATE
    active = Member.objects.active().filter(pk=row.installer_id).exists()
    return private and active and row.installer_id != by.pk


def _give(row: Connection, to: Member, *, by: Member) -> None:
    AuditEntry.objects.record(by, "connection_handed_over", **_about(row, to))
    row.installer = to
    rules.forget_agreement([row])
    _forget(row)
    handling.release_unseen(row, by=by)


def _forget(row: Connection) -> None:
    row.handover_to = row.handover_by = None
    row.save(update_fields=["installer", "handover_to", "handover_by"])
    channels = list(row.channels.values_list("pk", flat=True))
    publish(row.workspace_id, channels=channels, access=True)


def _about(row: Connection, to: Member) -> dict[str, Any]:
    return {
        "provider": row.provider,
        "connection": row.pk,
        "visibility": row.visibility,
        "installer": row.installer.name,
        "name": to.name,
    }


def _ask(row: Connection, to: Member, by: Member) -> None:
    write = partial(
        letters.handover,
        provider(row.provider).capabilities.label,
        by=by.name,
        to=to.name,
        url=f"{settings.PUBLIC_URL}/settings/messaging",
    )
    mail.send(row.installer.user.email, write, language=row.installer.user.language)


def _locked(connection: Connection) -> Connection:
    rows = Connection.objects.select_for_update(of=["self"], no_key=True).select_related(
        "installer__user", "handover_to__user"
    )
    return rows.get(pk=connection.pk)
