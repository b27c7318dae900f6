"""The processes of an installation, each as `kaiwa up` starts it: `python -m kaiwa.cli NAME`."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from procrastinate import App

# Jobs at once. Pictures, profiles and rounds have seven places together, the CRM four: what is left are replies
_HANDS = 16
_GRACE = 3  # seconds for what is under way; the supervisor kills half a second later


def app() -> None:
    """Django, on a socket of its own behind the edge."""
    _prepare()
    from waitress import serve

    from kaiwa.wsgi import application

    # waitress ends well on SystemExit, but knows no SIGTERM
    signal.signal(signal.SIGTERM, _leave)
    serve(
        application,
        sockets=[_listener()],
        threads=8,
        ident="",
        clear_untrusted_proxy_headers=True,
        trusted_proxy="localhost",
        trusted_proxy_headers={"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"},
        max_request_body_size=64 * 1024 * 1024,
        _quiet=True,
    )


def edge() -> None:
    """The public port."""
    _prepare()
    from kaiwa.edge.server import serve

    serve(_listener())


def drain() -> None:
    """From the journal into conversations."""
    _prepare()
    from kaiwa.conversations.drain import main
    from kaiwa.lib import counters

    counters.keep()

    main()


def worker() -> None:
    """Jobs: sending, fetching, sweeping."""
    _prepare()
    from procrastinate.contrib.django import app as jobs
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from kaiwa.lib import counters

    counters.keep()
    from kaiwa.conversations import rounds

    rounds.after_outage()
    connector = jobs.connector
    assert isinstance(connector, DjangoConnector)  # what Procrastinate uses under Django
    with jobs.replace_connector(connector.get_worker_connector()) as worker_app:
        asyncio.run(_work(worker_app))


async def _work(worker_app: "App") -> None:
    """Run jobs until SIGTERM. With the supervisor gone the database is too, and nobody else ends us."""
    # asyncio's own has few threads on few cores, and a job that waits for one waits for a provider's answer
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_HANDS + 2))
    from kaiwa.lib.locks import hold_shared

    async with worker_app.open_async():
        # As long as this process lives, and not a second longer
        known = asyncio.create_task(hold_shared("worker"))
        work = asyncio.create_task(
            worker_app.run_worker_async(
                concurrency=_HANDS,
                shutdown_graceful_timeout=_GRACE,
                delete_jobs="successful",
                install_signal_handlers=False,
            )
        )

        def end() -> None:
            # Procrastinate signs off in the database, and waits half a minute for it
            signal.alarm(_GRACE + 1)
            work.cancel()

        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end)
        with contextlib.suppress(asyncio.CancelledError):
            await work
        known.cancel()


def sandbox() -> None:
    """The providers to practise on. It knows nothing of Django."""
    _serve("kaiwa.sandbox.app:app")


def _prepare() -> None:
    """Django, and a schema of this code's age."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaiwa.settings")
    django.setup()
    from kaiwa.schema import wait_for_schema

    wait_for_schema()


def _serve(application: str) -> None:
    import uvicorn

    config = uvicorn.Config(
        application,
        log_config=None,  # our own settings say what is logged and how
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="on",
        timeout_graceful_shutdown=_GRACE,
        backlog=2048,
    )
    uvicorn.Server(config).run(sockets=[_listener()])


def _listener() -> socket.socket:
    """The socket that the supervisor holds for us: callers wait in it while we start."""
    number = os.environ.get("KAIWA_LISTEN_FD")
    if number is None:
        sys.exit("This process is started by `kaiwa up`, which gives it the socket to listen on.")
    return socket.socket(fileno=int(number))


def _leave(*_: object) -> NoReturn:
    sys.exit(0)
