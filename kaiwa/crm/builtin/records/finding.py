"""Finding records: by name, by number, by address."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import BooleanField, F, Func, Value

from kaiwa.crm.builtin.models import Deal, Lead, Organization, Person
from kaiwa.crm.builtin.models.visible import VisibleQuerySet
from kaiwa.crm.builtin.records.rows import workspace_token
from kaiwa.lib.tokens.words import Wanted

Row = TypeVar("Row", Person, Organization, Lead, Deal)


def holding(rows: VisibleQuerySet[Row], text: str, workspace: int) -> VisibleQuerySet[Row]:
    """Those of `rows` that the index finds for `text`; all of them for none."""
    if not text.strip():
        return rows
    wanted = Wanted.read(_as_number(text))
    if not wanted:
        return rows.none()
    query = wanted.tsquery([workspace_token(workspace)])
    return rows.filter(
        Func(
            F("tokens"),
            Value(query),
            template="(%(expressions)s::tsquery)",
            arg_joiner=" @@ ",
            output_field=BooleanField(),
        )
    )


def _as_number(text: str) -> str:
    """A number is looked for by its digits, however it is written; with the + of its country or without."""
    digits = "".join(c for c in text if c.isdecimal())
    rest = "".join(c for c in text if not c.isdecimal() and c not in " +-()./‐－−　（）")
    return digits if len(digits) >= 3 and not rest else text
