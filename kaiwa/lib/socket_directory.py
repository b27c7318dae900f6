"""Directories for unix sockets, which nobody but their owner (and root) can enter."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

_LIMIT = 103  # bytes of a socket's path on macOS; Linux has 107


class SocketDirectoryTaken(Exception):
    """The directory in /tmp is another user's."""


def private_directory(place: Path, longest_name: str, *, owner: tuple[int, int] | None = None) -> Path:
    """`place`, or, where a socket's path in it were too long or needed quoting, one of its own in /tmp.

    `owner` (uid, gid) is for root, who makes it for the user that will listen in it.
    """
    if not re.fullmatch(r"[\w/.-]+", str(place), re.ASCII) or len(f"{place}/{longest_name}") > _LIMIT:
        digest = hashlib.sha256(str(place).encode()).hexdigest()[:12]
        place = Path(tempfile.gettempdir(), f"kaiwa-{digest}")
    try:
        place.mkdir(mode=0o700)
    except FileExistsError:
        _refuse_a_strangers(place, owner)
    if os.geteuid() == 0 and owner is not None:
        os.chown(place, *owner)
    return place


def _refuse_a_strangers(place: Path, owner: tuple[int, int] | None) -> None:
    """Whoever guessed the name in /tmp and made it first would own what listens there."""
    found = place.lstat()
    ours = {os.geteuid(), *(owner or ())[:1]}
    if place.is_symlink() or found.st_uid not in ours or found.st_mode & 0o077:
        raise SocketDirectoryTaken(
            f"{place} is in the way: it is open to others, or another user's. Remove it."
        )
