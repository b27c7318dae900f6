"""The number of a customer, where their provider tells it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0007_handing_over"),
        ("conversations", "0013_journal_of_deleted_histories"),
    ]

    operations = [
        migrations.AddField(
            model_name="identity",
            name="phone",
            field=models.CharField(blank=True, db_default="", max_length=20),
        ),
        migrations.AddIndex(
            model_name="identity",
            index=models.Index(
                condition=models.Q(("phone", ""), _negated=True), fields=["phone"], name="identity_phone"
            ),
        ),
    ]
