"""Programmes that were brought go to the table of all kinds of files, each under the number it had."""

import hashlib
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model

COPIED = ("pk", "edition_id", "name", "content", "report", "brought_by_id", "brought_at")


def move(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    files = apps.get_model("expo", "ImportedFile")
    for old in apps.get_model("agenda", "ImportedFile").objects.using(alias).order_by("pk").iterator(chunk_size=20):
        files.objects.using(alias).create(**columns(old))
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [files]):
        schema_editor.execute(statement)


def columns(old: Model) -> dict[str, Any]:
    entries = old.report.get("found", {}).get("entries", 0)
    done = {"state": "done", "done": entries, "finished_at": old.imported_at} if old.imported_at else {}
    return {name: getattr(old, name) for name in COPIED} | {
        "kind": "programme",
        "options": {"confirmed": old.confirmed, "widening": old.widening},
        "digest": "" if old.imported_at else hashlib.sha256(bytes(old.content)).hexdigest(),
        "rows": entries,
        **done,
    }


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0011_public_numbers"),
        ("expo", "0017_imported_files"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=False)]
