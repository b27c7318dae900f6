"""The Page's side without Kaiwa: replies in Facebook's own inbox, and history that was sent before."""

from sqlite3 import Row
from typing import Any

from kaiwa.sandbox import canned, ids, writing
from kaiwa.sandbox.world import Refused, World
from kaiwa.sandbox.writing import Draft

Details = dict[str, Any]


def page_acts(world: World, page_id: str, customer_id: str, details: Details) -> Details:
    """Somebody answers in Facebook's own inbox: Kaiwa hears of it by an echo with another app's id."""
    page = world.page(page_id)
    thread = world.thread(page["id"], world.customer(customer_id)["id"])
    kind = str(details.get("kind", "text"))
    attached = canned.attachments(world, kind, details) if kind != "text" else []
    draft = Draft(
        text=str(details.get("text", "")) if kind == "text" else "",
        kind=attached[0].type if attached else "text",
        at=ids.moment(details),
        attachments=attached,
        reply_to=str(details.get("reply_to", "")),
        app_id=str(details.get("app_id", writing.INBOX_APP_ID)),
    )
    if not draft.text and not attached:
        raise Refused("nothing to write")
    message = writing.page_writes(world, thread, "page", draft)
    return {
        "thread": thread["id"],
        "psid": thread["psid"],
        "page": page["id"],
        "mid": message["mid"],
        "at": message["at"],
    }


def record_sent(world: World, thread: Row, kind: str, given: Details, status: str) -> Details:
    """History: a message of ours, as sent at some time and as far come as `status` says. No webhook tells of it."""
    attached = canned.attachments(world, kind, given) if kind != "text" else []
    draft = Draft(
        text=str(given.get("text", "")) if kind == "text" else "",
        kind=attached[0].type if attached else "text",
        at=ids.moment(given),
        attachments=attached,
        reply_to=str(given.get("reply_to") or ""),
        app_id=world.config.app_id,
        metadata=str(given.get("metadata") or ""),
    )
    delivered = {"sent": 0, "never": -1}.get(status, draft.at + 1_500)
    read = draft.at + 45_000 if status == "read" else 0
    with world.db.transaction():
        mid = writing.write(world, thread, "app", draft)["mid"]
        world.db.run(
            "UPDATE messages SET delivered_at = ?, read_at = ? WHERE mid = ?", (delivered, read, mid)
        )
    return {"message_id": mid, "mid": mid, "at": draft.at, "psid": thread["psid"], "thread": thread["id"]}
