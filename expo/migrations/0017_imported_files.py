import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("expo", "0016_deleted_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("fingerprint", models.CharField(blank=True, max_length=64, verbose_name="fingerprint of its columns")),
                ("content", models.BinaryField(blank=True, default=b"")),
                ("mapping", models.JSONField(blank=True, null=True)),
                ("report", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("looked", "looked at"),
                            ("running", "being imported"),
                            ("done", "imported"),
                            ("undone", "undone"),
                        ],
                        default="looked",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="rows that are imported")),
                ("brought_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("kind", models.CharField(max_length=30, verbose_name="kind of file")),
                ("options", models.JSONField(default=dict)),
                ("trail", models.JSONField(default=list)),
                (
                    "brought_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="expo.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "imported file",
                "verbose_name_plural": "imported files",
                "ordering": ["-brought_at", "-pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["looked", "running", "done", "undone"])),
                        name="imported_file_state_is_known",
                        violation_error_code="state",
                        violation_error_message="Choose one of the values offered.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("kind", "edition", "digest"),
                        name="a_file_of_a_kind_is_being_imported_once",
                        violation_error_message="This file is being imported already.",
                    ),
                ],
            },
        ),
    ]
