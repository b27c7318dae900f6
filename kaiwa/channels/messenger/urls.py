"""What Facebook's dialog comes back to; below /connect/messenger/."""

from django.urls import path

from kaiwa.channels.messenger.routes import callback

urlpatterns = [path("callback", callback)]
