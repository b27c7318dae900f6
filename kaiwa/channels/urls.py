"""What providers call, and where their dialogs come back to; below /connect/. The edge knows these ends of paths."""

from django.urls import path

from kaiwa.channels.messenger.callbacks import deauthorize, delete_data
from kaiwa.channels.messenger.routes import callback

urlpatterns = [
    path("messenger/callback", callback),
    path("messenger/deauthorize", deauthorize),
    path("messenger/delete-data", delete_data),
]
