"""Where providers' dialogs come back to; below /connect/."""

from django.urls import path

from kaiwa.channels.messenger.routes import callback

urlpatterns = [path("messenger/callback", callback)]
