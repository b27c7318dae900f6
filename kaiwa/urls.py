"""What the app process answers; the edge sends it /api, /_allauth and /connect."""

from django.urls import include, path

from kaiwa.api import api
from kaiwa.crm.builtin.subscribed import subscribed

handler400 = "kaiwa.errors.bad_request"
handler403 = "kaiwa.errors.forbidden"
handler404 = "kaiwa.errors.not_found"
handler500 = "kaiwa.errors.crashed"

urlpatterns = [
    path("api/v1/", api.urls),
    path("api/calendar/<str:secret>.ics", subscribed),
    path("connect/", include("kaiwa.channels.urls")),
    path("_allauth/", include("allauth.headless.urls")),
]
