"""What a child process prints, line by line."""

import os
from collections.abc import Callable


class Lines:
    """The reader's end of a pipe that does not block; whole lines go to `to`."""

    def __init__(self, pipe: int, to: Callable[[str], None]) -> None:
        self.pipe = pipe
        self.to = to
        self.rest = b""

    def pass_on(self, *, final: bool = False) -> bool:
        """Whether there may be more. `final`: nobody will write any more, so an unended line is one too."""
        try:
            heard = os.read(self.pipe, 65536)
        except BlockingIOError:
            heard = b""
            if not final:
                return True
        *lines, self.rest = (self.rest + heard).split(b"\n")
        if not heard and self.rest:
            lines.append(self.rest)
            self.rest = b""
        for line in lines:
            self.to(line.decode(errors="replace"))
        return bool(heard)
