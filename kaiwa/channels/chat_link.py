"""Invitations to write: a channel's link that opens a chat with it, and that link as a QR code (FAQ-08)."""

from __future__ import annotations

import io
import re
from typing import Literal
from urllib.parse import quote

import segno

from kaiwa.channels.capabilities import ChatLink
from kaiwa.channels.models import Channel
from kaiwa.channels.registry import provider

Format = Literal["svg", "png"]

# Pixels a module: prints sharp at 5 cm
_PNG_SCALE = 16
# Modules of white around it, as the standard asks
_BORDER = 4


def of(channel: Channel) -> ChatLink | None:
    """How people are invited to write on this channel. None: its provider has no such link."""
    return provider(channel.provider).capabilities.chat_link


def address(channel: Channel) -> str:
    """The link without a word of its own. Only for a channel that has one."""
    offered = of(channel)
    assert offered is not None
    return offered.url.format(channel=quote(channel.external_id, safe=""))


def link(channel: Channel, ref: str) -> str | None:
    """The link that brings `ref` along, or None when the provider would not take it."""
    offered = of(channel)
    if offered is None or len(ref) > offered.limit or not re.fullmatch(offered.pattern, ref):
        return None
    url = address(channel)
    return f"{url}?{offered.parameter}={quote(ref, safe='')}" if ref else url


def code(url: str, kind: Format) -> bytes:
    """The link as a QR code that still reads when a seventh of it is lost: printed, folded, worn."""
    out = io.BytesIO()
    drawn = segno.make_qr(url, error="m")
    if kind == "svg":
        drawn.save(out, kind="svg", border=_BORDER, xmldecl=True, light="#fff", scale=8)
    else:
        drawn.save(out, kind="png", border=_BORDER, scale=_PNG_SCALE)
    return out.getvalue()
