"""A mail server that takes what is sent to it, and keeps it: `mail_server` for every test."""

from __future__ import annotations

import asyncio
import email
import email.policy
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "kaiwa", "大切な秘密".encode().hex()
# Nobody of this name lives here
UNKNOWN = "nobody@elsewhere.example"


class Mailbox:
    """What aiosmtpd asks of a server: whom it lets in, and what becomes of a mail."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        # What a command (MAIL, RCPT, DATA) is answered instead
        self.refuse: dict[str, str] = {}
        self._came = threading.Condition()

    async def handle_MAIL(  # noqa: N802 aiosmtpd's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.refuse.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        if address == UNKNOWN:
            return "550 5.1.1 No such user"
        if "RCPT" in self.refuse:
            return self.refuse["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 aiosmtpd's name for it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if "DATA" in self.refuse:
            return self.refuse["DATA"]
        letter = email.message_from_bytes(envelope.original_content or b"", policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        with self._came:
            self.letters.append(letter)
            self._came.notify_all()
        return "250 OK"

    def wait_for(self, count: int, within: float = 15) -> list[EmailMessage]:
        """The letters, once so many have come."""
        with self._came:
            came = self._came.wait_for(lambda: len(self.letters) >= count, within)
            assert came, f"{len(self.letters)} letters after {within} s, not {count}"
            return list(self.letters)


class MailServer:
    """`url` is what KAIWA_SMTP_URL takes; `letters` is what came."""

    def __init__(self) -> None:
        self._mailbox = Mailbox()
        self._server = _Server(
            self._mailbox,
            hostname="127.0.0.1",
            port=0,
            authenticator=_authenticate,
            auth_require_tls=False,
        )

    def __enter__(self) -> MailServer:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def url(self, password: str = PASSWORD) -> str:
        # It has no certificate that anybody would accept
        return f"smtp://{USER}:{password}@127.0.0.1:{self._server.port}/?tls=off"

    @property
    def letters(self) -> list[EmailMessage]:
        return self._mailbox.letters

    @property
    def port(self) -> int:
        return int(self._server.port)

    @property
    def refuse(self) -> dict[str, str]:
        """What a command (MAIL, RCPT, DATA) is to be answered instead of being taken."""
        return self._mailbox.refuse

    def wait_for(self, count: int) -> list[EmailMessage]:
        """The letters, once so many have come."""
        return self._mailbox.wait_for(count)


def text_of(letter: EmailMessage) -> str:
    """Its plain form."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


class _Server(Controller):
    """At a port that the system chooses."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
) -> AuthResult:
    known = isinstance(given, LoginPassword) and (given.login, given.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    # A refusal is said by the server, not by us
    return AuthResult(success=known, handled=False)


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server
