"""The audit trail keeps names, and is read newest first."""

from django.db import migrations, models

KEEP_NAMES = """
    UPDATE workspaces_auditentry entry
    SET actor_name = COALESCE(NULLIF(person.name, ''), person.email)
    FROM workspaces_member member JOIN workspaces_user person ON person.id = member.user_id
    WHERE member.id = entry.actor_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('workspaces', '0002_cache_table'),
    ]

    operations = [
        migrations.AddField(
            model_name='auditentry',
            name='actor_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=254),
        ),
        migrations.RunSQL(KEEP_NAMES, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name='auditentry', name='audit_newest'),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['workspace', '-id'], name='audit_newest_first'),
        ),
    ]
