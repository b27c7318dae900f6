"""The index of search, and the triggers that note what it has to read: whoever writes a row cannot forget to.

Changes are noted, never indexed, within the transaction that makes them; but what was taken back leaves the index in
that very transaction.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


NOTE = """
CREATE FUNCTION kaiwa_messages_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO conversations_unindexedmessage (message_id)
    SELECT id FROM written WHERE text <> '';
    RETURN NULL;
END $$;
CREATE TRIGGER to_index_written AFTER INSERT ON conversations_message
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION kaiwa_messages_written();

CREATE FUNCTION kaiwa_message_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.deleted_at IS NOT NULL THEN
        DELETE FROM conversations_messageindex WHERE message_id = NEW.id;
    END IF;
    INSERT INTO conversations_unindexedmessage (message_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER to_index_changed AFTER UPDATE OF text, deleted_at, sent_at ON conversations_message
    FOR EACH ROW WHEN ((OLD.text, OLD.deleted_at, OLD.sent_at) IS DISTINCT FROM (NEW.text, NEW.deleted_at, NEW.sent_at))
    EXECUTE FUNCTION kaiwa_message_changed();

CREATE FUNCTION kaiwa_attachments_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO conversations_unindexedmessage (message_id)
    SELECT message_id FROM written WHERE message_id IS NOT NULL AND (name <> '' OR title <> '');
    RETURN NULL;
END $$;
CREATE TRIGGER to_index_written AFTER INSERT ON conversations_attachment
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION kaiwa_attachments_written();

CREATE FUNCTION kaiwa_attachment_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO conversations_unindexedmessage (message_id)
    SELECT DISTINCT id FROM unnest(ARRAY[OLD.message_id, NEW.message_id]) AS id WHERE id IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER to_index_changed AFTER UPDATE OF name, title, message_id ON conversations_attachment
    FOR EACH ROW WHEN ((OLD.name, OLD.title, OLD.message_id) IS DISTINCT FROM (NEW.name, NEW.title, NEW.message_id))
    EXECUTE FUNCTION kaiwa_attachment_changed();
CREATE TRIGGER to_index_deleted AFTER DELETE ON conversations_attachment
    FOR EACH ROW WHEN (OLD.message_id IS NOT NULL) EXECUTE FUNCTION kaiwa_attachment_changed();

CREATE FUNCTION kaiwa_conversations_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO conversations_unindexedconversation (conversation_id) SELECT id FROM written;
    RETURN NULL;
END $$;
CREATE TRIGGER to_index_written AFTER INSERT ON conversations_conversation
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION kaiwa_conversations_written();

CREATE FUNCTION kaiwa_conversation_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO conversations_unindexedconversation (conversation_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER to_index_moved AFTER UPDATE OF contact_id ON conversations_conversation
    FOR EACH ROW WHEN (OLD.contact_id IS DISTINCT FROM NEW.contact_id)
    EXECUTE FUNCTION kaiwa_conversation_moved();

CREATE FUNCTION kaiwa_contact_named() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO conversations_unindexedconversation (conversation_id)
    SELECT id FROM conversations_conversation WHERE contact_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER to_index_named AFTER UPDATE OF name ON conversations_contact
    FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION kaiwa_contact_named();

CREATE FUNCTION kaiwa_identity_named() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO conversations_unindexedconversation (conversation_id)
    SELECT id FROM conversations_conversation WHERE identity_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER to_index_named AFTER UPDATE OF name ON conversations_identity
    FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION kaiwa_identity_named();
"""

# With the row, whoever deletes that: the queryset, SQL by hand, or a cascade
GO_ALONG = """
ALTER TABLE conversations_messageindex ADD CONSTRAINT message_index_of
    FOREIGN KEY (message_id) REFERENCES conversations_message ON DELETE CASCADE;
ALTER TABLE conversations_conversationindex ADD CONSTRAINT conversation_index_of
    FOREIGN KEY (conversation_id) REFERENCES conversations_conversation ON DELETE CASCADE;
"""

# What was there before is read by the worker, newest first
NOTE_ALL = """
INSERT INTO conversations_unindexedmessage (message_id)
    SELECT id FROM conversations_message WHERE deleted_at IS NULL ORDER BY id;
INSERT INTO conversations_unindexedconversation (conversation_id)
    SELECT id FROM conversations_conversation ORDER BY id;
"""

FORGET = """
DROP FUNCTION kaiwa_messages_written, kaiwa_message_changed, kaiwa_attachments_written, kaiwa_attachment_changed,
    kaiwa_conversations_written, kaiwa_conversation_moved, kaiwa_contact_named, kaiwa_identity_named CASCADE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0009_notes'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnindexedConversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conversation_id', models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='UnindexedMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='ConversationIndex',
            fields=[
                ('conversation', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='index', serialize=False, to='conversations.conversation')),
                ('tokens', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['tokens'], name='conversation_index_tokens')],
            },
        ),
        migrations.CreateModel(
            name='MessageIndex',
            fields=[
                ('message', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='index', serialize=False, to='conversations.message')),
                ('workspace_id', models.BigIntegerField()),
                ('channel_id', models.BigIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('tokens', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['tokens'], name='message_index_tokens'), models.Index(models.F('workspace_id'), models.OrderBy(models.F('sent_at'), descending=True), models.OrderBy(models.F('message'), descending=True), name='message_index_newest')],
            },
        ),
        migrations.RunSQL(GO_ALONG, migrations.RunSQL.noop),
        migrations.RunSQL(NOTE, FORGET),
        migrations.RunSQL(NOTE_ALL, migrations.RunSQL.noop),
    ]
