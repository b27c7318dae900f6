"""Activities as the pages show them: what they are, when they are due, whose they are."""

from __future__ import annotations

from kaiwa.crm.builtin import feed_shapes, present
from kaiwa.crm.builtin.models import Activity, ActivityType


def type_of(row: ActivityType) -> feed_shapes.ActivityTypeRow:
    return feed_shapes.ActivityTypeRow(
        id=row.pk, key=row.key, name=row.name, icon=row.icon, in_calendar=row.in_calendar
    )


def shape(row: Activity) -> feed_shapes.PlannedShape:
    return feed_shapes.PlannedShape(
        type=type_of(row.type),
        due_date=row.due_date,
        due_time=f"{row.due_time:%H:%M}" if row.due_time else None,
        duration=int(row.duration.total_seconds() // 60) if row.duration else None,
        done_at=row.done_at,
        owner=present.member(row.owner),
    )
