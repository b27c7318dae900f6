"""Activities on records, their types, and one's own calendar of them (TL-05, TL-06)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from icalendar import Calendar as Ics

from kaiwa.crm import accounts
from kaiwa.crm.builtin.models import Activity, Deal
from kaiwa.crm.builtin.records import activities, entries
from kaiwa.crm.items import Provision


def types(who) -> dict[str, int]:
    return {row["key"]: row["id"] for row in who.get("/api/v1/activity-types").json()}


def day(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def ics(who, url: str) -> dict[str, Any]:
    answer = who.get(url[url.index("/api/") :])
    assert (answer.status_code, answer["content-type"]) == (200, "text/calendar; charset=utf-8")
    return {str(event["summary"]): event for event in Ics.from_ical(answer.content).walk("VEVENT")}


def test_an_activity_is_planned_changed_done_and_deleted(alice, bob, made):
    deal = made("deals", title="Ten bikes")
    call = made(
        f"deals/{deal['id']}/activities",
        type=types(alice)["call"],
        subject="Ask for the colour",
        due_date=day(3),
        due_time="14:05",
        duration=15,
        key="c",
    )
    assert (call["type"]["name"], call["owner"]["name"], call["due_time"], call["duration"]) == (
        "Call",
        "Alice Aoki",
        "14:05",
        15,
    )
    again = made(f"deals/{deal['id']}/activities", type=types(alice)["call"], subject="x", key="c")
    assert again["id"] == call["id"]
    made(f"deals/{deal['id']}/notes", text="Written after it")
    feed = f"/api/v1/deals/{deal['id']}/feed"
    (item,) = alice.get(feed, kind="planned").json()["items"]
    assert (item["kind"], item["subject"], item["done"]) == ("activity", "Ask for the colour", False)
    assert "activity" not in {each["kind"] for each in alice.get(feed).json()["items"]}
    path = f"/api/v1/activities/{call['id']}"
    done = bob.patch(path, {"done": True, "text": "Red ones", "due_time": None}).json()
    assert (done["text"], done["due_time"], done["edited"]["by"]["name"]) == ("Red ones", None, "Bob Baba")
    assert done["done_at"] is not None
    assert alice.get(feed, kind="planned").json()["items"] == []
    assert alice.get(feed).json()["items"][0]["subject"] == "Ask for the colour"
    assert bob.patch(path, {"done": True}).json()["done_at"] == done["done_at"]
    (item,) = alice.get(f"/api/v1/deals/{deal['id']}/feed", kind="activity").json()["items"]
    assert (item["done"], item["activity"]["done_at"]) == (True, done["done_at"])
    assert alice.delete(path).status_code == 204
    assert alice.get(path).status_code == 404


def test_types_are_made_renamed_and_removed_by_those_with_settings_access(alice, bob, made):
    first = types(alice)
    assert set(first) >= {"call", "meeting", "task", "deadline", "email"}
    body = {"name": "Site visit", "icon": "building"}
    assert bob.post("/api/v1/activity-types", body).status_code == 403
    visit = alice.post("/api/v1/activity-types", body).json()
    path = f"/api/v1/activity-types/{visit['id']}"
    assert alice.patch(path, {"in_calendar": False}).json()["in_calendar"] is False
    deal = made("deals", title="Ten bikes")
    kept = made(f"deals/{deal['id']}/activities", type=visit["id"], subject="Look at the shop")
    assert alice.delete(path).status_code == 204
    assert visit["key"] not in types(alice)
    assert alice.get(f"/api/v1/activities/{kept['id']}").json()["type"]["name"] == "Site visit"


def test_ones_own_calendar_has_ones_own_activities_and_no_chats(alice, bob, made, client):
    person = made("persons", name="Yamada")
    deal = made("deals", title="Ten bikes", person=person["id"])
    kinds = types(alice)
    path = f"deals/{deal['id']}/activities"
    made(path, type=kinds["call"], subject="Call", due_date=day(1), due_time="14:05", duration=45)
    made(path, type=kinds["task"], subject="Task", due_date=day(2))
    made(path, type=kinds["task"], subject="Bob's", due_date=day(2), owner=bob.member.pk)
    made(path, type=kinds["task"], subject="Some day")
    account = accounts.of(alice.workspace)
    made_type = activities.provide(account.workspace, Provision("activity_type", "a_chat", "Chat"))
    backend_on = entries.On.record(Deal.objects.get())
    entries.write(
        Activity,
        backend_on,
        "What was said",
        key="k",
        at=timezone.now(),
        author=None,
        type=activities.type_for(account.workspace, made_type),
        subject="Chat: Yamada",
        due_date=timezone.now().date(),
    )
    assert alice.get("/api/v1/calendar").json()["url"] is None
    url = alice.post("/api/v1/calendar", {}).json()["url"]
    events = ics(client, url)
    assert set(events) == {"Call", "Task"}
    assert events["Call"]["dtend"].dt - events["Call"]["dtstart"].dt == timedelta(minutes=45)
    assert str(events["Task"]["dtstart"].dt) == day(2)
    assert "Ten bikes" in events["Call"]["description"]
    shown = alice.patch("/api/v1/calendar", {"types": [int(made_type), kinds["task"]]}).json()
    assert {row["key"] for row in shown["types"] if row["chosen"]} == {"a_chat", "task"}
    assert set(ics(client, url)) == {"Chat: Yamada", "Task"}
    # Renewed, the old address leads nowhere; and who is no member any more has none
    renewed = alice.post("/api/v1/calendar", {}).json()["url"]
    assert client.get(url[url.index("/api/") :]).status_code == 404
    assert set(ics(client, renewed)) == {"Chat: Yamada", "Task"}
    assert alice.delete("/api/v1/calendar").status_code == 204
    assert client.get(renewed[renewed.index("/api/") :]).status_code == 404


def test_a_calendar_shows_nothing_of_a_record_that_its_member_may_not_see(alice, bob, made, client):
    """H-16."""
    deal = made("deals", title="Secret deal")
    made(
        f"deals/{deal['id']}/activities",
        type=types(alice)["task"],
        subject="For Bob",
        due_date=day(1),
        owner=bob.member.pk,
    )
    url = bob.post("/api/v1/calendar", {}).json()["url"]
    assert set(ics(client, url)) == {"For Bob"}
    assert alice.patch(f"/api/v1/deals/{deal['id']}", {"visibility": "owner"}).status_code == 200
    assert ics(client, url) == {}
