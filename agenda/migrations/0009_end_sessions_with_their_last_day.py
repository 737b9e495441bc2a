"""What was entered with an end years away stands on its days without hours; from now on no session lasts so long."""

import zoneinfo
from typing import Any

from django.db import migrations, models
from django.db.models import Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from agenda.migration_names import Seconds

LASTS_NO_LONGER = models.Q(
    ("ends_at", None),
    LessThanOrEqual(
        CombinedExpression(Seconds("ends_at"), "-", Seconds("starts_at")),
        CombinedExpression(
            Coalesce(CombinedExpression(Seconds("last_day"), "-", Seconds("day")), 0), "+", Value(31 * 60 * 60)
        ),
    ),
    _connector="OR",
)


def end_sessions(apps: Any, schema_editor: Any) -> None:
    """On all days from its first to that of its end, as far as the edition has them."""
    sessions = apps.get_model("agenda", "Session").objects.using(schema_editor.connection.alias)
    for session in sessions.exclude(LASTS_NO_LONGER).select_related("edition"):
        ends_on = session.ends_at.astimezone(zoneinfo.ZoneInfo(session.edition.timezone)).date()
        last_day = max(session.last_day or session.day, min(ends_on, session.edition.ends_on))
        sessions.filter(pk=session.pk).update(
            starts_at=None, ends_at=None, last_day=last_day if last_day > session.day else None
        )


class Migration(migrations.Migration):
    dependencies = [("agenda", "0008_lasting_addresses"), ("expo", "0009_name_the_edition_of_a_stated_figure")]

    operations = [
        migrations.RunPython(end_sessions, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=LASTS_NO_LONGER,
                name="session_ends_by_the_night_after_its_last_day",
                violation_error_code="ends_at",
                violation_error_message="A session ends on its last day or in the night after it.",
            ),
        ),
    ]
