"""The edge's process."""

import socket

import uvicorn

# The supervisor waits 3.5 s
_GRACE = 2


def serve(listener: socket.socket) -> None:
    """Answer on `listener` until SIGTERM. Django must be set up."""
    server().run(sockets=[listener])


def server() -> uvicorn.Server:
    """The server, not yet running. Django must be set up."""
    return uvicorn.Server(
        uvicorn.Config(
            "kaiwa.edge.app:app",
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
        )
    )
