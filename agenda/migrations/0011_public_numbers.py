"""Sessions get numbers for the public that do not follow one another; those that it knows keep the one it knows."""

import secrets

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from agenda.migration_names import random_number

FEWEST = 36**6
TOGETHER = 500


def number(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    sessions = apps.get_model("agenda", "Session").objects.using(schema_editor.connection.alias)
    sessions.exclude(origin=None).update(public_number=models.F("origin"))
    released = sessions.exclude(origin=None).values("origin")
    planned = sessions.filter(origin=None)
    planned.filter(pk__in=released).update(public_number=models.F("pk"))
    rows = list(planned.exclude(pk__in=released).only("pk"))
    for row in rows:
        row.public_number = FEWEST + secrets.randbelow(36**7 - FEWEST)
    sessions.bulk_update(rows, ["public_number"], batch_size=TOGETHER)


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0010_web_addresses"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="public_number",
            field=models.BigIntegerField(default=0, editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(number, migrations.RunPython.noop, elidable=False),
        migrations.AlterField(
            model_name="session",
            name="public_number",
            field=models.BigIntegerField(default=random_number, editable=False),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(
                condition=models.Q(("origin", None)),
                fields=("public_number",),
                name="session_has_its_own_public_number",
            ),
        ),
    ]
