"""What members want to be told, where they can be reached, and what waits for them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import kaiwa.lib.encrypted
import kaiwa.notifications.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('conversations', '0008_sections'),
        ('usersessions', '0001_initial'),
        ('workspaces', '0004_counters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Preferences',
            fields=[
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='notification_preferences', serialize=False, to='workspaces.member')),
                ('desktop', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('mine', 'Mine'), ('others', 'Others'), ('unassigned', 'Unassigned'), ('assigned', 'Assigned')], max_length=16), default=kaiwa.notifications.models.default_desktop, size=None)),
                ('mail', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('mine', 'Mine'), ('others', 'Others'), ('unassigned', 'Unassigned'), ('assigned', 'Assigned')], max_length=16), default=kaiwa.notifications.models.default_mail, size=None)),
            ],
        ),
        migrations.CreateModel(
            name='Browser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('endpoint', models.TextField()),
                ('public_key', models.CharField(max_length=100)),
                ('secret', kaiwa.lib.encrypted.EncryptedTextField()),
                ('language', models.CharField(blank=True, max_length=8)),
                ('open_until', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='browsers', to='workspaces.member')),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='usersessions.usersession')),
            ],
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('message', models.BigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='notification_mark_once')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('medium', models.CharField(choices=[('desktop', 'Desktop'), ('mail', 'Mail')], max_length=8)),
                ('event', models.CharField(choices=[('mine', 'Mine'), ('others', 'Others'), ('unassigned', 'Unassigned'), ('assigned', 'Assigned')], max_length=16)),
                ('first', models.BigIntegerField(db_default=0)),
                ('last', models.BigIntegerField(db_default=0)),
                ('count', models.IntegerField(db_default=0)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('due_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.SmallIntegerField(db_default=0)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('browser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notifications.browser')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conversations.conversation')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.member')),
            ],
        ),
        migrations.AddConstraint(
            model_name='browser',
            constraint=models.UniqueConstraint(fields=('endpoint',), name='browser_endpoint_once'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('done_at', None)), fields=['medium', 'due_at'], name='notice_due'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['conversation', 'member', 'medium', 'claimed_at'], name='notice_last'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('claimed_at', None)), fields=('conversation', 'member', 'medium', 'browser'), name='notice_waiting_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('browser__isnull', False), ('medium', 'desktop')), models.Q(('browser', None), ('medium', 'mail')), _connector='OR'), name='notice_browser_of_a_push'),
        ),
        # What is there already is news to nobody
        migrations.RunSQL(
            "INSERT INTO notifications_mark (id, message) SELECT 1, COALESCE(max(id), 0) FROM conversations_message",
            migrations.RunSQL.noop,
        ),
    ]
