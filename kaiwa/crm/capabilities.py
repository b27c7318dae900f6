"""What differs between CRMs, as data: so nothing outside a backend's folder asks for its name."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a CRM can do, and how much it takes. Sizes in bytes, titles in characters."""

    label: str
    icon: str
    markup: Literal["text", "html"]
    note_bytes: int
    activity_bytes: int
    # None: no limit
    file_bytes: int | None
    title_length: int
    # Persons, leads and deals have pages in Kaiwa; else `Snapshot.url` leads out
    pages: bool
    # The same key again makes nothing new: then `recover` is never needed
    keys: bool
    # It tells of changes by itself; else snapshots are refreshed by the hour while their conversations are alive
    reports: bool
    # `search` shows what `Account.user` may see there; else only what we know to be for everyone is offered
    member_view: bool
    # Its users are our members, known by their primary key
    own_users: bool = False
    moves_files: bool = False
    # Requests in a time
    burst: tuple[int, timedelta] | None = None
    searches: tuple[int, timedelta] | None = None
    # Tokens a day where nothing is configured
    budget: int | None = None
