"""The guard: nobody answers over what they have not read (D-58)."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaiwa.conversations.models import Conversation
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.workspaces.models import Member

STALE = declare("stale", 409, _("Something new was written since you last looked. Read it, then send again."))

# What is said in an answer: enough to show all of it, in a bounded answer
_MOST = 50


def require_seen(conversation: Conversation, seen: int | None, *, by: Member, beside: int = 0) -> None:
    """Raise ApiError when somebody else wrote after message `seen`, the last one `by` had before their eyes.

    The customer, a colleague, or one of us outside Kaiwa; a colleague's note too, which may be about this very answer.
    Lines of the timeline hold nothing back. `beside`: the message it is about, which is no news of itself.
    """
    if seen is None:
        return
    ours = Q(direction="out") & (Q(elsewhere=True) | ~Q(author=by))
    note = Q(direction="note") & ~Q(author=by)
    news = conversation.messages.filter(pk__gt=seen).filter(Q(direction="in") | ours | note)
    unseen = list(news.exclude(pk=beside).order_by("pk").values_list("pk", flat=True)[:_MOST])
    if unseen:
        raise ApiError(STALE, params={"messages": unseen})
