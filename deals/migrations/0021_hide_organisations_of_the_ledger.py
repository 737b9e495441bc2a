"""Organisations that are there only because the ledger made them, data entry knows no longer."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now


def hide(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    organisations = apps.get_model("expo", "Organisation").objects.using(alias)
    parties = apps.get_model("deals", "Party").objects.using(alias).exclude(organisation=None)
    ledger = set(parties.values_list("organisation", flat=True))
    organisations.filter(pk__in=ledger - used(apps, alias) - entered(apps, alias) - named(parties)).update(known=False)


def used(apps: Apps, alias: str) -> set[int]:
    """Those that have a part elsewhere, or are merged with another."""
    models = [("expo", "Participation"), ("expo", "Attendance"), ("agenda", "SessionRole")]
    found: set[int] = set()
    for model in models:
        rows = apps.get_model(*model).objects.using(alias).exclude(organisation=None)
        found |= set(rows.values_list("organisation", flat=True))
    for pair in apps.get_model("expo", "Organisation").objects.using(alias).exclude(merged_into=None):
        found |= {pair.pk, pair.merged_into_id}
    return found


def entered(apps: Apps, alias: str) -> set[int]:
    """Those that somebody saved in data entry."""
    kinds = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    logged = apps.get_model("admin", "LogEntry").objects.using(alias)
    rows = logged.filter(content_type__in=kinds.filter(app_label="expo", model="organisation"))
    return {int(key) for key in rows.values_list("object_id", flat=True) if key and key.isdecimal()}


def named(parties: QuerySet) -> set[int]:
    """Those that announced deals name."""
    terms = Q(terms__embargo_until=None) | Q(terms__embargo_until__lte=Now())
    shown = parties.filter(terms, shown="public", terms__number=F("terms__deal__announced_version"))
    return set(shown.values_list("organisation", flat=True))


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("agenda", "0009_end_sessions_with_their_last_day"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("deals", "0020_random_references"),
        ("expo", "0012_organisations_known_to_data_entry"),
    ]

    operations = [
        migrations.RunPython(hide, migrations.RunPython.noop, elidable=False),
    ]
