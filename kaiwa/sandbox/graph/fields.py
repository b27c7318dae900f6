"""`fields=id,messages.limit(20){id,from}`: the small language in which answers are asked for."""

import re
from dataclasses import dataclass, field
from typing import Any

from kaiwa.sandbox.graph.errors import GraphError
from kaiwa.sandbox.graph.known import NODE_FIELDS

TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*|[.,{}()]|-?\d+)")


@dataclass
class Asked:
    """One field: its arguments (`limit`) and the fields wanted inside it."""

    arguments: dict[str, str] = field(default_factory=dict)
    inside: dict[str, "Asked"] = field(default_factory=dict)

    def limit(self, otherwise: int) -> int:
        """The `limit` argument."""
        return int(self.arguments.get("limit", otherwise))


def parse(text: str, node: str, default: tuple[str, ...]) -> dict[str, Asked]:
    """The fields asked for, or the default ones; an unknown field of the node is refused as Graph does."""
    asked = _Reader(text).fields() if text.strip() else {name: Asked() for name in default}
    check(asked, node)
    return asked


def check(asked: dict[str, Asked], node: str) -> None:
    """Refuse fields that the node does not have."""
    spec, documented = NODE_FIELDS[node]
    for name in asked:
        if name not in spec and name not in documented:
            raise GraphError(
                100, message=f"(#100) Tried accessing nonexisting field ({name}) on node type ({node})"
            )


def pick(values: dict[str, Any], asked: dict[str, Asked]) -> dict[str, Any]:
    """The asked fields that have a value, and always the id: Graph leaves the others out."""
    names = [*asked, *(() if "id" in asked else ("id",))]
    return {name: values[name] for name in names if values.get(name) is not None}


class _Reader:
    """A recursive descent over the tokens."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        position = 0
        text = text.rstrip()
        while position < len(text):
            match = TOKEN.match(text, position)
            if match is None:
                raise _syntax(text[position])
            self._tokens.append(match[1])
            position = match.end()

    def fields(self, closing: str = "") -> dict[str, Asked]:
        found: dict[str, Asked] = {}
        while self._tokens:
            name = self._take()
            if not name[0].isalpha() and name[0] != "_":
                raise _syntax(name)
            found[name] = self._details()
            after = self._take() if self._tokens else ""
            if after == closing:
                return found
            if after != ",":
                raise _syntax(after or "end of string")
        if closing:
            raise _syntax("end of string")
        return found

    def _details(self) -> Asked:
        asked = Asked()
        while self._tokens and self._tokens[0] in (".", "{"):
            if self._take() == "{":
                asked.inside = self.fields("}")
            else:
                name, _, value, _ = self._take(), self._take(), self._take(), self._take()
                asked.arguments[name] = value
        return asked

    def _take(self) -> str:
        if not self._tokens:
            raise _syntax("end of string")
        return self._tokens.pop(0)


def _syntax(found: str) -> GraphError:
    return GraphError(2500, message=f'Syntax error "Expected end of string instead of "{found}"." in fields')
