"""Organisations are found by their full names without reading what all of them are called."""

from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [
        ("expo", "0042_second_factors"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(Upper("name_en"), name="organisation_by_name_en"),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(Upper("name_zh"), name="organisation_by_name_zh"),
        ),
    ]
