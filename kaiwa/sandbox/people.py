"""Who lives in the practice world at the start. All of them are made up."""

import json
from typing import NamedTuple

from kaiwa.sandbox import ids
from kaiwa.sandbox.faces import face_key
from kaiwa.sandbox.store import Store

ALL_TASKS = (
    "PROFILE_PLUS_FULL_CONTROL",
    "ADVERTISE",
    "ANALYZE",
    "CREATE_CONTENT",
    "MESSAGING",
    "MODERATE",
    "MANAGE",
)
SOME_TASKS = ("ADVERTISE", "ANALYZE")


class PageSeed(NamedTuple):
    """A Page and what sets it apart."""

    key: str
    id: str
    name: str
    category: str
    about: str
    colour: str
    human_agent: bool


class CustomerSeed(NamedTuple):
    """A person with a phone."""

    id: str
    first_name: str
    last_name: str
    locale: str
    gender: str
    timezone: float = 9.0

    @property
    def name(self) -> str:
        """As Facebook shows it: family name first where the name is Japanese."""
        return full_name(self.first_name, self.last_name)


USERS = (
    ("misaki", "10229471188230001", "佐藤 美咲"),
    ("ken", "10229471188230002", "Ken Aldridge"),
    ("haruto", "10229471188230003", "田中 陽翔"),
)

FACES = {"misaki": "jaf4", "ken": "enm2", "haruto": "jam9"}

PAGES = (
    PageSeed(
        "minato", "104857600100001", "ミナト商会 Minato Supply", "Office Equipment Store",
        "オフィス・店舗の設備と改装 / Equipment and fit-out for offices and shops", "#3b5bdb", True,
    ),
    PageSeed(
        "hoshino", "104857600100002", "ほしの旅行 Hoshino Travel", "Travel Agency",
        "社員旅行と研修旅行の手配 / Company trips and retreats", "#0b7285", False,
    ),
    PageSeed(
        "aoyama", "104857600100003", "青山デンタルクリニック", "Dentist & Dental Office",
        "青山一丁目駅から徒歩3分", "#2b8a3e", False,
    ),
    PageSeed(
        "harbour", "104857600100004", "Harbour Street Bikes", "Bicycle Shop",
        "Repairs, rentals and fleets", "#d9480f", False,
    ),
)  # fmt: skip

ROLES = {
    ("misaki", "minato"): ALL_TASKS,
    ("misaki", "hoshino"): ALL_TASKS,
    ("misaki", "aoyama"): SOME_TASKS,  # may look and advertise there, not write or moderate
    ("haruto", "minato"): ALL_TASKS,
    ("haruto", "harbour"): ALL_TASKS,
}  # Ken has no Page: a personal account

CUSTOMERS = (
    CustomerSeed("yui", "結衣", "高橋", "ja_JP", "female"),
    CustomerSeed("daichi", "大地", "山本", "ja_JP", "male"),
    CustomerSeed("emily", "Emily", "Carter", "en_US", "female", -5.0),
    CustomerSeed("sakura", "さくら", "伊藤", "ja_JP", "female"),
    CustomerSeed("oliver", "Oliver", "Bennett", "en_GB", "male", 0.0),
    CustomerSeed("ren", "蓮", "渡辺", "ja_JP", "male"),
    CustomerSeed("priya", "Priya", "Raman", "en_US", "female", 5.5),
    CustomerSeed("kenta", "健太", "小林", "ja_JP", "male"),
)


def full_name(first: str, last: str) -> str:
    """Family name first for names in Japanese script."""
    japanese = any(ord(letter) > 0x3000 for letter in first + last)
    return " ".join(part for part in ((last, first) if japanese else (first, last)) if part)


def settle(db: Store) -> None:
    """Put the first people into an empty world; does nothing to one that is lived in."""
    if db.value("SELECT count(*) FROM pages"):
        return
    with db.transaction():
        for position, (key, user_id, name) in enumerate(USERS):
            db.insert("users", id=user_id, key=key, name=name, position=position)
        for position, page in enumerate(PAGES):
            db.insert("pages", **page._asdict(), position=position)
        page_ids = {page.key: page.id for page in PAGES}
        user_ids = {key: user_id for key, user_id, _ in USERS}
        for (user, page_key), tasks in ROLES.items():
            db.insert("roles", user_id=user_ids[user], page_id=page_ids[page_key], tasks=json.dumps(tasks))
        for person in CUSTOMERS:
            add_customer(db, person)


def add_customer(
    db: Store, person: CustomerSeed, *, avatar: str = "", profile: str = "ok", name: str = ""
) -> None:
    """Give a person a phone. `profile`: ok, hidden (an empty object), unavailable (2018218) or gone (100/33)."""
    position = db.value("SELECT coalesce(max(position), 0) + 1 FROM customers")
    db.insert(
        "customers",
        **person._asdict(),
        name=name or person.name or person.id,
        avatar=avatar or face_key(person.locale, person.gender, ids.numeric("face", person.id, digits=6)),
        profile=profile,
        position=position,
    )
