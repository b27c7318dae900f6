"""The Pages that a login opens: what may be done there, and having their messages reported to us."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kaiwa.channels.base import ChannelError, Credentials
from kaiwa.channels.messenger import graph, login, values

logger = logging.getLogger(__name__)

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
    "calls",
)
# FB-08: full control of the Page, by its old name and by those of the new Pages
_ADMIN_TASKS = {"MANAGE", "PROFILE_PLUS_MANAGE", "PROFILE_PLUS_FULL_CONTROL"}
# What subscribing and answering take; the new Pages have names of their own for them
NEEDED_TASKS = ("MESSAGING", "MODERATE")
_FIELDS = "id,name,access_token,tasks,category,picture{url}"
_BUSINESS_EDGES = ("owned_pages", "client_pages")


@dataclass(frozen=True, slots=True)
class Page:
    external_id: str
    name: str
    category: str
    picture_url: str
    token: str
    # None: Facebook did not say what the person may do there
    tasks: frozenset[str] | None

    @property
    def missing_tasks(self) -> tuple[str, ...]:
        if self.tasks is None or "PROFILE_PLUS_FULL_CONTROL" in self.tasks:
            return ()
        have = {task.removeprefix("PROFILE_PLUS_") for task in self.tasks}
        return tuple(task for task in NEEDED_TASKS if task not in have)

    @property
    def refusal(self) -> str | None:
        """Why the person who logged in cannot connect it, as a code."""
        if self.missing_tasks:
            return "page_tasks_missing"
        admin = self.tasks is None or self.tasks & _ADMIN_TASKS
        return None if self.token and admin else "page_not_admin"


def pages(token: str) -> list[Page]:
    """Every Page the person opened to our app, once, from wherever Facebook lists it (D-37). Raises ChannelError."""
    found: dict[str, Page] = {}
    for row in _rows(token):
        page = _page(row)
        known = found.get(page.external_id)
        if page.external_id and (known is None or (page.token and not known.token)):
            found[page.external_id] = page
    return [page if page.token else _asked_alone(page, token) for page in found.values()]


def subscribe(page: Page) -> None:
    """Have the Page's messages reported to our webhook. Raises ChannelError."""
    subscribe_channel(Credentials(page.external_id, page.token))


def subscribe_channel(credentials: Credentials) -> None:
    """The same, with what we kept of the Page. Raises ChannelError."""
    path = _subscription(credentials.channel)
    graph.post(path, credentials.token, subscribed_fields=",".join(SUBSCRIBED_FIELDS))


def unsubscribe(credentials: Credentials) -> None:
    """The opposite. Raises ChannelError."""
    graph.delete(_subscription(credentials.channel), credentials.token)


def is_ours(credentials: Credentials) -> bool:
    """Whether our app is still installed on the Page. Raises ChannelError when that cannot be known."""
    try:
        graph.get(_subscription(credentials.channel), credentials.token)
    except ChannelError as error:
        if error.code == "app_removed":
            return False
        raise
    return True


def _subscription(page: str) -> str:
    return f"{graph.node(page)}/subscribed_apps"


def _rows(token: str) -> Iterator[dict[str, Any]]:
    yield from graph.listed("me/accounts", token, fields=_FIELDS, limit="100")
    if login.BUSINESSES not in login.granted(token):
        return
    for business in graph.listed("me/businesses", token, fields="id", limit="100"):
        for edge in _BUSINESS_EDGES:
            yield from _of_business(graph.node(values.text(business.get("id"))), edge, token)


def _of_business(business: str, edge: str, token: str) -> Iterator[dict[str, Any]]:
    """A business may show some of its people less than all; the Pages of the others are found all the same."""
    try:
        yield from graph.listed(f"{business}/{edge}", token, fields=_FIELDS, limit="100")
    except ChannelError as error:
        if error.code not in {"permission_missing", "not_found", "not_allowed"}:
            raise
        logger.info("business %s does not show its %s: %s", business, edge, error)


def _asked_alone(page: Page, token: str) -> Page:
    """A list of a business may leave out the Page's token, which the Page itself gives to who may have it."""
    try:
        return _page(graph.get(graph.node(page.external_id), token, fields=_FIELDS))
    except ChannelError as error:
        if not error.permanent:
            raise
        logger.info("page %s gives no token: %s", page.external_id, error)
        return page


def _page(row: dict[str, Any]) -> Page:
    picture = values.optional_mapping(values.optional_mapping(row.get("picture")).get("data"))
    tasks = row.get("tasks")
    return Page(
        external_id=values.text(row.get("id"), 128),
        name=values.text(row.get("name"), 255),
        category=values.text(row.get("category"), 255),
        picture_url=values.url(picture.get("url")),
        token=values.text(row.get("access_token")),
        tasks=frozenset(values.text(task) for task in tasks) if isinstance(tasks, list) else None,
    )
