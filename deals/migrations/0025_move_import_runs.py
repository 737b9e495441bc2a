"""Files of deals go to the table of all kinds of files: under the number they had, or that number leads on to a new one.

New numbers lie above all that either table ever gave, so that no former number is ever another file of deals.
"""

from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Max, Model

COPIED: tuple[str, ...] = (
    "edition_id",
    "name",
    "digest",
    "fingerprint",
    "content",
    "mapping",
    "report",
    "state",
    "rows",
    "done",
)
COPIED += ("brought_by_id", "brought_at", "finished_at")


def move(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    files = apps.get_model("expo", "ImportedFile")
    runs = apps.get_model("deals", "ImportRun").objects.using(alias)
    rows = apps.get_model("deals", "ImportedRow").objects.using(alias)
    taken = set(files.objects.using(alias).values_list("pk", flat=True))
    highest = max([0, *taken, runs.aggregate(highest=Max("pk"))["highest"] or 0])
    for run in runs.order_by("pk").iterator(chunk_size=20):
        number = {"pk": run.pk}
        if run.pk in taken:
            highest += 1
            number = {"pk": highest, "former_number": run.pk}
        file = files.objects.using(alias).create(kind="deals", **number, **columns(run))
        rows.filter(run_id=run.pk).update(file_id=file.pk)
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [files]):
        schema_editor.execute(statement)


def columns(run: Model) -> dict[str, Any]:
    return {name: getattr(run, name) for name in COPIED}


class Migration(migrations.Migration):
    dependencies = [("deals", "0024_file_of_an_imported_row")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=False)]
