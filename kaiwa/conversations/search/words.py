"""What the index holds of a message beside its words: where it stands, and when it was said."""

from __future__ import annotations

from datetime import datetime

from kaiwa.lib.tokens.words import END, LONGEST_TEXT, LONGEST_WORD, MARK, Term, Wanted, tokens_of

__all__ = [
    "END",
    "LONGEST_TEXT",
    "LONGEST_WORD",
    "MARK",
    "Term",
    "Wanted",
    "channel_token",
    "conversation_token",
    "day_token",
    "month_token",
    "tokens_of",
]


def channel_token(channel: int) -> str:
    return f"{MARK}c{channel}"


def conversation_token(conversation: int) -> str:
    return f"{MARK}t{conversation}"


def month_token(at: datetime) -> str:
    return f"{MARK}m{at:%Y%m}"


def day_token(at: datetime) -> str:
    return f"{MARK}d{at:%Y%m%d}"
