"""Where the strict CRM keeps its rows: in memory, or in a file that several processes share."""

import copy
import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

Rows = dict[str, Any]


class Store:
    """Rows by kind and id. What fails half-way changes nothing."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = RLock()
        self._rows = _empty()

    @contextmanager
    def open(self) -> Iterator[Rows]:
        """The rows, for one request at a time; kept when it ends well."""
        with self._lock:
            if self._path is None:
                rows = copy.deepcopy(self._rows)
                yield rows
                self._rows = rows
                return
            with self._path.with_suffix(".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                rows = json.loads(self._path.read_text()) if self._path.exists() else _empty()
                yield rows
                written = self._path.with_suffix(".new")
                written.write_text(json.dumps(rows))
                written.replace(self._path)

    def clear(self) -> None:
        self._rows = _empty()
        if self._path is not None:
            self._path.unlink(missing_ok=True)


def _empty() -> Rows:
    return {"next": 1, "records": {}, "note": {}, "activity": {}, "file": {}, "calls": []}
