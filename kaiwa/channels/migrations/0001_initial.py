import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import kaiwa.lib.encrypted
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('workspaces', '0002_cache_table'),
    ]

    operations = [
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=32)),
                ('visibility', models.CharField(choices=[('private', 'Private'), ('shared', 'Shared')], max_length=16)),
                ('external_user_id', models.CharField(blank=True, max_length=128)),
                ('external_user_name', models.CharField(blank=True, max_length=200)),
                ('credentials', kaiwa.lib.encrypted.EncryptedTextField(blank=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('installer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='connections', to='workspaces.member')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connections', to='workspaces.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('workspace', 'provider'), name='connection_once')],
            },
        ),
        migrations.CreateModel(
            name='DrainMark',
            fields=[
                ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('first', models.BigIntegerField()),
                ('size', models.IntegerField()),
                ('tries', models.SmallIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='drain_mark_once')],
            },
        ),
        migrations.CreateModel(
            name='WebhookEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=32)),
                ('body', models.BinaryField()),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('state', models.SmallIntegerField(choices=[(0, 'Pending'), (1, 'Handled'), (2, 'Ignored'), (3, 'Set Aside')], db_default=0, default=0)),
                ('attempts', models.SmallIntegerField(db_default=0, default=0)),
                ('error', models.TextField(blank=True, db_default='', default='')),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 0)), fields=['id'], name='webhook_pending'), models.Index(condition=models.Q(('state', 3)), fields=['id'], name='webhook_set_aside')],
            },
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=32)),
                ('external_id', models.CharField(max_length=128)),
                ('name', models.CharField(max_length=255)),
                ('picture', models.CharField(blank=True, max_length=255)),
                ('credentials', kaiwa.lib.encrypted.EncryptedTextField(blank=True)),
                ('state', models.CharField(choices=[('connected', 'Connected'), ('attention', 'Attention'), ('disconnected', 'Disconnected')], default='connected', max_length=16)),
                ('problem_code', models.CharField(blank=True, max_length=64)),
                ('problem_params', models.JSONField(blank=True, default=dict)),
                ('human_agent', models.BooleanField(default=False)),
                ('connected_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_event_at', models.DateTimeField(blank=True, null=True)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='channels.connection')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'disconnected'), _negated=True), fields=('provider', 'external_id'), name='channel_connected_once'), models.UniqueConstraint(fields=('connection', 'external_id'), name='channel_once_in_connection')],
            },
        ),
    ]
