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
    headers: dict[str, str]


def open_inbox(house: House, name: str) -> Inbox:
    """A new workspace; its Page is one nobody writes to."""
    made = subprocess.run(
        [sys.executable, "-m", "bench.people", name],
        env={**house.environment, "DJANGO_SETTINGS_MODULE": "kaiwa.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return Inbox(**json.loads(made.stdout))


def _make(name: str) -> Inbox:
    from kaiwa.channels.models import Channel, Connection
    from kaiwa.workspaces.models import ApiToken, Member, User, Workspace

    workspace = Workspace.objects.create(name=name)
    user = User.objects.create_user(f"{secrets.token_hex(8)}@example.com")
    member = Member.objects.create(workspace=workspace, user=user, role=Member.Role.ADMIN)
    _, token = ApiToken.objects.issue(member, "bench")
    connection = Connection.objects.create(
        workspace=workspace,
        provider="messenger",
        installer=member,
        visibility=Connection.Visibility.SHARED,
    )
    channel = Channel.objects.create(
        connection=connection, provider="messenger", external_id=secrets.token_hex(8), name=name
    )
    return Inbox(workspace.pk, channel.pk, {"Authorization": f"Bearer {token}"})


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(asdict(_make(sys.argv[1]))))
