"""Connecting Pages: Facebook's dialog, what its person granted, and the Pages they choose."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kaiwa.channels import connect, leaving
from kaiwa.channels.base import ChannelError, Credentials
from kaiwa.channels.connect import Account, Refusal, Refused
from kaiwa.channels.messenger import login, pages
from kaiwa.channels.messenger.pages import Page
from kaiwa.channels.messenger.start_button import try_to_offer as offer_start
from kaiwa.channels.models import Channel, Connection
from kaiwa.channels.picture import inline
from kaiwa.workspaces.models import Member

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

logger = logging.getLogger(__name__)

PROVIDER = "messenger"
_KEY = "connect_messenger"
# People look up passwords and ask colleagues while the dialog is open
_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Choice:
    """A Page on offer. `reason` says why it cannot be chosen, `params` what that is about."""

    external_id: str
    name: str
    category: str
    picture_url: str | None
    usable: bool
    reason: str | None
    connected: bool
    params: dict[str, Any] = field(default_factory=dict)


def begin(session: SessionBase, member: Member, visibility: str, optional: Iterable[str] = ()) -> str:
    """The address of Facebook's dialog, whose answer only this session can bring back. Raises Refused.

    `optional`: which of the optional permissions to ask for besides.
    """
    if no := connect.refusal(member, PROVIDER):
        raise Refused(no)
    state, permissions = secrets.token_urlsafe(32), login.wanted(optional)
    session[_KEY] = {
        "state": state,
        "member": member.pk,
        "visibility": visibility,
        "permissions": permissions,
        "until": time.time() + _SECONDS,
    }
    return login.dialog_url(state, permissions)


def finish(session: SessionBase, member: Member | None, query: Mapping[str, str]) -> Connection:
    """Take what the dialog brought back. Once: the state is spent, whatever comes of it. Raises Refused."""
    begun = session.pop(_KEY, None)
    if begun is None or member is None or not _matches(begun, member, query.get("state", "")):
        raise Refused(Refusal("connect_expired"))
    if query.get("error") or not query.get("code"):
        denied = query.get("error") in {None, "access_denied"}
        raise Refused(Refusal("cancelled" if denied else "provider_refused"))
    try:
        person = login.log_in(query["code"], begun.get("permissions") or login.wanted(()))
    except ChannelError as error:
        logger.warning("Facebook login of member %s failed: %s", member.pk, error)
        raise Refused(Refusal("provider_refused")) from error
    if person.missing:
        raise Refused(Refusal("permissions_missing", {"missing": list(person.missing)}))
    account = Account(person.user_id, person.user_name, person.token)
    connection = connect.install(member, PROVIDER, begun["visibility"], account)
    _renew(connection, by=member)
    return connection


def choices(connection: Connection) -> list[Choice]:
    """The Pages that the login opens, and the account itself, which is none. Raises ChannelError."""
    found = pages.pages(connection.credentials)
    taken, ours = _taken(connection, [page.external_id for page in found]), connect.connected(connection)
    pictures = inline([page.picture_url for page in found])
    offered = [_choice(page, picture, taken, ours) for page, picture in zip(found, pictures, strict=True)]
    return [*offered, _personal(connection)] if offered else []


def open_pages(
    connection: Connection, external_ids: list[str], *, by: Member, start_button: bool = False
) -> tuple[list[Channel], dict[str, str]]:
    """Connect these; the others stay as they are. Gives those that failed with the reason's code.

    `start_button`: set one on those that have none.

    Raises ChannelError when the Pages cannot be asked for at all.
    """
    offered = {page.external_id: page for page in pages.pages(connection.credentials)}
    _taken(connection, external_ids)
    channels: list[Channel] = []
    failures: dict[str, str] = {}
    for external_id in dict.fromkeys(external_ids):
        page = offered.get(external_id)
        code = "page_unknown" if page is None else page.refusal
        if page is None or code:
            failures[external_id] = code or "page_unknown"
            continue
        try:
            channels.append(_open(connection, page, by=by))
            if start_button:
                offer_start(Credentials(page.external_id, page.token), offered=True)
        except Refused as refused:
            failures[external_id] = refused.refusal.code
        except ChannelError as error:
            logger.warning("Page %s could not be connected: %s", external_id, error)
            failures[external_id] = error.code
    return channels, failures


def _taken(connection: Connection, external_ids: list[str]) -> set[str]:
    """Which of these belong to another workspace (TS-05).

    Facebook is asked about them first: one from which our app was removed there is free to be taken here (TS-07).
    """
    taken: set[str] = set()
    for channel in connect.elsewhere(connection, external_ids):
        try:
            ours = pages.is_ours(Credentials(channel.external_id, channel.credentials))
        except ChannelError as error:
            logger.info("page %s could not be asked about: %s", channel.external_id, error)
            ours = True
        if ours:
            taken.add(channel.external_id)
        else:
            leaving.freed(channel)
    return taken


def _matches(begun: dict[str, Any], member: Member, state: str) -> bool:
    same = secrets.compare_digest(str(begun["state"]).encode(), state.encode("utf-8", "replace"))
    # The member stands for user and workspace: another workspace chosen meanwhile is another member
    return same and begun["member"] == member.pk and begun["until"] > time.time()


def _renew(connection: Connection, *, by: Member) -> None:
    """After a login again: the Pages that were connected take their new tokens, without being chosen anew."""
    before = connect.connected(connection) | leaving.gone(connection)
    if not before:
        return
    try:
        open_pages(connection, sorted(before), by=by)
    except ChannelError as error:
        logger.warning("Pages of connection %s could not be renewed: %s", connection.pk, error)


def _open(connection: Connection, page: Page, *, by: Member) -> Channel:
    channel = connect.claim(connection, page.external_id, name=page.name, credentials=page.token)
    try:
        pages.subscribe(page)
    except ChannelError as error:
        connect.failed(channel, error.code)
        raise
    connect.opened(channel, by=by)
    connect.keep_picture(channel, page.picture_url)
    return channel


def _choice(page: Page, picture: str, taken: set[str], ours: set[str]) -> Choice:
    reason = page.refusal or ("page_elsewhere" if page.external_id in taken else None)
    return Choice(
        external_id=page.external_id,
        name=page.name,
        category=page.category,
        picture_url=picture or None,
        usable=reason is None,
        reason=reason,
        connected=page.external_id in ours,
        params={"tasks": list(page.missing_tasks)} if reason == "page_tasks_missing" else {},
    )


def _personal(connection: Connection) -> Choice:
    """FAQ-13: who looks for their own name in the list learns that it cannot be chosen."""
    return Choice(
        external_id=connection.external_user_id,
        name=connection.external_user_name,
        category="",
        picture_url=None,
        usable=False,
        reason="personal_account",
        connected=False,
    )
