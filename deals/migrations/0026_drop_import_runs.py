"""After they have moved, in a transaction of its own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deals", "0025_move_import_runs")]

    operations = [
        migrations.RemoveField(model_name="importedrow", name="run"),
        migrations.RenameField(model_name="importedrow", old_name="file", new_name="run"),
        migrations.AlterField(
            model_name="importedrow",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="imported", to="expo.importedfile"
            ),
        ),
        migrations.DeleteModel(name="ImportRun"),
    ]
