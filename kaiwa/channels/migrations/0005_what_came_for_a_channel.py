"""What came for a channel by the hour, and whose a webhook is that was set aside."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0004_what_is_wrong_and_what_customers_see'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChannelHour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField()),
                ('handled', models.IntegerField(default=0)),
                ('ignored', models.IntegerField(default=0)),
                ('set_aside', models.IntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name='webhookevent',
            name='channels',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, null=True, size=None),
        ),
        migrations.AddField(
            model_name='webhookevent',
            name='reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=32),
        ),
        migrations.AddField(
            model_name='webhookevent',
            name='replayed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='webhookevent',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('channels__isnull', False)), fields=['channels'], name='webhook_channels'),
        ),
        migrations.AddField(
            model_name='channelhour',
            name='channel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='channels.channel'),
        ),
        migrations.AddConstraint(
            model_name='channelhour',
            constraint=models.UniqueConstraint(fields=('channel', 'hour'), name='channel_hour_once'),
        ),
    ]
