"""Links made anew are told in the log; no ranking that was corrected before its moment publishes itself any more."""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Now


def call_off_publications(apps: Any, schema_editor: Any) -> None:
    """Of rankings that were corrected while their moment was still to come, before a correction called it off itself."""
    rankings = apps.get_model("agenda", "FrozenRanking").objects.using(schema_editor.connection.alias)
    scheduled = rankings.filter(corrected_by__isnull=False, published_at__gt=Now())
    scheduled.update(published_at=None, objections_until=None)


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0020_late_permissions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contestevent",
            name="verb",
            field=models.CharField(
                choices=[
                    ("drawn", "judges drawn"),
                    ("assigned", "entry given to a judge"),
                    ("recused", "judge recused by staff"),
                    ("ruled", "rule or hours changed during judging"),
                    ("rescored", "score changed late"),
                    ("frozen", "ranking frozen"),
                    ("confirmed", "ranking confirmed"),
                    ("published", "ranking published"),
                    ("objected", "objection received"),
                    ("answered", "objection answered"),
                    ("final", "ranking final"),
                    ("advanced", "entries gone on"),
                    ("awarded", "award published"),
                    ("revoked", "award withdrawn"),
                    ("late", "late entry permitted"),
                    ("late_ended", "late permission taken back"),
                    ("linked", "private link made anew"),
                    ("revealed", "names revealed"),
                ],
                max_length=10,
                verbose_name="what happened",
            ),
        ),
        migrations.RunPython(call_off_publications, migrations.RunPython.noop),
    ]
