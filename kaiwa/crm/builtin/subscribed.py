"""/api/calendar/{secret}.ics: for calendar programs, which cannot sign in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kaiwa.crm.builtin import calendar
from kaiwa.crm.builtin.models import Calendar


@require_safe
def subscribed(request: HttpRequest, secret: str) -> HttpResponse:
    """Of a member who is there: who left takes nothing along."""
    rows = Calendar.objects.filter(member__deactivated_at=None).select_related("member__workspace")
    found = rows.filter(secret=secret).first()
    if found is None:
        raise Http404
    answer = HttpResponse(calendar.render(found), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="kaiwa.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
