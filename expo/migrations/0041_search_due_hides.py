"""What of the search index is only called otherwise is told apart from what may be hidden."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("expo", "0040_keep_uploads_before_reading"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchdue",
            name="hides",
            field=models.BooleanField(db_default=True, default=True, editable=False),
        ),
    ]
