"""Sections are counted by the database: whoever changes a conversation cannot forget to.

By statement, not by row: a batch of the drain changes hundreds.
"""

from django.db import migrations, models


COUNT = """
CREATE FUNCTION kaiwa_sections_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO conversations_sectioncount AS c (channel_id, assignee_id, closed, writer, conversations, unread)
    SELECT channel_id, coalesce(assignee_id, 0), closed_at IS NOT NULL, pg_backend_pid(), sum(one), sum(one * unread)
    FROM (
        SELECT channel_id, assignee_id, closed_at, last_message_at, blocked, 1 AS one,
            (newest_inbound_id > seen_message_id)::int AS unread FROM changed_to
        UNION ALL
        SELECT channel_id, assignee_id, closed_at, last_message_at, blocked, -1,
            (newest_inbound_id > seen_message_id)::int FROM changed_from
    ) rows
    WHERE last_message_at IS NOT NULL AND NOT blocked
    GROUP BY 1, 2, 3 HAVING sum(one) <> 0 OR sum(one * unread) <> 0
    ON CONFLICT (channel_id, assignee_id, closed, writer) DO UPDATE
    SET conversations = c.conversations + excluded.conversations, unread = c.unread + excluded.unread;
    RETURN NULL;
END $$;
CREATE TRIGGER to_count_changed AFTER UPDATE ON conversations_conversation
    REFERENCING OLD TABLE AS changed_from NEW TABLE AS changed_to
    FOR EACH STATEMENT EXECUTE FUNCTION kaiwa_sections_changed();

CREATE FUNCTION kaiwa_sections_grown() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO conversations_sectioncount AS c (channel_id, assignee_id, closed, writer, conversations, unread)
    SELECT channel_id, coalesce(assignee_id, 0), closed_at IS NOT NULL, pg_backend_pid(), count(*),
        count(*) FILTER (WHERE newest_inbound_id > seen_message_id)
    FROM written WHERE last_message_at IS NOT NULL AND NOT blocked
    GROUP BY 1, 2, 3
    ON CONFLICT (channel_id, assignee_id, closed, writer) DO UPDATE
    SET conversations = c.conversations + excluded.conversations, unread = c.unread + excluded.unread;
    RETURN NULL;
END $$;
CREATE TRIGGER to_count_written AFTER INSERT ON conversations_conversation
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION kaiwa_sections_grown();

CREATE FUNCTION kaiwa_sections_shrunk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO conversations_sectioncount AS c (channel_id, assignee_id, closed, writer, conversations, unread)
    SELECT channel_id, coalesce(assignee_id, 0), closed_at IS NOT NULL, pg_backend_pid(), -count(*),
        -count(*) FILTER (WHERE newest_inbound_id > seen_message_id)
    FROM deleted WHERE last_message_at IS NOT NULL AND NOT blocked
    GROUP BY 1, 2, 3
    ON CONFLICT (channel_id, assignee_id, closed, writer) DO UPDATE
    SET conversations = c.conversations + excluded.conversations, unread = c.unread + excluded.unread;
    RETURN NULL;
END $$;
CREATE TRIGGER to_count_deleted AFTER DELETE ON conversations_conversation
    REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION kaiwa_sections_shrunk();
"""

FORGET = "DROP FUNCTION kaiwa_sections_changed, kaiwa_sections_grown, kaiwa_sections_shrunk CASCADE;"

# The triggers above lock the table until all of this is done: nothing changes in between
COUNT_ALL = """
INSERT INTO conversations_sectioncount (channel_id, assignee_id, closed, writer, conversations, unread)
SELECT channel_id, coalesce(assignee_id, 0), closed_at IS NOT NULL, 0, count(*),
    count(*) FILTER (WHERE newest_inbound_id > seen_message_id)
FROM conversations_conversation WHERE last_message_at IS NOT NULL AND NOT blocked
GROUP BY 1, 2, 3;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0011_contacts'),
    ]

    operations = [
        migrations.CreateModel(
            name='SectionCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel_id', models.BigIntegerField()),
                ('assignee_id', models.BigIntegerField()),
                ('closed', models.BooleanField()),
                ('writer', models.IntegerField()),
                ('conversations', models.BigIntegerField()),
                ('unread', models.BigIntegerField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name='conversation',
            name='conversation_closed_of',
        ),
        migrations.AddConstraint(
            model_name='sectioncount',
            constraint=models.UniqueConstraint(fields=('channel_id', 'assignee_id', 'closed', 'writer'), name='section_count_of_a_writer'),
        ),
        migrations.RunSQL(COUNT, FORGET),
        migrations.RunSQL(COUNT_ALL, migrations.RunSQL.noop),
    ]
