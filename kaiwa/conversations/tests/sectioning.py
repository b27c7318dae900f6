"""Customers by number, who write and are answered; and what members do with their conversations over HTTP."""

from __future__ import annotations

from django.db.models import Sum

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.conversations.models import Conversation, SectionCount

LIST = "/api/v1/conversations"
SECTIONS = ("unassigned", "mine", "others", "closed")


def wrote(customer: int, number: int, *, at: int | None = None) -> bytes:
    return webhooks.body(
        {
            "sender": {"id": f"9{customer:04}"},
            "recipient": {"id": webhooks.PAGE},
            "timestamp": webhooks.AT + 1000 * (number if at is None else at),
            "message": {"mid": f"m_{customer}_{number}", "text": f"{number}"},
        }
    )


def replied(customer: int, number: int, *, at: int | None = None) -> bytes:
    """By the Page itself, in Facebook's own inbox."""
    return webhooks.body(
        {
            "sender": {"id": webhooks.PAGE},
            "recipient": {"id": f"9{customer:04}"},
            "timestamp": webhooks.AT + 1000 * (number if at is None else at),
            "message": {"mid": f"e_{customer}_{number}", "text": f"{number}", "is_echo": True},
        }
    )


def of(customer: int) -> Conversation:
    return Conversation.objects.get(identity__external_id=f"9{customer:04}")


Place = tuple[int, int, bool]


def counted() -> dict[Place, tuple[int, int]]:
    """By channel, assignee and whether closed: conversations and unread ones, as the database keeps count."""
    rows = SectionCount.objects.values_list("channel_id", "assignee_id", "closed")
    sums = rows.annotate(Sum("conversations"), Sum("unread")).order_by()
    return {(*place,): (n, unread) for *place, n, unread in sums if n or unread}


def standing() -> dict[Place, tuple[int, int]]:
    """The same, from the conversations themselves."""
    found: dict[Place, tuple[int, int]] = {}
    for row in Conversation.objects.filter(blocked=False, last_message_at__isnull=False):
        place = (row.channel_id, row.assignee_id or 0, row.closed_at is not None)
        n, unread = found.get(place, (0, 0))
        found[place] = (n + 1, unread + (row.newest_inbound_id > row.seen_message_id))
    return found


def sections(person) -> dict[str, list[int]]:
    """The customers in each of the person's sections, as the list shows them."""
    found = {name: person.get(LIST, section=name).json()["items"] for name in SECTIONS}
    return {
        name: [int(row["identity"]["external_id"][1:]) for row in rows]
        for name, rows in found.items()
        if rows
    }


def assign(person, to, *customers: int):
    body = {"conversations": [of(each).pk for each in customers], "member": to and to.member.pk}
    return person.post(f"{LIST}/assign", body)


def close(person, *customers: int, **also):
    return person.post(f"{LIST}/close", {"conversations": [of(each).pk for each in customers], **also})


def reopen(person, *customers: int):
    return person.post(f"{LIST}/reopen", {"conversations": [of(each).pk for each in customers]})


def away(person, *, back: bool = False) -> None:
    assert person.patch(f"/api/v1/members/{person.member.pk}", {"available": back}).status_code == 200


def lines(person, customer: int) -> list[tuple[str, str | None, str | None]]:
    """The thread's timeline: what was done, by whom, and with whom."""
    items = person.get(f"{LIST}/{of(customer).pk}/messages").json()["items"]
    return [
        (each["code"], each["author"] and each["author"]["name"], each["params"].get("name"))
        for each in items
        if each["direction"] == "event"
    ]
