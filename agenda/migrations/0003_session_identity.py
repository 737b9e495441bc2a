"""What a session is known by in calendars and apps, and when it last changed."""

import uuid

import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_those_there_are(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """As the demo names them (`uid_of`), so that a demo loaded before and one loaded after have the same."""
    sessions = apps.get_model("agenda", "Session").objects.select_related("edition").only("slug", "edition__slug")
    found = list(sessions)
    for session in found:
        session.uid = uuid.uuid5(uuid.NAMESPACE_URL, f"session:{session.edition.slug}/{session.slug}")
    sessions.model.objects.bulk_update(found, ["uid"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("agenda", "0002_imports"), ("expo", "0001_initial")]

    operations = [
        migrations.AddField("session", "uid", models.UUIDField(editable=False, null=True)),
        migrations.AddField(
            "session",
            "changed_at",
            models.DateTimeField(auto_now=True, default=django.utils.timezone.now, verbose_name="changed"),
            preserve_default=False,
        ),
        migrations.RunPython(name_those_there_are, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("session", "uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
    ]
