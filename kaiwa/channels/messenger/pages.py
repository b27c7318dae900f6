"""The Pages that a login opens: what may be done there, and having their messages reported to us."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kaiwa.channels.messenger import graph, values

# All that parse.py reads, and what the platform asks an inbox to know of
SUBSCRIBED_FIELDS = (
    "messages",
    "message_echoes",
    "message_deliveries",
    "message_reads",
    "message_reactions",
    "message_edits",
    "messaging_postbacks",
    "messaging_referrals",
    "messaging_optins",
    "messaging_handovers",
    "standby",
    "messaging_policy_enforcement",
)
# FB-08: full control of the Page, by its old name and by those of the new Pages
_ADMIN_TASKS = {"MANAGE", "PROFILE_PLUS_MANAGE", "PROFILE_PLUS_FULL_CONTROL"}


@dataclass(frozen=True, slots=True)
class Page:
    external_id: str
    name: str
    category: str
    picture_url: str
    token: str
    tasks: frozenset[str]

    @property
    def refusal(self) -> str | None:
        """Why the person who logged in cannot connect it, as a code."""
        return None if self.token and self.tasks & _ADMIN_TASKS else "page_not_admin"


def pages(token: str) -> Iterator[Page]:
    """Every Page the person opened to our app, however many (D-37). Raises ChannelError."""
    fields = "id,name,access_token,tasks,category,picture{url}"
    for row in graph.listed("me/accounts", token, fields=fields, limit="100"):
        external_id = values.text(row.get("id"), 128)
        if external_id:
            yield _page(external_id, row)


def subscribe(page: Page) -> None:
    """Have the Page's messages reported to our webhook. Raises ChannelError."""
    path = f"{graph.node(page.external_id)}/subscribed_apps"
    graph.post(path, page.token, subscribed_fields=",".join(SUBSCRIBED_FIELDS))


def _page(external_id: str, row: dict[str, Any]) -> Page:
    picture = values.optional_mapping(values.optional_mapping(row.get("picture")).get("data"))
    return Page(
        external_id=external_id,
        name=values.text(row.get("name"), 255),
        category=values.text(row.get("category"), 255),
        picture_url=values.url(picture.get("url")),
        token=values.text(row.get("access_token")),
        tasks=frozenset(values.text(task) for task in values.optional_list(row.get("tasks"))),
    )
