"""The edge's process. Django must be set up before this is imported."""

import socket
import sys

import uvicorn
from django.db import DEFAULT_DB_ALIAS, connections

from kaiwa.edge.app import app

# The supervisor waits 3.5 s
_GRACE = 2
# Milliseconds until a peer that acknowledges nothing is given up: a laptop that went to sleep with its stream
_SILENCE = 60_000


class Server(uvicorn.Server):
    """Ends our streams itself: waiting for them to end would use up the grace period."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        app.end_streams()
        await super().shutdown(sockets)


def serve(listener: socket.socket) -> None:
    """Answer on `listener` until SIGTERM."""
    # What the edge asks of Django's models is asked by primary key, again and again: planned once, one look at
    # what changed is 5.5 ms instead of 11.4
    connections.settings[DEFAULT_DB_ALIAS]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
    if sys.platform == "linux":
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _SILENCE)
    # The thread that reads what changed and the one that takes webhooks take turns; 5 ms would be long to wait
    sys.setswitchinterval(0.001)
    server().run(sockets=[listener])


def server() -> Server:
    """The server, not yet running."""
    return Server(
        uvicorn.Config(
            app,
            http="httptools",
            ws="none",
            lifespan="on",
            log_config=None,  # our own settings say what is logged and how
            access_log=False,
            server_header=False,
            # Only a proxy on this machine is believed about the client, or one that the environment's
            # FORWARDED_ALLOW_IPS names
            proxy_headers=True,
            timeout_keep_alive=65,
            timeout_graceful_shutdown=_GRACE,
            backlog=2048,
        )
    )
