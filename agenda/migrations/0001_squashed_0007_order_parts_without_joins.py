"""All that the 7 migrations it replaces lead to, in one step for a new database; they stay for older ones."""

import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from agenda import migration_names
from expo.migration_names import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("agenda", "0001_initial"),
        ("agenda", "0002_imports"),
        ("agenda", "0003_session_identity"),
        ("agenda", "0004_releases"),
        ("agenda", "0005_moves"),
        ("agenda", "0006_venue"),
        ("agenda", "0007_order_parts_without_joins"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("expo", "0005_amounts_typed_twice"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Room",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name (English)")),
                        ("name_zh", models.CharField(blank=True, max_length=200, verbose_name="name (Chinese)")),
                        ("slug", models.SlugField(verbose_name="short address")),
                        ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="capacity")),
                        ("level", models.SmallIntegerField(blank=True, null=True, verbose_name="level")),
                        (
                            "parallel",
                            models.BooleanField(
                                default=False, help_text="Many things may happen here at once.", verbose_name="parallel"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rooms",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "hall",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="rooms",
                                to="expo.hall",
                                verbose_name="hall",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "room",
                        "verbose_name_plural": "rooms",
                        "ordering": ["edition", "order", "slug"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="room_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "slug"),
                                name="room_address_is_unique_in_its_edition",
                                violation_error_code="slug",
                                violation_error_message="This edition has a room with this address already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportedFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="file")),
                        ("content", models.BinaryField(verbose_name="contents")),
                        ("confirmed", models.BooleanField(default=False, verbose_name="confirm new sessions at once")),
                        (
                            "widening",
                            models.BooleanField(
                                default=False, verbose_name="widen the edition to the days of the file"
                            ),
                        ),
                        ("report", models.JSONField(default=dict, verbose_name="report")),
                        ("brought_at", models.DateTimeField(auto_now_add=True, verbose_name="brought")),
                        ("imported_at", models.DateTimeField(blank=True, null=True, verbose_name="imported")),
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
                    },
                ),
                migrations.CreateModel(
                    name="ImportedPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.SlugField(max_length=60, verbose_name="source")),
                        ("key", models.CharField(max_length=120, verbose_name="key")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="expo.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "imported person",
                        "verbose_name_plural": "imported people",
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "source", "key"),
                                name="importedperson_is_known_by_one_key",
                                violation_error_code="key",
                                violation_error_message="This key of this source is known already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveIntegerField(verbose_name="place among the releases")),
                        ("major", models.PositiveIntegerField(verbose_name="number")),
                        ("minor", models.PositiveIntegerField(default=0, verbose_name="hot fix")),
                        ("note_en", models.TextField(blank=True, verbose_name="what changed (English)")),
                        ("note_zh", models.TextField(blank=True, verbose_name="what changed (Chinese)")),
                        (
                            "overridden",
                            models.TextField(
                                blank=True,
                                help_text="For staff only; never shown to the public.",
                                verbose_name="released in spite of problems because",
                            ),
                        ),
                        ("released_at", models.DateTimeField(verbose_name="released")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="releases",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="released by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "release",
                        "verbose_name_plural": "releases",
                        "ordering": ["edition", "-ordinal"],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "ordinal"), name="release_has_its_own_place"),
                            models.UniqueConstraint(
                                fields=("edition", "major", "minor"), name="release_has_its_own_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("major__gt", 0)), name="release_numbers_begin_at_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(blank=True, max_length=250, verbose_name="title (English)")),
                        ("name_zh", models.CharField(blank=True, max_length=250, verbose_name="title (Chinese)")),
                        ("slug", models.SlugField(max_length=80, verbose_name="short address")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("conference", "conference"),
                                    ("exhibition", "exhibition"),
                                    ("contest", "contest"),
                                    ("forum", "forum"),
                                    ("ceremony", "ceremony"),
                                    ("signing", "signing ceremony"),
                                    ("launch", "launch event"),
                                    ("visit", "visit"),
                                    ("break", "break"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("abstract_en", models.TextField(blank=True, verbose_name="abstract (English)")),
                        ("abstract_zh", models.TextField(blank=True, verbose_name="abstract (Chinese)")),
                        (
                            "day",
                            models.DateField(
                                blank=True, help_text="Empty: the day is not known.", null=True, verbose_name="day"
                            ),
                        ),
                        (
                            "last_day",
                            models.DateField(
                                blank=True,
                                help_text="Only where it lasts several days.",
                                null=True,
                                verbose_name="last day",
                            ),
                        ),
                        (
                            "part_of_day",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("morning", "morning"),
                                    ("afternoon", "afternoon"),
                                    ("evening", "evening"),
                                    ("", "not known"),
                                ],
                                default="",
                                help_text="Without hours.",
                                max_length=10,
                                verbose_name="part of the day",
                            ),
                        ),
                        (
                            "starts_at",
                            models.DateTimeField(
                                blank=True, help_text="Empty: to be announced.", null=True, verbose_name="starts"
                            ),
                        ),
                        ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="ends")),
                        (
                            "order",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Among sessions without hours.", verbose_name="order"
                            ),
                        ),
                        (
                            "languages",
                            models.CharField(
                                blank=True,
                                help_text="Codes with commas, like zh,en; the first is spoken.",
                                max_length=40,
                                verbose_name="languages",
                            ),
                        ),
                        ("interpretation", models.BooleanField(default=False, verbose_name="interpretation")),
                        (
                            "place_note_en",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="place, where there is no room (English)"
                            ),
                        ),
                        (
                            "place_note_zh",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="place, where there is no room (Chinese)"
                            ),
                        ),
                        ("stream_url", models.URLField(blank=True, verbose_name="live stream")),
                        (
                            "status",
                            models.CharField(
                                choices=[("draft", "draft"), ("confirmed", "confirmed"), ("cancelled", "cancelled")],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[("public", "public"), ("staff", "staff only")],
                                default="public",
                                max_length=10,
                                verbose_name="visibility",
                            ),
                        ),
                        (
                            "areas",
                            models.ManyToManyField(
                                blank=True,
                                related_name="sessions",
                                to="expo.technologyarea",
                                verbose_name="technology areas",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "launches",
                            models.ManyToManyField(
                                blank=True, related_name="sessions", to="expo.launch", verbose_name="launches"
                            ),
                        ),
                        (
                            "letters",
                            models.ManyToManyField(
                                blank=True, related_name="sessions", to="expo.letter", verbose_name="letters read"
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                limit_choices_to={"origin": None},
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="parts",
                                to="agenda.session",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="sessions",
                                to="agenda.room",
                                verbose_name="room",
                            ),
                        ),
                        (
                            "scenarios",
                            models.ManyToManyField(
                                blank=True, related_name="sessions", to="expo.scenario", verbose_name="scenarios"
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="expo.source", verbose_name="sources"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("moved_at", models.DateTimeField(editable=False, null=True, verbose_name="moved")),
                        (
                            "origin",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="copies",
                                to="agenda.session",
                                verbose_name="copy of",
                            ),
                        ),
                        (
                            "sequence",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="how often released anew"
                            ),
                        ),
                        ("was_day", models.DateField(editable=False, null=True, verbose_name="day before")),
                        ("was_ends_at", models.DateTimeField(editable=False, null=True, verbose_name="end before")),
                        (
                            "was_room",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="agenda.room",
                                verbose_name="room before",
                            ),
                        ),
                        ("was_starts_at", models.DateTimeField(editable=False, null=True, verbose_name="start before")),
                        (
                            "since",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="brought",
                                to="agenda.release",
                                verbose_name="since release",
                            ),
                        ),
                        (
                            "until",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="replaced",
                                to="agenda.release",
                                verbose_name="until release",
                            ),
                        ),
                        (
                            "daily_hours",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="Only where it lasts several days; a day that is not named has the hours above.",
                                validators=[migration_names.check_daily_hours],
                                verbose_name="hours of each day",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                        "ordering": ["edition", "day", "starts_at", "order", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("until", None)),
                                fields=["edition", "day", "starts_at"],
                                name="session_by_day",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="session_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "conference",
                                            "exhibition",
                                            "contest",
                                            "forum",
                                            "ceremony",
                                            "signing",
                                            "launch",
                                            "visit",
                                            "break",
                                        ],
                                    )
                                ),
                                name="session_kind_is_known",
                                violation_error_code="kind",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draft", "confirmed", "cancelled"])),
                                name="session_status_is_known",
                                violation_error_code="status",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("visibility__in", ["public", "staff"])),
                                name="session_visibility_is_known",
                                violation_error_code="visibility",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("part_of_day__in", ["morning", "afternoon", "evening", ""])),
                                name="session_part_of_day_is_known",
                                violation_error_code="part_of_day",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at", None), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                                ),
                                name="session_ends_after_it_starts",
                                violation_error_code="ends_at",
                                violation_error_message="A session must end after it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ends_at", None), ("starts_at", None)),
                                    models.Q(("ends_at__isnull", False), ("starts_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="session_has_both_hours_or_none",
                                violation_error_code="ends_at",
                                violation_error_message="Give both start and end, or neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("starts_at", None), ("day__isnull", False), _connector="OR"),
                                name="session_with_hours_has_a_day",
                                violation_error_code="day",
                                violation_error_message="A session with hours needs its day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("last_day", None), ("last_day__gt", models.F("day")), _connector="OR"
                                ),
                                name="session_last_day_lies_after_its_day",
                                violation_error_code="last_day",
                                violation_error_message="The last day must lie after the first; leave it empty for one day.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("origin", None)),
                                fields=("edition", "slug"),
                                name="session_address_is_unique_in_its_edition",
                                violation_error_code="slug",
                                violation_error_message="This edition has a session with this address already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("origin", None)), fields=("uid",), name="session_has_its_own_uid"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("origin",),
                                name="session_has_one_current_copy",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("origin", None), ("since", None), ("until", None)),
                                    models.Q(("origin__isnull", False), ("since__isnull", False)),
                                    _connector="OR",
                                ),
                                name="session_is_planned_or_a_copy_of_a_release",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("origin", None), models.Q(("status", "draft"), _negated=True), _connector="OR"
                                ),
                                name="session_draft_is_never_released",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("daily_hours", {}), ("last_day__isnull", False), _connector="OR"),
                                name="session_with_hours_of_each_day_lasts_several",
                                violation_error_code="last_day",
                                violation_error_message="Hours of each day need a last day.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionRole",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "chair"),
                                    ("keynote", "keynote"),
                                    ("speaker", "speaker"),
                                    ("panellist", "panellist"),
                                    ("host", "host"),
                                    ("guest", "guest"),
                                    ("signatory", "signatory"),
                                    ("witness", "witness"),
                                    ("judge", "judge"),
                                    ("organiser", "organiser"),
                                ],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        ("title_en", models.CharField(blank=True, max_length=200, verbose_name="title (English)")),
                        ("title_zh", models.CharField(blank=True, max_length=200, verbose_name="title (Chinese)")),
                        ("order", models.PositiveSmallIntegerField(default=100, verbose_name="protocol order")),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="session_roles",
                                to="expo.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="session_roles",
                                to="expo.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roles",
                                to="agenda.session",
                                verbose_name="session",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "role",
                        "verbose_name_plural": "roles",
                        "ordering": ["session_id", "order", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "chair",
                                            "keynote",
                                            "speaker",
                                            "panellist",
                                            "host",
                                            "guest",
                                            "signatory",
                                            "witness",
                                            "judge",
                                            "organiser",
                                        ],
                                    )
                                ),
                                name="role_role_is_known",
                                violation_error_code="role",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person__isnull", False), ("organisation__isnull", False), _connector="OR"
                                ),
                                name="role_belongs_to_somebody",
                                violation_error_code="person",
                                violation_error_message="Name a person or an organisation.",
                            ),
                            models.UniqueConstraint(
                                django.db.models.functions.comparison.Coalesce("person", 0),
                                django.db.models.functions.comparison.Coalesce("organisation", 0),
                                models.F("session"),
                                models.F("role"),
                                name="role_is_given_once",
                                violation_error_code="role",
                                violation_error_message="This person or organisation already has this role here.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportedSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.SlugField(max_length=60, verbose_name="source")),
                        ("key", models.CharField(max_length=120, verbose_name="key")),
                        ("values", models.JSONField(default=dict, verbose_name="as imported")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="agenda.session",
                                verbose_name="session",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "imported session",
                        "verbose_name_plural": "imported sessions",
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "source", "key"),
                                name="importedsession_is_known_by_one_key",
                                violation_error_code="key",
                                violation_error_message="This key of this source is known already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Change",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("cancelled", "cancelled"),
                                    ("withdrawn", "taken off the agenda"),
                                    ("moved", "moved"),
                                    ("room", "room changed"),
                                    ("reinstated", "takes place after all"),
                                    ("new", "new"),
                                    ("people", "people changed"),
                                    ("details", "details changed"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "after",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="+",
                                to="agenda.session",
                                verbose_name="after",
                            ),
                        ),
                        (
                            "before",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="+",
                                to="agenda.session",
                                verbose_name="before",
                            ),
                        ),
                        (
                            "release",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="agenda.release",
                                verbose_name="release",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change",
                        "verbose_name_plural": "changes",
                        "ordering": ["release_id", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "cancelled",
                                            "withdrawn",
                                            "moved",
                                            "room",
                                            "reinstated",
                                            "new",
                                            "people",
                                            "details",
                                        ],
                                    )
                                ),
                                name="change_kind_is_known",
                                violation_error_code="kind",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("before", None), ("kind", "new")),
                                    models.Q(models.Q(("kind", "new"), _negated=True), ("before__isnull", False)),
                                    _connector="OR",
                                ),
                                name="change_has_something_before_unless_new",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("after", None), ("kind", "withdrawn")),
                                    models.Q(models.Q(("kind", "withdrawn"), _negated=True), ("after__isnull", False)),
                                    _connector="OR",
                                ),
                                name="change_has_something_after_unless_withdrawn",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("before", None),
                                    ("after", None),
                                    models.Q(("before", models.F("after")), _negated=True),
                                    _connector="OR",
                                ),
                                name="change_is_from_one_to_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Move",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="moved")),
                        ("before", models.CharField(max_length=120, verbose_name="before")),
                        ("after", models.CharField(max_length=120, verbose_name="after")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                        (
                            "overtaken",
                            models.BooleanField(
                                default=False,
                                help_text="Somebody changed the session since: it cannot be undone any more.",
                                verbose_name="overtaken",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="moved by",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="agenda.session",
                                verbose_name="session",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "move",
                        "verbose_name_plural": "moves",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("before", models.F("after")), _negated=True),
                                name="move_leads_elsewhere",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpeningHours",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("opens", models.TimeField(verbose_name="opens")),
                        ("closes", models.TimeField(verbose_name="closes")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opening_hours",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "hall",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the whole venue.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opening_hours",
                                to="expo.hall",
                                verbose_name="hall",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "opening hours",
                        "verbose_name_plural": "opening hours",
                        "ordering": ["edition", "day", models.OrderBy(models.F("hall__code"), nulls_first=True)],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes__gt", models.F("opens"))),
                                name="venue_closes_after_it_opens",
                                violation_error_code="closes",
                                violation_error_message="It must close after it opens, on the same day.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("hall", None)),
                                fields=("edition", "day"),
                                name="venue_opens_once_a_day",
                                violation_error_code="day",
                                violation_error_message="The venue's hours of this day are given already.",
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "hall", "day"),
                                name="hall_opens_once_a_day",
                                violation_error_code="day",
                                violation_error_message="This hall's hours of this day are given already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Walk",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes on foot")),
                        (
                            "one",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="expo.hall",
                                verbose_name="hall",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="expo.hall",
                                verbose_name="other hall",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "walk between halls",
                        "verbose_name_plural": "walks between halls",
                        "ordering": ["one__edition", "one__code", "other__code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("one__lt", models.F("other"))),
                                name="walk_is_between_two_halls_in_their_order",
                                violation_error_code="other",
                                violation_error_message="A walk leads from one hall to another.",
                            ),
                            models.UniqueConstraint(
                                fields=("one", "other"),
                                name="walk_is_measured_once",
                                violation_error_code="other",
                                violation_error_message="The walk between these two halls is given already.",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
