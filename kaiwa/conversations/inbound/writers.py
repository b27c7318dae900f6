"""What a message tells of who wrote it: a number and a name, where the provider sends them along."""

from collections.abc import Iterable

from django.db import connection

from kaiwa.channels.events import MessageReceived
from kaiwa.conversations.inbound.threads import Pair

# Longer ones are no numbers: E.164 has 15 digits
_PHONE = 20
_NAME = 255


def learn(pairs: Iterable[Pair]) -> None:
    """Keep the newest number and name of each; a name that a member gave stays."""
    told: dict[int, tuple[str, str]] = {}
    for event, thread in pairs:
        if isinstance(event, MessageReceived) and (event.phone or event.name):
            phone, name = told.get(thread.identity, ("", ""))
            told[thread.identity] = (event.phone[:_PHONE] or phone, event.name[:_NAME] or name)
    if not told:
        return
    pks = sorted(told)
    phones, names = zip(*(told[pk] for pk in pks), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH told AS (SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS t (id, phone, name)),
            identity AS (
                UPDATE conversations_identity i
                SET phone = coalesce(nullif(told.phone, ''), i.phone),
                    name = coalesce(nullif(told.name, ''), i.name),
                    -- Who sends the name along is not asked for it
                    profile = CASE WHEN told.name <> '' THEN 'known' ELSE i.profile END
                FROM told
                WHERE i.id = told.id AND (
                    (told.phone <> '' AND i.phone <> told.phone)
                    OR (told.name <> '' AND (i.name <> told.name OR i.profile = 'due'))
                )
                RETURNING i.contact_id, i.name
            )
            UPDATE conversations_contact c SET name = identity.name
            FROM identity WHERE c.id = identity.contact_id AND c.name = '' AND identity.name <> ''
            """,
            [pks, list(phones), list(names)],
        )
