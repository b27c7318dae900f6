"""Workspaces of their own, made behind the API: what is measured is not how they are made.

python -m bench.people NAME        in the environment of a running instance; prints an Inbox as JSON
"""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from dataclasses import asdict, dataclass

from bench.house import ROOT, House


@dataclass(frozen=True)
class Inbox:
    """A workspace with one connected channel, and what its member says to the API."""

    workspace: int
    channel: int
    connection: int
    # The Page's id at the provider
    page: str
    headers: dict[str, str]
    # Of each member, the installer first
    members: list[int]
    tokens: list[str]

    def headers_of(self, member: int) -> dict[str, str]:
        """What the member at this place says to the API."""
        return {"Authorization": f"Bearer {self.tokens[member]}"}


def open_inbox(house: House, name: str, members: int = 1) -> Inbox:
    """A new workspace with so many members; its Page is one nobody writes to."""
    made = subprocess.run(
        [sys.executable, "-m", "bench.people", name, str(members)],
        env={**house.environment, "DJANGO_SETTINGS_MODULE": "kaiwa.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return Inbox(**json.loads(made.stdout))


def _make(name: str, count: int) -> Inbox:
    from kaiwa.channels.models import Channel, Connection
    from kaiwa.crm.models import Automation
    from kaiwa.workspaces.models import ApiToken, Member, User, Workspace

    workspace = Workspace.objects.create(name=name)
    users = [User.objects.create_user(f"{secrets.token_hex(8)}@example.com") for _ in range(count)]
    members = [
        Member.objects.create(workspace=workspace, user=user, role=Member.Role.ADMIN) for user in users
    ]
    tokens = [ApiToken.objects.issue(member, "bench")[1] for member in members]
    connection = Connection.objects.create(
        workspace=workspace,
        provider="messenger",
        installer=members[0],
        visibility=Connection.Visibility.SHARED,
    )
    channel = Channel.objects.create(
        connection=connection, provider="messenger", external_id=secrets.token_hex(8), name=name
    )
    # What is measured here is not how its customers come into the CRM
    Automation.objects.create(channel=channel, add_persons=False, on_new_chat=Automation.NewChat.NOTHING)
    return Inbox(
        workspace=workspace.pk,
        channel=channel.pk,
        connection=connection.pk,
        page=channel.external_id,
        headers={"Authorization": f"Bearer {tokens[0]}"},
        members=[member.pk for member in members],
        tokens=tokens,
    )


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(asdict(_make(sys.argv[1], int(sys.argv[2])))))
