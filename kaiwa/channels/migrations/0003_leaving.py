"""By whose login each channel is connected, and requests to delete a person's data."""

from typing import Any

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def take_from_connections(apps: Any, _schema: Any) -> None:
    """Until now every channel was connected by the login that its connection holds."""
    connections = apps.get_model("channels", "Connection").objects
    connections.update(logged_in_at=F("created_at"))
    login = connections.filter(pk=OuterRef("connection_id")).values("external_user_id")
    apps.get_model("channels", "Channel").objects.update(
        external_user_id=Subquery(login), logged_in_at=F("connected_at")
    )


class Migration(migrations.Migration):
    dependencies = [("channels", "0002_rounds")]

    operations = [
        migrations.CreateModel(
            name="DataDeletion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("provider", models.CharField(max_length=32)),
                ("found", models.BooleanField()),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="channel",
            name="external_user_id",
            field=models.CharField(blank=True, db_index=True, max_length=128),
        ),
        migrations.AddField(
            model_name="channel",
            name="logged_in_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="connection",
            name="logged_in_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.RunPython(take_from_connections, migrations.RunPython.noop),
    ]
