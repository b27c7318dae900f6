"""What the interface says, looked up in its own catalogues: a test names the key, never the sentence."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_I18N = Path(__file__).parents[2] / "web" / "src" / "i18n"
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Words:
    """One language's catalogues."""

    language: str

    def __call__(self, key: str, **params: Any) -> str:
        """The sentence of a key such as `thread:status.sent`, whole."""
        return _PLACEHOLDER.sub(lambda match: str(params[match[1]]), self._template(key))

    def like(self, key: str, **params: Any) -> re.Pattern[str]:
        """The same where a test does not know every parameter: what is not given may be anything."""
        pieces = _PLACEHOLDER.split(self._template(key))
        literal, names = pieces[::2], pieces[1::2]
        held = [re.escape(str(params[name])) if name in params else ".+" for name in names]
        pattern = re.escape(literal[0])
        for name, text in zip(held, literal[1:], strict=True):
            pattern += name + re.escape(text)
        return re.compile(pattern)

    def _template(self, key: str) -> str:
        catalogue, _, path = key.partition(":")
        found: Any = json.loads((_I18N / self.language / f"{catalogue}.json").read_text(encoding="utf-8"))
        for name in path.split("."):
            found = found[name]
        assert isinstance(found, str), key
        return found
