"""What members said: this number or address is that person, or is not (H-14)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from kaiwa.crm.models import Chat, Known, Record
from kaiwa.workspaces.models import Member


def subjects(chat: Chat) -> list[str]:
    """By what a customer is known: their number, and their address on the channel."""
    identity = chat.conversation.identity
    phone = [f"phone:{identity.phone}"] if identity.phone else []
    return [*phone, f"identity:{identity.pk}"]


def remember(chat: Chat, person: Record, *, is_them: bool, by: Member | None) -> None:
    """Found again, or never offered again, whatever becomes of the link or the conversation."""
    for subject in subjects(chat):
        Known.objects.update_or_create(
            workspace_id=chat.workspace_id,
            subject=subject,
            record=person,
            defaults={"is_them": is_them, "by": by, "at": timezone.now()},
        )


def person(chat: Chat) -> Record | None:
    """Whom a member said this is, last; a record that was merged is the one it became."""
    said = _said(chat).filter(is_them=True).select_related("record__merged_into").order_by("-at", "-pk")
    for each in said:
        record = each.record.merged_into or each.record
        if record.gone_at is None:
            return record
    return None


def denied(chat: Chat) -> set[int]:
    """Records of which a member said that they are somebody else's."""
    return set(_said(chat).filter(is_them=False).values_list("record_id", flat=True))


def _said(chat: Chat) -> QuerySet[Known]:
    return Known.objects.filter(workspace=chat.workspace_id, subject__in=subjects(chat))
