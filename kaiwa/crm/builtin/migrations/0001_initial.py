import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('workspaces', '0005_assign_on_reply'),
    ]

    operations = [
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='workspaces.member')),
                ('secret', models.CharField(max_length=64, unique=True)),
                ('types', models.JSONField(blank=True, default=list)),
            ],
        ),
        migrations.CreateModel(
            name='ActivityType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('key', models.CharField(max_length=64)),
                ('icon', models.CharField(blank=True, db_default='', default='', max_length=32)),
                ('in_calendar', models.BooleanField(default=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'key'), name='activity_type_once')],
            },
        ),
        migrations.CreateModel(
            name='Field',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entity', models.CharField(max_length=16)),
                ('code', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=120)),
                ('type', models.CharField(default='link', max_length=16)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'entity', 'code'), name='field_once')],
            },
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibility', models.CharField(choices=[('everyone', 'Everyone'), ('owner', 'Owner')], db_default='everyone', default='everyone', max_length=8)),
                ('key', models.CharField(blank=True, db_default='', default='', max_length=64)),
                ('tokens', django.contrib.postgres.search.SearchVectorField(blank=True, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('name', models.CharField(max_length=255)),
                ('address', models.CharField(blank=True, db_default='', default='', max_length=255)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(models.F('workspace'), models.OrderBy(models.F('created_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('archived_at', None), ('deleted_at', None)), name='organization_newest'), django.contrib.postgres.indexes.GinIndex(fields=['tokens'], name='organization_tokens')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('workspace', 'key'), name='organization_created_once')],
            },
        ),
        migrations.CreateModel(
            name='Pipeline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('place', models.SmallIntegerField(default=1)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
            ],
            options={
                'indexes': [models.Index(models.F('workspace'), models.F('place'), name='pipeline_place')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibility', models.CharField(choices=[('everyone', 'Everyone'), ('owner', 'Owner')], db_default='everyone', default='everyone', max_length=8)),
                ('key', models.CharField(blank=True, db_default='', default='', max_length=64)),
                ('tokens', django.contrib.postgres.search.SearchVectorField(blank=True, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('name', models.CharField(max_length=255)),
                ('chat_link', models.TextField(blank=True, db_default='', default='')),
                ('fields', models.JSONField(blank=True, default=dict)),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='persons', to='crm_builtin.organization')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(models.F('workspace'), models.OrderBy(models.F('created_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('archived_at', None), ('deleted_at', None)), name='person_newest'), django.contrib.postgres.indexes.GinIndex(fields=['tokens'], name='person_tokens')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('workspace', 'key'), name='person_created_once')],
            },
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('place', models.SmallIntegerField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('pipeline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='crm_builtin.pipeline')),
            ],
            options={
                'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('pipeline', 'place'), name='stage_place_once'), models.UniqueConstraint(fields=('id', 'pipeline'), name='stage_of_pipeline'), models.CheckConstraint(condition=models.Q(models.Q(('deleted_at', None), ('place__isnull', False)), models.Q(('deleted_at__isnull', False), ('place__isnull', True)), _connector='OR'), name='stage_has_place')],
            },
        ),
        migrations.CreateModel(
            name='Deal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibility', models.CharField(choices=[('everyone', 'Everyone'), ('owner', 'Owner')], db_default='everyone', default='everyone', max_length=8)),
                ('key', models.CharField(blank=True, db_default='', default='', max_length=64)),
                ('tokens', django.contrib.postgres.search.SearchVectorField(blank=True, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('title', models.CharField(max_length=255)),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('currency', models.CharField(blank=True, db_default='', default='', max_length=3)),
                ('status', models.CharField(choices=[('open', 'Open'), ('won', 'Won'), ('lost', 'Lost')], db_default='open', default='open', max_length=8)),
                ('lost_reason', models.CharField(blank=True, db_default='', default='', max_length=255)),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('won_at', models.DateTimeField(blank=True, null=True)),
                ('lost_at', models.DateTimeField(blank=True, null=True)),
                ('expected_close', models.DateField(blank=True, null=True)),
                ('chat_link', models.TextField(blank=True, db_default='', default='')),
                ('fields', models.JSONField(blank=True, default=dict)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deals', to='crm_builtin.organization')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deals', to='crm_builtin.person')),
                ('pipeline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deals', to='crm_builtin.pipeline')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deals', to='crm_builtin.stage')),
            ],
            options={
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['tokens'], name='deal_tokens'), models.Index(models.F('stage'), models.OrderBy(models.F('entered_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('archived_at', None), ('deleted_at', None), ('status', 'open')), name='deal_stage'), models.Index(condition=models.Q(('archived_at', None), ('deleted_at', None), ('status', 'open')), fields=['workspace', 'pipeline', 'stage', 'currency', 'visibility', 'owner'], include=('value',), name='deal_sums'), models.Index(models.F('person'), models.OrderBy(models.F('updated_at'), descending=True), name='deal_person'), models.Index(models.F('workspace'), models.OrderBy(models.F('updated_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('deleted_at', None)), name='deal_list')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('workspace', 'key'), name='deal_created_once')],
            },
        ),
        migrations.CreateModel(
            name='Email',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(choices=[('work', 'Work'), ('mobile', 'Mobile'), ('home', 'Home'), ('other', 'Other')], db_default='work', default='work', max_length=8)),
                ('primary', models.BooleanField(db_default=False, default=False)),
                ('value', models.CharField(max_length=254)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='emails', to='crm_builtin.person')),
            ],
            options={
                'ordering': ['-primary', 'pk'],
                'abstract': False,
                'indexes': [models.Index(models.F('workspace'), django.db.models.functions.text.Lower('value'), name='email_of_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('primary', True)), fields=('person',), name='one_primary_email')],
            },
        ),
        migrations.CreateModel(
            name='Phone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(choices=[('work', 'Work'), ('mobile', 'Mobile'), ('home', 'Home'), ('other', 'Other')], db_default='work', default='work', max_length=8)),
                ('primary', models.BooleanField(db_default=False, default=False)),
                ('value', models.CharField(max_length=120)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phones', to='crm_builtin.person')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
            ],
            options={
                'ordering': ['-primary', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('primary', True)), fields=('person',), name='one_primary_phone')],
            },
        ),
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibility', models.CharField(choices=[('everyone', 'Everyone'), ('owner', 'Owner')], db_default='everyone', default='everyone', max_length=8)),
                ('key', models.CharField(blank=True, db_default='', default='', max_length=64)),
                ('tokens', django.contrib.postgres.search.SearchVectorField(blank=True, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=255)),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('currency', models.CharField(blank=True, db_default='', default='', max_length=3)),
                ('label', models.CharField(blank=True, db_default='', default='', max_length=32)),
                ('seen', models.BooleanField(db_default=False, default=False)),
                ('source', models.CharField(blank=True, db_default='', default='', max_length=64)),
                ('chat_link', models.TextField(blank=True, db_default='', default='')),
                ('converted_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.deal')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='leads', to='crm_builtin.organization')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='leads', to='crm_builtin.person')),
            ],
            options={
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['tokens'], name='lead_tokens'), models.Index(models.F('workspace'), models.OrderBy(models.F('created_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('archived_at', None), ('converted_to', None), ('deleted_at', None)), name='lead_newest'), models.Index(models.F('person'), models.OrderBy(models.F('updated_at'), descending=True), name='lead_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('workspace', 'key'), name='lead_created_once'), models.CheckConstraint(condition=models.Q(('person__isnull', False), ('organization__isnull', False), _connector='OR'), name='lead_of_somebody')],
            },
        ),
        migrations.CreateModel(
            name='PhoneTail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tail', models.CharField(max_length=8)),
                ('phone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tails', to='crm_builtin.phone')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
            ],
            options={
                'indexes': [models.Index(models.F('workspace'), models.F('tail'), name='phone_tail')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('origin', models.CharField(choices=[('member', 'Member'), ('kaiwa', 'Kaiwa')], db_default='member', default='member', max_length=8)),
                ('key', models.CharField(blank=True, db_default='', default='', max_length=64)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('content', models.TextField()),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('deal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.deal')),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.lead')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.organization')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.person')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(models.F('deal'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('deal__isnull', False)), name='note_of_deal'), models.Index(models.F('lead'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('lead__isnull', False)), name='note_of_lead'), models.Index(models.F('person'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('person__isnull', False)), name='note_of_person'), models.Index(models.F('organization'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('organization__isnull', False)), name='note_of_organization')],
                'constraints': [models.CheckConstraint(condition=models.Q(('deal__isnull', False), ('lead__isnull', False), ('person__isnull', False), ('organization__isnull', False), _connector='OR'), name='note_on_something'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('workspace', 'key'), name='note_once')],
            },
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('origin', models.CharField(choices=[('member', 'Member'), ('kaiwa', 'Kaiwa')], db_default='member', default='member', max_length=8)),
                ('key', models.CharField(blank=True, db_default='', default='', max_length=64)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('name', models.CharField(max_length=255)),
                ('mime', models.CharField(blank=True, db_default='', default='', max_length=127)),
                ('size', models.BigIntegerField(default=0)),
                ('file', models.CharField(blank=True, db_default='', default='', max_length=255)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('deal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.deal')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.lead')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.organization')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.person')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(models.F('deal'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('deal__isnull', False)), name='file_of_deal'), models.Index(models.F('lead'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('lead__isnull', False)), name='file_of_lead'), models.Index(models.F('person'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('person__isnull', False)), name='file_of_person'), models.Index(models.F('organization'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('organization__isnull', False)), name='file_of_organization')],
                'constraints': [models.CheckConstraint(condition=models.Q(('deal__isnull', False), ('lead__isnull', False), ('person__isnull', False), ('organization__isnull', False), _connector='OR'), name='file_on_something'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('workspace', 'key'), name='file_once')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('origin', models.CharField(choices=[('member', 'Member'), ('kaiwa', 'Kaiwa')], db_default='member', default='member', max_length=8)),
                ('key', models.CharField(blank=True, db_default='', default='', max_length=64)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('code', models.CharField(max_length=32)),
                ('params', models.JSONField(blank=True, default=dict)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
                ('deal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.deal')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.lead')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.organization')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.person')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(models.F('deal'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('deal__isnull', False)), name='change_of_deal'), models.Index(models.F('lead'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('lead__isnull', False)), name='change_of_lead'), models.Index(models.F('person'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('person__isnull', False)), name='change_of_person'), models.Index(models.F('organization'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('organization__isnull', False)), name='change_of_organization')],
                'constraints': [models.CheckConstraint(condition=models.Q(('deal__isnull', False), ('lead__isnull', False), ('person__isnull', False), ('organization__isnull', False), _connector='OR'), name='change_on_something'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('workspace', 'key'), name='change_once')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('origin', models.CharField(choices=[('member', 'Member'), ('kaiwa', 'Kaiwa')], db_default='member', default='member', max_length=8)),
                ('key', models.CharField(blank=True, db_default='', default='', max_length=64)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('subject', models.CharField(max_length=255)),
                ('content', models.TextField(blank=True, db_default='', default='')),
                ('due_date', models.DateField(blank=True, null=True)),
                ('due_time', models.TimeField(blank=True, null=True)),
                ('duration', models.DurationField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.member')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workspaces.workspace')),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='crm_builtin.activitytype')),
                ('deal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.deal')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.lead')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.organization')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm_builtin.person')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(models.F('deal'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('deal__isnull', False)), name='activity_of_deal'), models.Index(models.F('lead'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('lead__isnull', False)), name='activity_of_lead'), models.Index(models.F('person'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('person__isnull', False)), name='activity_of_person'), models.Index(models.F('organization'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('organization__isnull', False)), name='activity_of_organization'), models.Index(models.F('owner'), models.F('due_date'), condition=models.Q(('deleted_at', None), ('done_at', None)), name='activity_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('deal__isnull', False), ('lead__isnull', False), ('person__isnull', False), ('organization__isnull', False), _connector='OR'), name='activity_on_something'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('workspace', 'key'), name='activity_once')],
            },
        ),
        # A deal stands in a stage of its pipeline, whoever writes the row
        migrations.RunSQL(
            """
            ALTER TABLE crm_builtin_deal ADD CONSTRAINT deal_stage_of_pipeline
                FOREIGN KEY (stage_id, pipeline_id) REFERENCES crm_builtin_stage (id, pipeline_id)
                DEFERRABLE INITIALLY DEFERRED
            """,
            reverse_sql="ALTER TABLE crm_builtin_deal DROP CONSTRAINT deal_stage_of_pipeline",
        ),
    ]
