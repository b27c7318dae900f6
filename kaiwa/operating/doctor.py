"""`kaiwa doctor`: looks at what an installation stands on, and says what to do about what is wrong."""

from __future__ import annotations

import json
import shutil
import smtplib
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, connection

from kaiwa.channels.registry import providers
from kaiwa.lib.findings import Finding, failed, ok, warning
from kaiwa.operating import files
from kaiwa.schema import SchemaMismatch, check_version, installation_mark, missing_migrations

_SECONDS = 10
_GIGABYTE = 1_000_000_000
_SKEW_SECONDS = 30
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def examine(*, send_to: str = "") -> Iterator[Finding]:
    """Everything that is looked at, in the order in which trouble usually begins."""
    yield from _database()
    yield from _public_url()
    for provider in providers().values():
        yield from provider.diagnose(settings.PUBLIC_URL, _fetch)
    yield _mail(send_to)
    yield from files.examine()
    yield _disk(settings.DATA_DIR)


def _database() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version'), extract(epoch FROM clock_timestamp())")
            version, now = cursor.fetchone()
            check_version(cursor.connection.info.server_version)
    except DatabaseError as error:
        yield failed("database", f"does not answer: {error}".strip(), "Start it, and look at DATABASE_URL.")
        return
    except SchemaMismatch as error:
        yield failed("database", str(error), "Use a newer PostgreSQL.")
        return
    yield ok("database", f"PostgreSQL {version.split()[0]} answers")
    yield _migrations()
    yield _clock("the database's", float(now) - time.time())


def _migrations() -> Finding:
    try:
        missing = missing_migrations()
    except SchemaMismatch as error:
        return failed("schema", str(error), "Run the newer Kaiwa, or restore the backup from before it.")
    if missing:
        says = f"{len(missing)} migrations have not been run"
        return failed("schema", says, "Start Kaiwa, or run `kaiwa migrate`.")
    return ok("schema", "up to date")


def _clock(whose: str, ahead: float) -> Finding:
    if abs(ahead) <= _SKEW_SECONDS:
        return ok("clock", f"agrees with {whose}, within {max(1, round(abs(ahead)))} s")
    says = f"this machine's clock and {whose} are {abs(ahead):.0f} s apart"
    return warning("clock", says, "Set the time by NTP (timedatectl set-ntp true): reply windows go by it.")


def _public_url() -> Iterator[Finding]:
    url = settings.PUBLIC_URL
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        yield warning(
            "public address", f"{url} is not HTTPS", "Put a proxy with a certificate in front; Meta needs it."
        )
    status, body = _fetch(f"{url}/healthz")
    try:
        health = json.loads(body) if status in {200, 503} else {}
    except ValueError:
        health = {}
    if "installation" not in health:
        says = f"{url} answers {status}, but not as Kaiwa" if status else f"{url} cannot be reached"
        yield failed(
            "public address", says, "Start Kaiwa, and look at KAIWA_PUBLIC_URL, DNS and the reverse proxy."
        )
        return
    if health["installation"] != installation_mark():
        says = f"at {url} another installation answers"
        yield failed("public address", says, "Point KAIWA_PUBLIC_URL, DNS or the reverse proxy to this one.")
        return
    yield ok("public address", f"{url} leads to this installation")
    yield _processes(health)


def _processes(health: dict[str, object]) -> Finding:
    asleep = [part for part in ("database", "migrations", "drain", "worker") if not health.get(part)]
    if asleep:
        return failed("processes", f"not working: {', '.join(asleep)}", "Look at what `kaiwa up` printed.")
    if not health.get("ok"):
        says = f"webhooks have waited for {health.get('backlog_seconds')} s"
        return warning("processes", says, "Look at what `kaiwa up` printed about drain.")
    return ok("processes", "all are working")


def _mail(send_to: str) -> Finding:
    if settings.MAIL_TO_FILES:
        says = f"no mail server is set: mails become files in {settings.EMAIL_FILE_PATH}"
        return warning("mail", says, "Set KAIWA_SMTP_URL=smtp://user:password@host:587.")
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        server = get_connection()
        server.open()
        if send_to:
            text = (
                f"{settings.PUBLIC_URL} can send mail.\n\n{settings.PUBLIC_URL} からメールを送信できます。\n"
            )
            EmailMessage("Kaiwa: test", text, None, [send_to], connection=server).send()
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        says = f"{where}: {error}"
        return failed("mail", says, "Look at KAIWA_SMTP_URL: host, port, user and password.")
    sent = f", and a mail is on its way to {send_to}" if send_to else ""
    return ok(
        "mail", f"{where} accepts the connection{' and the login' * bool(settings.EMAIL_HOST_USER)}{sent}"
    )


def _disk(data: Path) -> Finding:
    usage = shutil.disk_usage(data)
    says = f"{usage.free / _GIGABYTE:.1f} GB free where {data} is"
    if usage.free < 0.2 * _GIGABYTE:
        return failed("disk", says, "Make room: without it nothing can be stored, and webhooks are refused.")
    if usage.free < 2 * _GIGABYTE or usage.free < usage.total * 0.05:
        return warning("disk", says, "Make room before it runs out.")
    return ok("disk", says)


def _fetch(url: str) -> tuple[int, bytes]:
    """GET an address of our own; 0 when nothing answers.

    Not through lib/http.py: the operator named it, and it may well be on this machine or its network.
    """
    request = urllib.request.Request(url, headers={"User-Agent": "Kaiwa doctor"})  # noqa: S310 - ours
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - ours
            return answer.status, answer.read(100_000)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(100_000)
    except (OSError, ValueError):
        return 0, b""
