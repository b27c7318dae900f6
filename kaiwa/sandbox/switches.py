"""What goes wrong on purpose: webhooks that vanish, double, wait or overtake, and calls that fail."""

import json
import random
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from kaiwa.sandbox.store import Store

FaultKind = Literal["error", "http", "slow", "timeout", "hangup"]


@dataclass
class Fault:
    """One planned misbehaviour of the Graph API, used up after `count` calls (0 = until removed).

    error: answers `code`/`subcode` · http: bare `status` with an HTML body · slow: the right answer, `seconds`
    late (its echo comes first) · timeout: no answer for `seconds`, then the line is cut · hangup: the line is cut.
    `done` says whether the call was carried out all the same: then only its answer is lost.
    """

    kind: FaultKind = "error"
    on: str = "messages"
    page: str = ""
    code: int = 2
    subcode: int = 0
    message: str = ""
    is_transient: bool = False
    status: int = 0
    seconds: float = 30
    done: bool = False
    count: int = 1


@dataclass
class Switches:
    """The state of every switch on the panel; kept in the database, so that a restart changes nothing."""

    paused: bool = False
    drop: float = 0.0
    double: float = 0.0
    delay_ms: int = 0
    reorder: bool = False
    reorder_ms: int = 1500
    seed: int = 0
    batch: int = 20
    retry_max_ms: int = 10_000
    unsubscribe_after_s: int = 3600
    deliver: bool = True
    media_ttl_s: int = 3 * 86_400
    send_limit_per_s: int = 0
    usage: int = 1
    list_limit_per_s: int = 2
    # Calls of the Messenger profile in ten minutes
    profile_limit: int = 10
    outage: bool = False
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.faults = [f if isinstance(f, Fault) else Fault(**f) for f in self.faults]
        self._random = random.Random(self.seed or None)  # noqa: S311 - chance for tests, not for secrets

    @classmethod
    def load(cls, db: Store) -> "Switches":
        """The switches as they were left."""
        stored = db.value("SELECT value FROM settings WHERE name = 'switches'")
        return cls(**json.loads(stored)) if stored else cls()

    def save(self, db: Store) -> None:
        """Keep them for the next start."""
        db.run("INSERT OR REPLACE INTO settings VALUES ('switches', ?)", (json.dumps(asdict(self)),))

    def change(self, values: dict[str, Any]) -> None:
        """Set the named switches; raises ValueError for a name that is none of them."""
        known = {f.name for f in fields(self)}
        if unknown := sorted(set(values) - known):
            raise ValueError(f"no such switch: {', '.join(unknown)}; known: {', '.join(sorted(known))}")
        for name, value in values.items():
            setattr(self, name, [Fault(**f) for f in value] if name == "faults" else value)
        if "seed" in values:
            self._random = random.Random(self.seed or None)  # noqa: S311 - chance for tests, not for secrets

    def chance(self, rate: float) -> bool:
        """True with probability `rate`; the same seed gives the same run."""
        return rate > 0 and self._random.random() < rate

    def lateness(self) -> int:
        """How many milliseconds the next webhook is held back."""
        spread = self._random.randrange(self.reorder_ms) if self.reorder and self.reorder_ms > 0 else 0
        return self.delay_ms + spread

    def take_fault(self, endpoint: str, page_id: str) -> Fault | None:
        """The fault that this call meets, counted down; None when it meets none."""
        for fault in self.faults:
            if fault.on in (endpoint, "any") and fault.page in ("", page_id):
                if fault.count == 1:
                    self.faults.remove(fault)
                elif fault.count > 1:
                    fault.count -= 1
                return fault
        return None
