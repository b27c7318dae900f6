"""Which app answers in a conversation: ours, or a second one that was handed it."""

from sqlite3 import Row

from kaiwa.sandbox import events, ids
from kaiwa.sandbox.world import World


def of(world: World, thread: Row) -> str:
    """The other app that holds the conversation; empty while it is ours."""
    return str(world.db.value("SELECT app_id FROM owners WHERE thread_id = ?", (thread["id"],)) or "")


def hand(world: World, thread: Row, app_id: str, *, act: str = "pass_thread_control") -> None:
    """Give the conversation to an app, ours when empty, and tell of it; `request_thread_control` only asks."""
    ours, before = world.config.app_id, of(world, thread)
    body = {"requested_owner_app_id": app_id}
    if act != "request_thread_control":
        world.db.run("DELETE FROM owners WHERE thread_id = ?", (thread["id"],))
        if app_id and app_id != ours:
            world.db.insert("owners", thread_id=thread["id"], app_id=app_id)
        body = {"previous_owner_app_id": before or ours, "new_owner_app_id": app_id or ours}
    item = events.from_customer(thread, ids.now_ms(), **{act: body})
    world.courier.enqueue(events.FIELDS[act], thread, item)
    world.watchers.tell(thread["id"])
