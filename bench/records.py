"""The CRM full: whose number that is among half a million persons, and a board of a hundred thousand deals.

python -m bench.records WORKSPACE        in the environment of a running instance; milliseconds of each match, as JSON
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from typing import Any

from bench import load
from bench.house import ROOT, House
from bench.people import Inbox, open_inbox
from bench.report import Figure

PERSONS = 500_000
DEALS = 100_000
STAGES = 6
# Entries in the feed of one deal; the others have three
LONG_FEED = 5_000
ROUNDS = 60
_WARM = 10
_MATCHES = 300
_MATCH_MS, _PAGE_MS = 20, 150


def measure(house: House) -> tuple[list[Figure], dict[str, Any]]:
    inbox = open_inbox(house, "crm, half a million persons")
    began = time.perf_counter()
    _fill_persons(house, inbox)
    _fill_deals(house, inbox)
    filled = round(time.perf_counter() - began, 1)
    matches = _matches(house, inbox)
    worst = round(load.percentile(matches, 95), 2)
    beside = f"ms in the middle; {len(matches)} numbers, every third known"
    median = round(load.percentile(matches, 50), 2)
    title = "a match among 500,000 persons, 95 %"
    figures = [Figure(title, worst, "ms", median, beside, f"< {_MATCH_MS} ms", worst < _MATCH_MS)]
    return figures, {"match_ms": {"p50": median, "p95": worst}, "seconds_to_fill": filled, "inbox": inbox}


async def pages(house: House, inbox: Inbox) -> tuple[list[Figure], dict[str, Any]]:
    """Board, sums and feeds over HTTP, one request at a time."""
    pipeline = (await load.get(house.url, "/api/v1/pipelines", inbox.headers))[0]
    board = await load.get(house.url, f"/api/v1/pipelines/{pipeline['id']}/board", inbox.headers)
    long, short = _deals(house, inbox)
    column = next(stage for stage in board["stages"] if stage["next_cursor"])
    paths = {
        "board": [f"/api/v1/pipelines/{pipeline['id']}/board"],
        "sums": [f"/api/v1/pipelines/{pipeline['id']}/sums"],
        "column, on": [f"/api/v1/stages/{column['id']}/deals?cursor={column['next_cursor']}"],
        "list": ["/api/v1/deals"],
        "search": [f"/api/v1/deals?q={n}" for n in range(5000, 5000 + ROUNDS)],
        "feed": [f"/api/v1/deals/{pk}/feed" for pk in short],
        "feed of 5,000": [f"/api/v1/deals/{long}/feed"],
    }
    times = {name: await _times(house, inbox, each) for name, each in paths.items()}
    return [_figure(name, found) for name, found in times.items()], {"pages_ms": times}


def _figure(name: str, found: dict[str, float]) -> Figure:
    title = f"{name}, with 100,000 deals, 95 %"
    beside = "ms in the middle"
    return Figure(
        title, found["p95"], "ms", found["p50"], beside, f"< {_PAGE_MS} ms", found["p95"] < _PAGE_MS
    )


async def _times(house: House, inbox: Inbox, paths: list[str]) -> dict[str, float]:
    requests = [load.request(house.url, "GET", path, inbox.headers) for path in paths]
    many = (requests * (1 + (_WARM + ROUNDS) // len(requests)))[: _WARM + ROUNDS]
    run, _answer = await load.fetch(house.url, many)
    if run.bad:
        raise RuntimeError(f"{paths[0]}: {run.bad} bad answers")
    taken = [answer.milliseconds for answer in run.answers[_WARM:]]
    return {"p50": round(load.percentile(taken, 50), 1), "p95": round(load.percentile(taken, 95), 1)}


def _fill_persons(house: House, inbox: Inbox) -> None:
    """Half of them with a second number; written in several ways, found by how they end."""
    with house.database() as database, database.transaction():
        database.execute(
            """
            WITH made AS (
                INSERT INTO crm_builtin_person (workspace_id, owner_id, name, tokens, fields)
                SELECT %(workspace)s, %(owner)s, 'お客様 ' || n,
                       array_to_tsvector(ARRAY['お客様', n::text]), '{}'
                FROM generate_series(1, %(count)s) n RETURNING id, split_part(name, ' ', 2)::int AS n
            ), phoned AS (
                INSERT INTO crm_builtin_phone (workspace_id, person_id, value, label, "primary")
                SELECT %(workspace)s, id, CASE n %% 3
                    WHEN 0 THEN '+81 90-' || to_char(10000000 + n, 'FM0000-0000')
                    WHEN 1 THEN '090-' || to_char(10000000 + n, 'FM0000-0000')
                    ELSE '090' || (10000000 + n) END, 'mobile', true
                FROM made
                UNION ALL
                SELECT %(workspace)s, id, '03-' || to_char(30000000 + n, 'FM0000-0000'), 'work', false
                FROM made WHERE n %% 2 = 0
                RETURNING id, value
            )
            INSERT INTO crm_builtin_phonetail (phone_id, workspace_id, tail)
            SELECT id, %(workspace)s, right(translate(value, '+- ', ''), 8) FROM phoned
            """,
            {"workspace": inbox.workspace, "owner": inbox.members[0], "count": PERSONS},
        )


def _fill_deals(house: House, inbox: Inbox) -> None:
    with house.database() as database:
        values = {
            "workspace": inbox.workspace,
            "owner": inbox.members[0],
            "deals": DEALS,
            "stages": STAGES,
            "long": LONG_FEED,
        }
        with database.transaction():
            database.execute(
                """
                WITH made AS (
                    INSERT INTO crm_builtin_pipeline (workspace_id, name, place)
                    VALUES (%(workspace)s, '販売', 1) RETURNING id
                ), staged AS (
                    INSERT INTO crm_builtin_stage (pipeline_id, name, place)
                    SELECT id, 'ステージ ' || n, n FROM made, generate_series(1, %(stages)s) n
                    RETURNING id, pipeline_id, place
                ), persons AS (
                    SELECT id, row_number() OVER (ORDER BY id) AS n FROM crm_builtin_person
                    WHERE workspace_id = %(workspace)s LIMIT %(deals)s
                )
                INSERT INTO crm_builtin_deal (
                    workspace_id, owner_id, title, person_id, pipeline_id, stage_id, value, currency, tokens,
                    entered_at, updated_at, fields
                )
                SELECT %(workspace)s, CASE WHEN n %% 4 > 0 THEN %(owner)s END, '取引 ' || n, persons.id,
                       staged.pipeline_id, staged.id, n * 10, CASE WHEN n %% 10 = 0 THEN 'USD' ELSE 'JPY' END,
                       array_to_tsvector(ARRAY['取引', n::text]),
                       now() - n * interval '1 minute', now() - n * interval '1 minute', '{}'
                FROM persons JOIN staged ON staged.place = 1 + n %% %(stages)s
                """,
                values,
            )
            database.execute(
                """
                INSERT INTO crm_builtin_note (workspace_id, deal_id, person_id, at, author_id, content)
                SELECT %(workspace)s, id, person_id, now() - n * interval '1 hour', %(owner)s, repeat('お話の内容 ', 40)
                FROM (SELECT id, person_id FROM crm_builtin_deal WHERE workspace_id = %(workspace)s ORDER BY id
                      LIMIT 20000) d, generate_series(1, 3) n
                UNION ALL
                SELECT %(workspace)s, max(id), NULL, now() - n * interval '1 minute', %(owner)s, '電話しました'
                FROM crm_builtin_deal, generate_series(1, %(long)s) n
                WHERE workspace_id = %(workspace)s GROUP BY n
                """,
                values,
            )
        for table in ("person", "phone", "phonetail", "deal", "note"):
            database.execute(f"VACUUM (ANALYZE) crm_builtin_{table}")
        database.execute("CHECKPOINT")


def _deals(house: House, inbox: Inbox) -> tuple[int, list[int]]:
    """The one with the long feed, and some others."""
    with house.database() as database:
        rows = database.execute(
            "(SELECT id FROM crm_builtin_deal WHERE workspace_id = %(w)s ORDER BY id DESC LIMIT 1) UNION ALL "
            "(SELECT id FROM crm_builtin_deal WHERE workspace_id = %(w)s ORDER BY id LIMIT %(n)s)",
            {"w": inbox.workspace, "n": ROUNDS},
        ).fetchall()
    long, *short = (int(str(pk)) for (pk,) in rows)
    return long, short


def _matches(house: House, inbox: Inbox) -> list[float]:
    made = subprocess.run(
        [sys.executable, "-m", "bench.records", str(inbox.workspace)],
        env={**house.environment, "DJANGO_SETTINGS_MODULE": "kaiwa.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(each) for each in json.loads(made.stdout)]


def _match(workspace: int) -> list[float]:
    """Milliseconds each: what the CRM has of a number, and what it is worth."""
    from kaiwa.crm import accounts
    from kaiwa.lib import phone
    from kaiwa.workspaces.models import Workspace

    account = accounts.of(Workspace.objects.get(pk=workspace))
    backend, chance, taken = accounts.backend(account), random.Random(3), []
    for turn in range(_MATCHES + _WARM):
        digits = 10000000 + chance.randrange(PERSONS) if turn % 3 == 0 else 60000000 + turn
        number = phone.read(f"+81 90{digits}", "JP")[0]
        with accounts.calls(account) as calling:
            began = time.perf_counter()
            found = backend.match(calling, number.tail)
            read = [
                one for row in found.snapshots for each in row.phones for one in phone.read(each.value, "JP")
            ]
            taken.append((time.perf_counter() - began) * 1000)
        if bool(read) != (turn % 3 == 0):
            raise RuntimeError(f"{number.e164}: {found}")
    return taken[_WARM:]


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_match(int(sys.argv[1]))))
