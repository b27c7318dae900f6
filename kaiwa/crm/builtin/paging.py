"""Pages of records: they begin at a row, and stay exact while others come and go."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from kaiwa.conversations.pages import cursor_of, place_of

_Row = TypeVar("_Row", bound=Model)


def page(
    rows: QuerySet[_Row], cursor: str, limit: int, column: str = "created_at"
) -> tuple[QuerySet[_Row], str | None]:
    """The rows below the place that `cursor` names, newest first by `column`; and the next page's cursor."""
    chosen, after = keys(rows, cursor, limit, column)
    return rows.filter(pk__in=chosen).order_by(f"-{column}", "-pk"), after


def keys(
    rows: QuerySet[_Row], cursor: str, limit: int, column: str = "created_at"
) -> tuple[list[int], str | None]:
    """The same by primary keys alone: an index tells them, and nothing else is read."""
    place = place_of(cursor)
    if place is not None:
        moment, pk = place
        below = Q(**{f"{column}__lt": moment}) | Q(**{column: moment, "pk__lt": pk})
        # The second condition follows from the first, and is the form of it that an index can use
        rows = rows.filter(below, **{f"{column}__lte": moment})
    found = list(rows.order_by(f"-{column}", "-pk").values_list("pk", column)[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return [pk for pk, _at in found[:limit]], cursor_of(last[1], last[0]) if last else None
