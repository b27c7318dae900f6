"""Files that are copied, moved and taken back; and the database notes when a message's file has come."""

from django.db import migrations, models

NOTE = """
CREATE FUNCTION kaiwa_crm_file_stored() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO crm_touchedconversation (conversation_id, message_id)
    SELECT conversation_id, id FROM conversations_message WHERE id = NEW.message_id;
    RETURN NULL;
END $$;
CREATE TRIGGER to_crm_stored AFTER UPDATE OF state ON conversations_attachment
    FOR EACH ROW WHEN (NEW.state = 'stored' AND OLD.state <> 'stored' AND NEW.message_id IS NOT NULL)
    EXECUTE FUNCTION kaiwa_crm_file_stored();
"""

FORGET = "DROP FUNCTION kaiwa_crm_file_stored CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0002_touched"),
    ]

    operations = [
        migrations.AddField(
            model_name="chat",
            name="moving_of",
            field=models.IntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name="filecopy",
            name="replaced_id",
            field=models.CharField(blank=True, db_default="", max_length=64),
        ),
        migrations.AddField(
            model_name="filecopy",
            name="unwanted",
            field=models.BooleanField(db_default=False),
        ),
        migrations.AddField(
            model_name="segment",
            name="unwanted",
            field=models.BooleanField(db_default=False),
        ),
        migrations.RunSQL(NOTE, FORGET),
    ]
