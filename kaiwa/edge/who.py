"""Who asks, at the edge: the same sessions and tokens as everywhere, looked up in a thread."""

from __future__ import annotations

from dataclasses import dataclass

from kaiwa.edge.asgi import Scope, header
from kaiwa.workspaces.auth import member_from, session_key_of
from kaiwa.workspaces.models import Member


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request brings to say who it is from."""

    cookie: str
    authorization: str

    @classmethod
    def of(cls, scope: Scope) -> Credentials:
        return cls(
            header(scope, b"cookie").decode("latin-1"), header(scope, b"authorization").decode("latin-1")
        )

    @property
    def session(self) -> str:
        """The key of the browser's session; empty for a program."""
        return "" if self.authorization else session_key_of(self.cookie)

    def member(self) -> Member | None:
        """Asks the database."""
        return member_from(cookie=self.cookie, authorization=self.authorization)


def members_behind(asked: set[Credentials]) -> dict[Credentials, tuple[int, int] | None]:
    """The workspace and the member behind each credentials, or None."""
    found: dict[Credentials, tuple[int, int] | None] = {}
    for credentials in asked:
        member = credentials.member()
        found[credentials] = (member.workspace_id, member.pk) if member else None
    return found
