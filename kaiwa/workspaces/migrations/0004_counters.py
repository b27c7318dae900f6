"""What processes without a port have counted, for GET /metrics (kaiwa/lib/counters.py)."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('workspaces', '0003_who_did_it_by_name'),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE TABLE kaiwa_counter (name text, label text, value bigint NOT NULL, PRIMARY KEY (name, label))",
            "DROP TABLE kaiwa_counter",
        )
    ]
