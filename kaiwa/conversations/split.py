"""A text longer than the channel takes becomes several messages, cut where a reader would pause."""

import re

# From the best place to the worst
PAUSES = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[。！？!?.])\s*"), re.compile(r"\s+"))


def split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` characters that together say all of `text`."""
    parts = []
    rest = text.strip()
    while len(rest) > limit:
        cut, resume = _pause(rest, limit)
        parts.append(rest[:cut].rstrip())
        rest = rest[resume:].lstrip()
    return [*parts, rest] if rest else parts


def _pause(text: str, limit: int) -> tuple[int, int]:
    """Where the first part ends, and where the next begins."""
    for pattern in PAUSES:
        # Not in the first half: a greeting alone is no message
        found = [match for match in pattern.finditer(text, limit // 2, limit + 1) if match.start() <= limit]
        if found:
            return found[-1].start(), found[-1].end()
    return limit, limit
