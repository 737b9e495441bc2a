"""Addresses that no page should lead to give way to harmless ones that still say what they were."""

from urllib.parse import quote

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WEB = r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$"
FIELDS = (("Edition", "website"), ("Organisation", "website"), ("Source", "url"))


def disarm(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for model, field in FIELDS:
        rows = apps.get_model("expo", model).objects.using(schema_editor.connection.alias)
        for row in rows.exclude(**{field: ""}).exclude(**{f"{field}__regex": WEB}):
            longest = row._meta.get_field(field).max_length
            rows.filter(pk=row.pk).update(
                **{field: f"https://unreadable.invalid/?{quote(getattr(row, field))}"[:longest]}
            )


class Migration(migrations.Migration):
    dependencies = [
        ("expo", "0012_organisations_known_to_data_entry"),
    ]

    operations = [
        migrations.RunPython(disarm, migrations.RunPython.noop, elidable=False),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("website", ""), ("website__regex", "^[Hh][Tt][Tt][Pp][Ss]?://\\S+$"), _connector="OR"
                ),
                name="edition_website_leads_to_the_web",
                violation_error_code="website",
                violation_error_message="A web address begins with http:// or https://.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("website", ""), ("website__regex", "^[Hh][Tt][Tt][Pp][Ss]?://\\S+$"), _connector="OR"
                ),
                name="organisation_website_leads_to_the_web",
                violation_error_code="website",
                violation_error_message="A web address begins with http:// or https://.",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("url", ""), ("url__regex", "^[Hh][Tt][Tt][Pp][Ss]?://\\S+$"), _connector="OR"),
                name="source_url_leads_to_the_web",
                violation_error_code="url",
                violation_error_message="A web address begins with http:// or https://.",
            ),
        ),
    ]
