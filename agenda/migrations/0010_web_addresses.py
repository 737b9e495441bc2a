"""Addresses that no page should lead to give way to harmless ones that still say what they were."""

from urllib.parse import quote

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WEB = r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$"
FIELDS = (("Session", "stream_url"),)


def disarm(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for model, field in FIELDS:
        rows = apps.get_model("agenda", model).objects.using(schema_editor.connection.alias)
        for row in rows.exclude(**{field: ""}).exclude(**{f"{field}__regex": WEB}):
            longest = row._meta.get_field(field).max_length
            rows.filter(pk=row.pk).update(
                **{field: f"https://unreadable.invalid/?{quote(getattr(row, field))}"[:longest]}
            )


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0009_end_sessions_with_their_last_day"),
        ("expo", "0013_web_addresses"),
    ]

    operations = [
        migrations.RunPython(disarm, migrations.RunPython.noop, elidable=False),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stream_url", ""), ("stream_url__regex", "^[Hh][Tt][Tt][Pp][Ss]?://\\S+$"), _connector="OR"
                ),
                name="session_stream_url_leads_to_the_web",
                violation_error_code="stream_url",
                violation_error_message="A web address begins with http:// or https://.",
            ),
        ),
    ]
