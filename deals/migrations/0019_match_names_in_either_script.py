"""Names compare alike in more characters: after migrating, `deals.apps` writes the keys of all deals anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deals", "0018_lasting_addresses")]

    operations = []
