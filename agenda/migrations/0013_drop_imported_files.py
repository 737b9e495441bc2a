"""After they have moved, in a transaction of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0012_move_imported_files"),
    ]

    operations = [
        migrations.DeleteModel(name="ImportedFile"),
    ]
