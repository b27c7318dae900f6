import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('channels', '0001_initial'),
        ('workspaces', '0002_cache_table'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, db_default='', max_length=255)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='workspaces.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='EarlyChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('external_id', models.CharField(max_length=255)),
                ('change', models.JSONField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
            ],
            options={
                'indexes': [models.Index(fields=['channel', 'external_id'], name='early_change_of')],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('external_id', models.CharField(max_length=128)),
                ('name', models.CharField(blank=True, db_default='', max_length=255)),
                ('picture', models.CharField(blank=True, db_default='', max_length=255)),
                ('locale', models.CharField(blank=True, db_default='', max_length=16)),
                ('utc_offset', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                ('profile', models.CharField(choices=[('due', 'Due'), ('known', 'Known'), ('refused', 'Refused')], db_default='due', max_length=8)),
                ('profile_attempts', models.SmallIntegerField(db_default=0)),
                ('profile_due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to='channels.channel')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to='conversations.contact')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('profile', 'due')), fields=['profile_due_at'], name='identity_due')],
                'constraints': [models.UniqueConstraint(fields=('channel', 'external_id'), name='identity_once')],
            },
        ),
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_message_at', models.DateTimeField(blank=True, null=True)),
                ('last_inbound_at', models.DateTimeField(blank=True, null=True)),
                ('delivered_until', models.DateTimeField(blank=True, null=True)),
                ('read_until', models.DateTimeField(blank=True, null=True)),
                ('seen_message_id', models.BigIntegerField(db_default=0)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.JSONField(blank=True, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assigned', to='workspaces.member')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conversations', to='channels.channel')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conversations', to='conversations.contact')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conversations', to='workspaces.workspace')),
                ('identity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='conversation', to='conversations.identity')),
            ],
            options={
                'indexes': [models.Index(models.F('workspace'), models.OrderBy(models.F('last_message_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('last_message_at__isnull', False)), name='conversation_newest')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('direction', models.CharField(choices=[('in', 'In'), ('out', 'Out'), ('event', 'Event')], max_length=8)),
                ('kind', models.CharField(db_default='text', max_length=16)),
                ('text', models.TextField(blank=True, db_default='')),
                ('code', models.CharField(blank=True, db_default='', max_length=64)),
                ('params', models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict)),
                ('external_id', models.CharField(blank=True, max_length=255, null=True)),
                ('reply_to_external_id', models.CharField(blank=True, db_default='', max_length=255)),
                ('sent_at', models.DateTimeField()),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('elsewhere', models.BooleanField(db_default=False)),
                ('status', models.CharField(choices=[('received', 'Received'), ('queued', 'Queued'), ('sending', 'Sending'), ('sent', 'Sent'), ('failed', 'Failed'), ('unknown', 'Unknown')], max_length=8)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('sending_since', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.SmallIntegerField(db_default=0)),
                ('next_attempt_at', models.DateTimeField(blank=True, null=True)),
                ('error_code', models.CharField(blank=True, db_default='', max_length=64)),
                ('error_params', models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict)),
                ('error_permanent', models.BooleanField(db_default=False)),
                ('key', models.CharField(blank=True, db_default='', max_length=64)),
                ('part', models.SmallIntegerField(db_default=0)),
                ('revision', models.IntegerField(db_default=0)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('reactions', models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='conversations.conversation')),
            ],
            options={
                'indexes': [models.Index(fields=['conversation', 'sent_at', 'id'], name='message_thread'), models.Index(condition=models.Q(('direction', 'in')), fields=['conversation', 'id'], name='message_unread'), models.Index(condition=models.Q(('status__in', ['queued', 'sending'])), fields=['next_attempt_at'], name='message_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('external_id__isnull', False)), fields=('channel', 'external_id'), name='message_once'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('conversation', 'key', 'part'), name='message_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.SmallIntegerField(db_default=0)),
                ('kind', models.CharField(max_length=16)),
                ('name', models.CharField(blank=True, db_default='', max_length=255)),
                ('mime', models.CharField(blank=True, db_default='', max_length=127)),
                ('size', models.BigIntegerField(blank=True, null=True)),
                ('width', models.IntegerField(blank=True, null=True)),
                ('height', models.IntegerField(blank=True, null=True)),
                ('duration', models.FloatField(blank=True, null=True)),
                ('file', models.CharField(blank=True, db_default='', max_length=255)),
                ('source_url', models.TextField(blank=True, db_default='')),
                ('title', models.CharField(blank=True, db_default='', max_length=500)),
                ('link', models.TextField(blank=True, db_default='')),
                ('params', models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict)),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('stored', 'Stored'), ('failed', 'Failed')], db_default='pending', max_length=8)),
                ('attempts', models.SmallIntegerField(db_default=0)),
                ('next_attempt_at', models.DateTimeField(blank=True, null=True)),
                ('error_code', models.CharField(blank=True, db_default='', max_length=64)),
                ('error_params', models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
                ('message', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='conversations.message')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['next_attempt_at'], name='attachment_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('message__isnull', False)), fields=('message', 'position'), name='attachment_position_once')],
            },
        ),
        migrations.AddField(
            model_name='conversation',
            name='last_message',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conversations.message'),
        ),
    ]
