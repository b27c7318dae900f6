"""The journal's promises that a whole edge cannot easily be brought to break."""

from __future__ import annotations

import asyncio

import pytest

from kaiwa.channels.models import WebhookEvent
from kaiwa.edge.journal import Journal, JournalAwayError, JournalFullError


@pytest.mark.django_db(transaction=True)
def test_a_row_the_database_refuses_fails_alone() -> None:
    async def deliver() -> list[object]:
        journal = Journal()
        # All are queued before the first commit; a name longer than its column is an error of the data
        calls = [
            asyncio.ensure_future(journal.store("x" * 40 if number == 5 else "messenger", b"%d" % number))
            for number in range(12)
        ]
        await asyncio.sleep(0)
        work = asyncio.create_task(journal.run())
        results = await asyncio.gather(*calls, return_exceptions=True)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await journal.close()
        return list(results)

    results = asyncio.run(deliver())

    assert [type(result) for result in results].count(JournalAwayError) == 1
    assert isinstance(results[5], JournalAwayError)
    assert {bytes(event.body) for event in WebhookEvent.objects.all()} == {
        b"%d" % number for number in range(12) if number != 5
    }


def test_more_than_memory_allows_is_refused_at_once() -> None:
    async def flood() -> int:
        journal = Journal()  # nobody commits
        waiting = []
        for _ in range(63):
            waiting.append(asyncio.ensure_future(journal.store("messenger", b"x" * 1024 * 1024)))
        await asyncio.sleep(0)
        with pytest.raises(JournalFullError):
            await journal.store("messenger", b"x" * 1024 * 1024)
        for call in waiting:
            call.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        # What nobody waits for any more takes no room
        late = asyncio.ensure_future(journal.store("messenger", b"x" * 1024 * 1024))
        await asyncio.sleep(0)
        taken = not late.done()
        late.cancel()
        await asyncio.gather(late, return_exceptions=True)
        return int(taken)

    assert asyncio.run(flood()) == 1
