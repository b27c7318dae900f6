"""The audit page: who did what to the workspace's settings (D-86)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from kaiwa.workspaces.models import AuditEntry, Member

AT = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)


def trail(person: Any, **query: Any) -> list[Any]:
    items: list[Any] = person.get("/api/v1/audit", **query).json()["items"]
    return items


def test_what_an_admin_does_is_in_the_trail_newest_first(alice, bob) -> None:
    alice.post("/api/v1/invitations", {"email": "dora@acme.example", "role": "member"})
    alice.patch(f"/api/v1/members/{bob.member.pk}", {"role": "admin"})
    newest, invited, opened = trail(alice)
    assert (newest["code"], newest["kind"]) == ("role_changed", "members")
    assert newest["params"]["name"] == "Bob Baba"
    assert newest["actor"] == {"id": alice.member.pk, "name": "Alice Aoki"}
    assert (invited["code"], invited["params"]["email"]) == ("member_invited", "dora@acme.example")
    assert opened["code"] == "workspace_opened"


def test_only_admins_read_the_trail_of_their_own_workspace(alice, bob, charlie) -> None:
    assert bob.get("/api/v1/audit").status_code == 403
    assert [entry["params"]["name"] for entry in trail(charlie)] == ["Rival"]


def test_the_trail_is_filtered_by_member_kind_and_time(alice, bob) -> None:
    AuditEntry.objects.all().delete()
    for hour, (person, code) in enumerate(
        [(alice, "channel_connected"), (bob, "token_issued"), (bob, "role_changed")]
    ):
        entry = AuditEntry.objects.record(person.member, code, name="x")
        AuditEntry.objects.filter(pk=entry.pk).update(at=AT + timedelta(hours=hour))

    def codes(**query: Any) -> list[str]:
        return [entry["code"] for entry in trail(alice, **query)]

    assert codes(member=bob.member.pk) == ["role_changed", "token_issued"]
    assert codes(kind="channels") == ["channel_connected"]
    assert codes(kind="access", member=alice.member.pk) == []
    assert codes(since=(AT + timedelta(hours=1)).isoformat()) == ["role_changed", "token_issued"]
    assert codes(until=(AT + timedelta(hours=1)).isoformat()) == ["channel_connected"]
    people = alice.get("/api/v1/audit").json()["people"]
    assert [person["name"] for person in people] == ["Alice Aoki", "Bob Baba"]


def test_what_a_deleted_member_did_keeps_their_name(alice, bob) -> None:
    AuditEntry.objects.record(bob.member, "token_issued", name="robot")
    Member.objects.filter(pk=bob.member.pk).delete()
    assert trail(alice)[0]["actor"] == {"id": None, "name": "Bob Baba"}


def test_ten_thousand_entries_are_read_page_by_page_each_once(alice) -> None:
    AuditEntry.objects.all().delete()
    made = AuditEntry.objects.bulk_create(
        AuditEntry(
            workspace=alice.workspace, actor=alice.member, code="token_issued", params={"name": str(n)}
        )
        for n in range(10_000)
    )
    seen: list[int] = []
    cursor = ""
    while cursor is not None and len(seen) < 300:
        answer = alice.get("/api/v1/audit", limit=100, cursor=cursor).json()
        seen += [entry["id"] for entry in answer["items"]]
        # One that comes meanwhile moves no page
        AuditEntry.objects.record(alice.member, "token_revoked", name="x")
        cursor = answer["next_cursor"]
    assert seen == [entry.pk for entry in reversed(made)][:300]
    last = alice.get("/api/v1/audit", limit=100, cursor=str(made[50].pk)).json()
    assert (len(last["items"]), last["next_cursor"]) == (50, None)
