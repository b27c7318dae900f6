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
NO_MESSAGING = ("ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MODERATE", "MANAGE")


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
    ("nagisa", "10229471188230004", "青木 渚"),
)

FACES = {"misaki": "jaf4", "ken": "enm2", "haruto": "jam9", "nagisa": "jaf7"}


def user_face(key: str) -> str:
    """The picture of a user; of one who came later too."""
    return FACES.get(key, f"jax{key}")


PAGES = (
    PageSeed(
        "minato",
        "104857600100001",
        "ミナト商会 Minato Supply",
        "Office Equipment Store",
        "オフィス・店舗の設備と改装 / Equipment and fit-out for offices and shops",
        "#3b5bdb",
        True,
    ),
    PageSeed(
        "hoshino",
        "104857600100002",
        "ほしの旅行 Hoshino Travel",
        "Travel Agency",
        "社員旅行と研修旅行の手配 / Company trips and retreats",
        "#0b7285",
        False,
    ),
    PageSeed(
        "aoyama",
        "104857600100003",
        "青山デンタルクリニック",
        "Dentist & Dental Office",
        "青山一丁目駅から徒歩3分",
        "#2b8a3e",
        False,
    ),
    PageSeed(
        "harbour",
        "104857600100004",
        "Harbour Street Bikes",
        "Bicycle Shop",
        "Repairs, rentals and fleets",
        "#d9480f",
        False,
    ),
    PageSeed(
        "kaede",
        "104857600100005",
        "かえで庭園 Kaede Garden",
        "Landscape Designer",
        "庭の設計と手入れ / Gardens, designed and kept",
        "#a61e4d",
        False,
    ),
    PageSeed(
        "wakaba",
        "104857600100006",
        "わかば幼稚園",
        "Preschool",
        "園庭開放は毎週水曜日",
        "#5c940d",
        False,
    ),
    PageSeed(
        "tsubaki",
        "104857600100007",
        "喫茶つばき Café Tsubaki",
        "Café",
        "珈琲と軽食 / Coffee and light meals",
        "#862e9c",
        False,
    ),
)

# Facebook tells of these Pages only to apps that hold business_management
BUSINESSES = {("midori", "738291046500001", "みどりホールディングス"): ("nagisa",)}
BUSINESS_PAGES = {
    "kaede": ("midori", "owned"),
    "wakaba": ("midori", "owned"),
    "tsubaki": ("midori", "client"),
}

ROLES = {
    ("misaki", "minato"): ALL_TASKS,
    ("misaki", "hoshino"): ALL_TASKS,
    ("misaki", "aoyama"): SOME_TASKS,  # may look and advertise there, not write or moderate
    ("haruto", "minato"): ALL_TASKS,
    ("haruto", "harbour"): ALL_TASKS,
    ("nagisa", "kaede"): ALL_TASKS,
    ("nagisa", "wakaba"): NO_MESSAGING,
    ("nagisa", "tsubaki"): ALL_TASKS,
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
        for (key, business_id, name), members in BUSINESSES.items():
            db.insert("businesses", id=business_id, key=key, name=name)
            for user in members:
                db.insert("business_people", business_id=business_id, user_id=user_ids[user])
        for page_key, (business, kind) in BUSINESS_PAGES.items():
            put_into_business(db, page_ids[page_key], business, kind)
        for person in CUSTOMERS:
            add_customer(db, person)


def add_user(db: Store, name: str) -> str:
    """A person with a Facebook account: their id."""
    user_id = "1022947118824" + ids.new_numeric(4)
    position = db.value("SELECT max(position) + 1 FROM users")
    db.insert("users", id=user_id, key=f"user-{user_id[-4:]}", name=name, position=position)
    return user_id


def add_page(db: Store, name: str, category: str) -> str:
    """A Page on which nobody has a role yet: its id."""
    page_id = "1048576002" + ids.new_numeric(5)
    seed = PageSeed(f"page-{page_id[-5:]}", page_id, name, category, "", "#495057", False)
    db.insert("pages", **seed._asdict(), position=db.value("SELECT max(position) + 1 FROM pages"))
    return page_id


def put_into_business(db: Store, page_id: str, business: str, kind: str) -> None:
    """A business owns the Page, or works on it for a client; `business` by key or id."""
    if kind not in ("owned", "client"):
        raise ValueError("kind is owned or client")
    business_id = db.value("SELECT id FROM businesses WHERE key = :b OR id = :b", {"b": business})
    if business_id is None:
        raise ValueError(f"no such business: {business}")
    db.insert("business_pages", business_id=business_id, page_id=page_id, kind=kind)
    db.change("pages", page_id, business=business_id)


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
