"""Stated figures are public once somebody has confirmed them; those that stand here are public already."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def confirm(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nobody knows any more who compared them: they keep the time alone."""
    apps.get_model("expo", "StatedFigure").objects.filter(confirmed_at=None).update(confirmed_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("expo", "0013_web_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="statedfigure",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="confirmed at"),
        ),
        migrations.AddField(
            model_name="statedfigure",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="confirmed by",
            ),
        ),
        migrations.AddField(
            model_name="statedfigure",
            name="difference_reason",
            field=models.CharField(
                blank=True,
                help_text="Only where it does. Never public.",
                max_length=300,
                verbose_name="why the value differs from what was printed",
            ),
        ),
        migrations.AddField(
            model_name="statedfigure",
            name="typed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="typed by",
            ),
        ),
        migrations.AlterField(
            model_name="edition",
            name="retype_above",
            field=models.BigIntegerField(
                blank=True,
                default=100000000000,
                help_text="Like 10亿 or 1bn, in the reporting currency. Who verifies a larger deal types its amount again from the signed paper, unseen. Empty: nobody does.",
                null=True,
                verbose_name="amounts typed twice above",
            ),
        ),
        migrations.AlterField(
            model_name="statedfigure",
            name="as_printed",
            field=models.CharField(
                blank=True,
                help_text="Copied from the source: the value is held against it.",
                max_length=200,
                verbose_name="as printed",
            ),
        ),
        migrations.AlterField(
            model_name="statedfigure",
            name="unit",
            field=models.CharField(
                choices=[("count", "count"), ("money", "money"), ("m2", "square metres"), ("per_mille", "per cent")],
                default="count",
                max_length=10,
                verbose_name="unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="statedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("typed_by", None),
                    ("confirmed_by", None),
                    models.Q(("confirmed_by", models.F("typed_by")), _negated=True),
                    _connector="OR",
                ),
                name="stated_figure_is_confirmed_by_a_second_person",
                violation_error_message="Who typed a figure cannot confirm it: somebody else compares it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_by", None), ("confirmed_at__isnull", False), _connector="OR"),
                name="confirmed_stated_figure_has_its_time",
                violation_error_message="A confirmed figure has the time at which it was confirmed.",
            ),
        ),
        migrations.RunPython(confirm, migrations.RunPython.noop),
    ]
