"""Names compare by the letters of every script: after migrating, `deals.apps` writes the keys of all deals anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deals", "0026_drop_import_runs")]

    operations = []
