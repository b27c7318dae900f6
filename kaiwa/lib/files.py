"""Files as those outside are given them."""

from contextlib import AbstractContextManager
from typing import IO, Protocol


class OpenFile(Protocol):
    """A stored file as somebody outside uploads it. Size in bytes."""

    @property
    def name(self) -> str: ...
    @property
    def mime(self) -> str: ...
    @property
    def size(self) -> int: ...

    def open(self) -> AbstractContextManager[IO[bytes]]: ...
