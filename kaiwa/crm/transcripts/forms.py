"""As what a channel's transcripts are written: notes, activities, or both (H-13)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from kaiwa.channels.registry import provider
from kaiwa.crm.items import Form
from kaiwa.crm.models import CrmAccount


def of(account: CrmAccount, channel_provider: str) -> tuple[Form, ...]:
    """What the account wants, or what the channel is best as."""
    match account.form:
        case CrmAccount.Form.NOTE:
            return ("note",)
        case CrmAccount.Form.ACTIVITY:
            return ("activity",)
        case CrmAccount.Form.BOTH:
            return ("note", "activity")
        case _:
            return (provider(channel_provider).capabilities.transcript,)


def zone(account: CrmAccount, form: Form) -> ZoneInfo | None:
    """Whose days an activity goes by; a note goes by hours."""
    return ZoneInfo(account.workspace.time_zone) if form == "activity" else None
