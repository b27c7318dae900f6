"""Every operation of the API as the OpenAPI lists it, ready to be asked with somebody's ids."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kaiwa.api import api
from kaiwa.workspaces.tests.people import Browser

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    details: Json = field(repr=False)

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path.removeprefix('/api/v1')}"

    @property
    def noun(self) -> str:
        """Of what the id in the path is: /conversations/{pk}/messages → conversations. Empty without an id."""
        before, brace, _after = self.path.partition("/{")
        return before.rpartition("/")[2] if brace else ""

    def ask(self, browser: Browser, pk_of: Callable[[str], int], ids: Mapping[str, int]) -> Any:
        """Ask with a valid body, in which everything that is an id is one of `ids`."""
        path = self.path.replace("{pk}", str(pk_of(self.noun)) if self.noun else "")
        if "multipart/form-data" in self.details.get("requestBody", {}).get("content", {}):
            return browser.upload(path, io.BytesIO(b"a file"))
        if self.method == "get":
            return browser.get(path, **self._query(ids))
        return getattr(browser, self.method)(path, self._body(ids))

    def _query(self, ids: Mapping[str, int]) -> Json:
        asked = [each for each in self.details["parameters"] if each["in"] == "query"]
        return {
            each["name"]: ids.get(each["name"]) or _example(each["name"], each["schema"], ids)
            for each in asked
            if each["name"] in ids or each["required"]
        }

    def _body(self, ids: Mapping[str, int]) -> Any:
        content = self.details.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        return _example("", schema, ids) if schema else None


@cache
def operations() -> tuple[Operation, ...]:
    return tuple(_operations())


def _operations() -> Iterator[Operation]:
    for path, methods in _openapi()["paths"].items():
        for method, details in methods.items():
            yield Operation(method, path, details)


@cache
def _openapi() -> Json:
    return dict(api.get_openapi_schema())


# Those that are no id
_NUMBERS = {"place": 1}
# Texts that are not just any
_WORDS = {
    "email": "somebody@else.example",
    "emails": "somebody@else.example",
    "emails.value": "somebody@else.example",
    "value": "12",
    "currency": "JPY",
    "number": "+819012345678",
    "add_phone": "+819012345678",
    "expected_close": "2026-12-24",
    "due_date": "2026-12-24",
    "due_time": "14:05",
}


def _example(name: str, schema: Json, ids: Mapping[str, int]) -> Any:  # noqa: PLR0911 one line a type
    if "anyOf" in schema:
        schema = schema["anyOf"][0]
    if "$ref" in schema:
        schema = _openapi()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return schema["enum"][-1]
    if "const" in schema:
        return schema["const"]
    match schema["type"]:
        case "object":
            return {
                each: _example(f"{name}.{each}" if f"{name}.{each}" in _WORDS else each, inner, ids)
                for each, inner in schema["properties"].items()
            }
        case "array":
            return [_example(name, schema["items"], ids)]
        case "integer":
            return _NUMBERS[name] if name in _NUMBERS else ids[name]
        case "boolean":
            return True
        case _:
            return _WORDS.get(name, "x")
