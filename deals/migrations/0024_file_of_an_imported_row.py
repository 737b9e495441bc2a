"""The file of each row in the table of all kinds of files, beside the one in the table that deals had of their own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0023_common_import_columns"),
        ("expo", "0019_former_numbers_of_files"),
        # Programmes have the numbers that they had.
        ("agenda", "0012_move_imported_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="importedrow",
            name="file",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="expo.importedfile"
            ),
        ),
    ]
