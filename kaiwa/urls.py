"""What the app process answers; the edge sends it /api, /_allauth and /connect."""

from django.urls import include, path

from kaiwa.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("_allauth/", include("allauth.headless.urls")),
]
