"""What the database notes of conversations, for their transcripts: whoever writes a row cannot forget to.

Every conversation is noted, linked or not: so noting looks at no other table, and leaves no race with linking.
"""

from django.db import migrations, models

NOTE = """
CREATE FUNCTION kaiwa_crm_messages_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    -- One a conversation, not one a message; what was said before connecting is nobody's news
    INSERT INTO crm_touchedconversation (conversation_id, message_id)
    SELECT conversation_id, min(id) FROM written WHERE direction IN ('in', 'out') AND NOT imported
    GROUP BY conversation_id;
    RETURN NULL;
END $$;
CREATE TRIGGER to_crm_written AFTER INSERT ON conversations_message
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION kaiwa_crm_messages_written();

CREATE FUNCTION kaiwa_crm_message_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO crm_touchedconversation (conversation_id, message_id) VALUES (NEW.conversation_id, NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER to_crm_changed AFTER UPDATE OF text, deleted_at, reactions, status ON conversations_message
    FOR EACH ROW WHEN (
        NEW.direction IN ('in', 'out')
        AND (OLD.text, OLD.deleted_at, OLD.reactions, OLD.status = 'sent')
            IS DISTINCT FROM (NEW.text, NEW.deleted_at, NEW.reactions, NEW.status = 'sent')
    )
    EXECUTE FUNCTION kaiwa_crm_message_changed();
"""

FORGET = "DROP FUNCTION kaiwa_crm_messages_written, kaiwa_crm_message_changed CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0001_initial"),
        ("conversations", "0013_journal_of_deleted_histories"),
    ]

    operations = [
        migrations.AddField(
            model_name="passage",
            name="changed",
            field=models.BooleanField(db_default=False),
        ),
        migrations.AlterField(
            model_name="touchedconversation",
            name="message_id",
            field=models.BigIntegerField(),
        ),
        migrations.RunSQL(NOTE, FORGET),
    ]
