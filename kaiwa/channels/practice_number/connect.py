"""Connecting the practice ground's number: one step, for there is nobody to ask."""

from __future__ import annotations

from kaiwa.channels import connect
from kaiwa.channels.base import ChannelError, Credentials
from kaiwa.channels.connect import Account, Refusal, Refused
from kaiwa.channels.models import Channel
from kaiwa.channels.practice_number import exchange
from kaiwa.channels.registry import providers
from kaiwa.workspaces.models import Member

PROVIDER = "practice_number"


def open_number(member: Member, visibility: str) -> Channel:
    """Raises Refused, and ChannelError."""
    if PROVIDER not in providers():
        # Without a practice ground there is none
        raise Refused(Refusal("not_configured"))
    if no := connect.refusal(member, PROVIDER):
        raise Refused(no)
    number = exchange.numbers()[0]
    account = Account("practice", number["name"], number["token"])
    connection = connect.install(member, PROVIDER, visibility, account)
    channel = connect.claim(connection, number["number"], name=number["name"], credentials=number["token"])
    try:
        exchange.report(Credentials(number["number"], number["token"]), on=True)
    except ChannelError as error:
        connect.failed(channel, error.code)
        raise
    connect.opened(channel, by=member)
    return channel
