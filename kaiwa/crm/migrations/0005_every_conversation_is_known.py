"""Conversations that are there before the automation is: no old customer becomes a lead by an upgrade."""

from django.db import migrations, models

# Twice, for a code that happens to be another one's
KNOWN = """
UPDATE crm_chat SET considered_at = now() WHERE considered_at IS NULL;
DO $$ BEGIN FOR attempt IN 1..2 LOOP
    INSERT INTO crm_chat (conversation_id, workspace_id, code, considered_at)
    SELECT c.id, c.workspace_id, (
        -- Of c, so that it is drawn for each
        SELECT string_agg(substr('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
            1 + floor(random() * 58)::int, 1), '') FROM generate_series(1, 8) WHERE c.id IS NOT NULL
    ), now()
    FROM conversations_conversation c WHERE NOT EXISTS (SELECT 1 FROM crm_chat WHERE conversation_id = c.id)
    ON CONFLICT DO NOTHING;
END LOOP; END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0004_chat_link_in_the_crm"),
        ("conversations", "0014_numbers_of_customers"),
        ("workspaces", "0005_assign_on_reply"),
    ]

    operations = [
        migrations.RemoveField(model_name="chat", name="given"),
        migrations.AddIndex(
            model_name="creation",
            index=models.Index(
                condition=models.Q(("automatic", True)),
                fields=["workspace", "created_at"],
                name="creation_automatic",
            ),
        ),
        # Last: rows that wait for their foreign keys to be checked allow no change of their table
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
