"""All that the 9 migrations it replaces lead to, in one step for a new database; they stay for older ones."""

import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import expo.migration_names


class Migration(migrations.Migration):
    replaces = [
        ("expo", "0001_initial"),
        ("expo", "0002_sent_forms"),
        ("expo", "0003_versions"),
        ("expo", "0004_login_attempts"),
        ("expo", "0005_amounts_typed_twice"),
        ("expo", "0006_merged_organisations"),
        ("expo", "0007_edition_addresses"),
        ("expo", "0008_dollar"),
        ("expo", "0009_name_the_edition_of_a_stated_figure"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        expo.migration_names.CreateModels(
            [
                migrations.CreateModel(
                    name="Source",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.SlugField(unique=True, verbose_name="key")),
                        ("publisher", models.CharField(max_length=200, verbose_name="publisher")),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("url", models.URLField(max_length=500, verbose_name="address")),
                        ("dated", models.CharField(blank=True, max_length=60, verbose_name="date as shown")),
                        ("reliability", models.CharField(blank=True, max_length=100, verbose_name="kind of source")),
                    ],
                    options={
                        "verbose_name": "source",
                        "verbose_name_plural": "sources",
                        "ordering": ["publisher", "key"],
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name (English)")),
                        ("name_zh", models.CharField(blank=True, max_length=200, verbose_name="name (Chinese)")),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Stands in every public address, like 2019.",
                                unique=True,
                                verbose_name="short address",
                            ),
                        ),
                        (
                            "ordinal",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="number of the edition"
                            ),
                        ),
                        ("theme_en", models.CharField(blank=True, max_length=200, verbose_name="theme (English)")),
                        ("theme_zh", models.CharField(blank=True, max_length=200, verbose_name="theme (Chinese)")),
                        ("city_en", models.CharField(blank=True, max_length=100, verbose_name="city (English)")),
                        ("city_zh", models.CharField(blank=True, max_length=100, verbose_name="city (Chinese)")),
                        ("venue_en", models.CharField(blank=True, max_length=200, verbose_name="venue (English)")),
                        ("venue_zh", models.CharField(blank=True, max_length=200, verbose_name="venue (Chinese)")),
                        ("about_en", models.TextField(blank=True, verbose_name="about (English)")),
                        ("about_zh", models.TextField(blank=True, verbose_name="about (Chinese)")),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        (
                            "timezone",
                            models.CharField(
                                default="Asia/Shanghai",
                                max_length=40,
                                validators=[expo.migration_names.known_timezone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planning", "planning"),
                                    ("live", "live"),
                                    ("closed", "closed"),
                                    ("archived", "archived"),
                                ],
                                default="planning",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("published", models.BooleanField(default=False, verbose_name="shown to the public")),
                        (
                            "reporting_currency",
                            models.CharField(default="CNY", max_length=3, verbose_name="reporting currency"),
                        ),
                        (
                            "second_currency",
                            models.CharField(blank=True, default="USD", max_length=3, verbose_name="second currency"),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "rehearsal",
                            models.BooleanField(
                                default=False,
                                help_text="Everything in it is invented, and every page says so.",
                                verbose_name="rehearsal",
                            ),
                        ),
                        (
                            "clock_shift",
                            models.DurationField(
                                default=datetime.timedelta(0),
                                help_text="How far the rehearsal's clock runs ahead.",
                                verbose_name="rehearsal clock",
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="expo.source", verbose_name="sources"
                            ),
                        ),
                        (
                            "retype_above",
                            models.BigIntegerField(
                                blank=True,
                                default=100000000000,
                                help_text="In minor units of the reporting currency: 100000000000 fen are 1 billion yuan. Who verifies a larger deal types its amount again from the signed paper, unseen. Empty: nobody does.",
                                null=True,
                                verbose_name="amounts typed twice above",
                            ),
                        ),
                        (
                            "dollar",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "ask which"),
                                    ("USD", "USD"),
                                    ("HKD", "HKD"),
                                    ("SGD", "SGD"),
                                    ("AUD", "AUD"),
                                    ("CAD", "CAD"),
                                    ("NZD", "NZD"),
                                    ("TWD", "TWD"),
                                ],
                                default="",
                                help_text="What the deal desk takes $ for where no currency is written. Empty: it asks which.",
                                max_length=3,
                                verbose_name="a bare $ means",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "edition",
                        "verbose_name_plural": "editions",
                        "ordering": ["-starts_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="edition_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["planning", "live", "closed", "archived"])),
                                name="edition_status_is_known",
                                violation_error_code="status",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="edition_ends_on_or_after_its_first_day",
                                violation_error_code="ends_on",
                                violation_error_message="The last day cannot lie before the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rehearsal", True), ("clock_shift", datetime.timedelta(0)), _connector="OR"
                                ),
                                name="only_a_rehearsal_shifts_its_clock",
                                violation_error_code="clock_shift",
                                violation_error_message="Only a rehearsal may run on a clock of its own.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("second_currency", models.F("reporting_currency")), _negated=True),
                                name="second_currency_differs_from_the_first",
                                violation_error_code="second_currency",
                                violation_error_message="The second currency must differ from the reporting currency.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("retype_above", None), ("retype_above__gte", 0), _connector="OR"),
                                name="amounts_typed_twice_are_not_negative",
                                violation_error_code="retype_above",
                                violation_error_message="An amount is not negative; leave it empty to have none typed twice.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "slug__in",
                                        (
                                            "accounts",
                                            "admin",
                                            "api",
                                            "desk",
                                            "en",
                                            "healthz",
                                            "media",
                                            "offline",
                                            "readyz",
                                            "static",
                                            "styleguide",
                                            "zh-hans",
                                        ),
                                    ),
                                    _negated=True,
                                ),
                                name="edition_address_is_no_other_pages",
                                violation_error_code="slug",
                                violation_error_message="This address leads to another page; choose another, like 2019.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("dollar__in", ["", "USD", "HKD", "SGD", "AUD", "CAD", "NZD", "TWD"])
                                ),
                                name="edition_dollar_is_known",
                                violation_error_code="dollar",
                                violation_error_message="Choose one of the values offered.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name (English)")),
                        ("name_zh", models.CharField(blank=True, max_length=200, verbose_name="name (Chinese)")),
                        (
                            "code",
                            models.SlugField(help_text="As on the signs, like S4.", max_length=10, verbose_name="code"),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="halls",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="expo.source", verbose_name="sources"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hall",
                        "verbose_name_plural": "halls",
                        "ordering": ["edition", "code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "code"),
                                name="hall_code_is_unique_in_its_edition",
                                violation_error_code="code",
                                violation_error_message="This edition has a hall with this code already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name (English)")),
                        ("name_zh", models.CharField(blank=True, max_length=200, verbose_name="name (Chinese)")),
                        ("slug", models.SlugField(unique=True, verbose_name="short address")),
                        (
                            "pinyin",
                            models.CharField(
                                blank=True,
                                help_text="For sorting; left empty, it is made from the name.",
                                max_length=200,
                                verbose_name="pinyin",
                            ),
                        ),
                        (
                            "sort_en",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.text.Lower(
                                    django.db.models.functions.comparison.Coalesce(
                                        django.db.models.functions.comparison.NullIf("name_en", models.Value("")),
                                        models.F("pinyin"),
                                    )
                                ),
                                output_field=models.CharField(max_length=200),
                            ),
                        ),
                        (
                            "honorific_en",
                            models.CharField(blank=True, max_length=30, verbose_name="honorific (English)"),
                        ),
                        (
                            "honorific_zh",
                            models.CharField(blank=True, max_length=30, verbose_name="honorific (Chinese)"),
                        ),
                        ("biography_en", models.TextField(blank=True, verbose_name="biography (English)")),
                        ("biography_zh", models.TextField(blank=True, verbose_name="biography (Chinese)")),
                    ],
                    options={
                        "verbose_name": "person",
                        "verbose_name_plural": "people",
                        "ordering": ["sort_en", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="person_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Region",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name (English)")),
                        ("name_zh", models.CharField(blank=True, max_length=200, verbose_name="name (Chinese)")),
                        (
                            "code",
                            models.CharField(
                                help_text="ISO 3166-1 alpha-2, or GB/T 2260.",
                                max_length=6,
                                unique=True,
                                verbose_name="code",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("country", "country or region"),
                                    ("province", "province"),
                                    ("district", "district or county"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="expo.region",
                                verbose_name="lies in",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "region",
                        "verbose_name_plural": "regions",
                        "ordering": ["code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="region_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["country", "province", "district"])),
                                name="region_kind_is_known",
                                violation_error_code="kind",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "country"), ("parent", None)),
                                    models.Q(models.Q(("kind", "country"), _negated=True), ("parent__isnull", False)),
                                    _connector="OR",
                                ),
                                name="only_countries_lie_in_nothing",
                                violation_error_code="parent",
                                violation_error_message="A country lies in nothing; a province or district lies in something.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name (English)")),
                        ("name_zh", models.CharField(blank=True, max_length=200, verbose_name="name (Chinese)")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("company", "company"),
                                    ("government", "government"),
                                    ("university", "university or institute"),
                                    ("international", "international body"),
                                    ("association", "association"),
                                    ("pavilion", "pavilion"),
                                ],
                                default="company",
                                max_length=14,
                                verbose_name="kind",
                            ),
                        ),
                        ("short_en", models.CharField(blank=True, max_length=80, verbose_name="short name (English)")),
                        ("short_zh", models.CharField(blank=True, max_length=40, verbose_name="short name (Chinese)")),
                        (
                            "aliases",
                            models.TextField(
                                blank=True, help_text="One a line, in any language.", verbose_name="other names"
                            ),
                        ),
                        (
                            "pinyin",
                            models.CharField(
                                blank=True,
                                help_text="For sorting; left empty, it is made from the name.",
                                max_length=400,
                                verbose_name="pinyin",
                            ),
                        ),
                        (
                            "initials",
                            models.CharField(
                                blank=True, editable=False, max_length=200, verbose_name="pinyin initials"
                            ),
                        ),
                        (
                            "sort_en",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.text.Lower(
                                    django.db.models.functions.comparison.Coalesce(
                                        django.db.models.functions.comparison.NullIf("name_en", models.Value("")),
                                        models.F("pinyin"),
                                    )
                                ),
                                output_field=models.CharField(max_length=400),
                            ),
                        ),
                        (
                            "uscc",
                            models.CharField(blank=True, max_length=18, verbose_name="unified social credit code"),
                        ),
                        (
                            "ownership",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("central", "central state-owned"),
                                    ("state", "state-owned"),
                                    ("private", "private"),
                                    ("foreign", "foreign"),
                                    ("joint", "joint venture"),
                                    ("", "not known"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="ownership",
                            ),
                        ),
                        ("fortune_500", models.BooleanField(default=False, verbose_name="Fortune Global 500")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="expo.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="expo.organisation",
                                verbose_name="merged into",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "organisation",
                        "verbose_name_plural": "organisations",
                        "ordering": ["sort_en", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="organisation_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "company",
                                            "government",
                                            "university",
                                            "international",
                                            "association",
                                            "pavilion",
                                        ],
                                    )
                                ),
                                name="organisation_kind_is_known",
                                violation_error_code="kind",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ownership__in", ["central", "state", "private", "foreign", "joint", ""])
                                ),
                                name="organisation_ownership_is_known",
                                violation_error_code="ownership",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("uscc", ""), _negated=True),
                                fields=("uscc",),
                                name="credit_code_belongs_to_one_organisation",
                                violation_error_code="uscc",
                                violation_error_message="Another organisation has this credit code.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("uscc", ""), ("uscc__regex", "^[0-9A-HJ-NPQRTUWXY]{18}$"), _connector="OR"
                                ),
                                name="credit_code_has_18_digits_or_letters",
                                violation_error_code="uscc",
                                violation_error_message="A unified social credit code has 18 digits or capitals, without I, O, S, V, Z.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("merged_into", None),
                                    models.Q(("merged_into", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="organisation_is_not_merged_into_itself",
                                violation_error_message="An organisation cannot be merged into itself.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Scenario",
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
                        ("story_en", models.TextField(blank=True, verbose_name="story (English)")),
                        ("story_zh", models.TextField(blank=True, verbose_name="story (Chinese)")),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scenarios",
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
                                to="expo.hall",
                                verbose_name="hall",
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="expo.source", verbose_name="sources"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "scenario",
                        "verbose_name_plural": "scenarios",
                        "ordering": ["edition", "order", "slug"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="scenario_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "slug"),
                                name="scenario_address_is_unique_in_its_edition",
                                violation_error_code="slug",
                                violation_error_message="This edition has a scenario with this address already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("office_en", models.CharField(blank=True, max_length=200, verbose_name="office (English)")),
                        ("office_zh", models.CharField(blank=True, max_length=200, verbose_name="office (Chinese)")),
                        ("dated_on", models.DateField(blank=True, null=True, verbose_name="date")),
                        ("text_en", models.TextField(blank=True, verbose_name="text (English)")),
                        ("text_zh", models.TextField(blank=True, verbose_name="text (Chinese)")),
                        ("order", models.PositiveSmallIntegerField(default=100, verbose_name="protocol order")),
                        ("published", models.BooleanField(default=False, verbose_name="shown to the public")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letters",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="expo.person",
                                verbose_name="author",
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="expo.source", verbose_name="sources"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "congratulatory letter",
                        "verbose_name_plural": "congratulatory letters",
                        "ordering": ["edition", "order", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text_en", ""), ("text_zh", ""), _negated=True),
                                name="letter_has_a_text",
                                violation_error_code="text_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("head", "head of an international organisation"),
                                    ("official", "official"),
                                    ("academic", "academic"),
                                    ("executive", "executive"),
                                    ("guest", "guest"),
                                ],
                                default="guest",
                                max_length=10,
                                verbose_name="capacity",
                            ),
                        ),
                        (
                            "title_en",
                            models.CharField(
                                blank=True,
                                help_text="As of this edition.",
                                max_length=200,
                                verbose_name="title (English)",
                            ),
                        ),
                        (
                            "title_zh",
                            models.CharField(
                                blank=True,
                                help_text="As of this edition.",
                                max_length=200,
                                verbose_name="title (Chinese)",
                            ),
                        ),
                        (
                            "note_en",
                            models.CharField(blank=True, max_length=300, verbose_name="what they did (English)"),
                        ),
                        (
                            "note_zh",
                            models.CharField(blank=True, max_length=300, verbose_name="what they did (Chinese)"),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=100, verbose_name="protocol order")),
                        ("published", models.BooleanField(default=False, verbose_name="shown to the public")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="expo.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="expo.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="expo.source", verbose_name="sources"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attendance",
                        "verbose_name_plural": "attendances",
                        "ordering": ["edition", "order", "person"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity__in", ["head", "official", "academic", "executive", "guest"])
                                ),
                                name="attendance_capacity_is_known",
                                violation_error_code="capacity",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "person"),
                                name="person_attends_an_edition_once",
                                violation_error_code="person",
                                violation_error_message="This person is already among the guests of this edition.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatedFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "figure",
                            models.CharField(
                                choices=[
                                    ("projects", "projects signed"),
                                    ("amount", "amount signed"),
                                    ("projects_at_expo", "signed at the expo"),
                                    ("projects_outside", "signed outside the venue"),
                                    ("amount_at_expo", "amount signed at the expo"),
                                    ("amount_outside", "amount signed outside the venue"),
                                    ("exhibitors", "exhibitors"),
                                    ("countries", "countries and regions"),
                                    ("fortune_500", "Fortune Global 500 companies"),
                                    ("forums", "forums"),
                                    ("launches", "launches"),
                                    ("professional_launches", "professional launches"),
                                    ("area", "square metres of indoor exhibition"),
                                    ("foreign_share", "foreign share of the exhibition area"),
                                    ("laureates", "Nobel, Turing and Fields laureates"),
                                    ("visitors_expected", "visitors expected"),
                                    ("visitors", "visitors"),
                                    ("contests", "contests"),
                                ],
                                max_length=30,
                                verbose_name="figure",
                            ),
                        ),
                        (
                            "value",
                            models.BigIntegerField(
                                blank=True, help_text="Empty: not published.", null=True, verbose_name="value"
                            ),
                        ),
                        (
                            "qualifier",
                            models.CharField(
                                choices=[
                                    ("exact", "exactly"),
                                    ("more_than", "more than"),
                                    ("nearly", "nearly"),
                                    ("about", "about"),
                                ],
                                default="exact",
                                max_length=10,
                                verbose_name="qualifier",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("count", "count"),
                                    ("money", "money, in minor units"),
                                    ("m2", "square metres"),
                                    ("per_mille", "thousandths"),
                                ],
                                default="count",
                                max_length=10,
                                verbose_name="unit",
                            ),
                        ),
                        ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                        ("as_printed", models.CharField(blank=True, max_length=200, verbose_name="as printed")),
                        ("note_en", models.CharField(blank=True, max_length=300, verbose_name="note (English)")),
                        ("note_zh", models.CharField(blank=True, max_length=300, verbose_name="note (Chinese)")),
                        ("said_by", models.CharField(blank=True, max_length=200, verbose_name="said by")),
                        ("said_on", models.DateField(blank=True, null=True, verbose_name="said on")),
                        (
                            "headline",
                            models.BooleanField(
                                default=True,
                                help_text="Other statements of the same figure are listed under sources.",
                                verbose_name="the one shown",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stated_figures",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="expo.source", verbose_name="sources"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "stated figure",
                        "verbose_name_plural": "stated figures",
                        "ordering": ["edition", "figure", "-headline", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "figure__in",
                                        [
                                            "projects",
                                            "amount",
                                            "projects_at_expo",
                                            "projects_outside",
                                            "amount_at_expo",
                                            "amount_outside",
                                            "exhibitors",
                                            "countries",
                                            "fortune_500",
                                            "forums",
                                            "launches",
                                            "professional_launches",
                                            "area",
                                            "foreign_share",
                                            "laureates",
                                            "visitors_expected",
                                            "visitors",
                                            "contests",
                                        ],
                                    )
                                ),
                                name="stated_figure_figure_is_known",
                                violation_error_code="figure",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("unit__in", ["count", "money", "m2", "per_mille"])),
                                name="stated_figure_unit_is_known",
                                violation_error_code="unit",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("qualifier__in", ["exact", "more_than", "nearly", "about"])),
                                name="stated_figure_qualifier_is_known",
                                violation_error_code="qualifier",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("headline", True)),
                                fields=("edition", "figure", "currency"),
                                name="one_headline_for_each_stated_figure",
                                violation_error_code="headline",
                                violation_error_message="Another statement of this figure is already the one shown.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("currency__regex", "^[A-Z]{3}$"), ("unit", "money")),
                                    models.Q(models.Q(("unit", "money"), _negated=True), ("currency", "")),
                                    _connector="OR",
                                ),
                                name="stated_money_has_a_currency",
                                violation_error_code="currency",
                                violation_error_message="An amount of money needs a currency; other figures have none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__isnull", True), ("value__gte", 0), _connector="OR"),
                                name="stated_figure_is_not_negative",
                                violation_error_code="value",
                                violation_error_message="A stated figure cannot be negative.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TechnologyArea",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name (English)")),
                        ("name_zh", models.CharField(blank=True, max_length=200, verbose_name="name (Chinese)")),
                        ("slug", models.SlugField(unique=True, verbose_name="short address")),
                        ("strategic", models.BooleanField(default=False, verbose_name="strategic emerging industry")),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                    ],
                    options={
                        "verbose_name": "technology area",
                        "verbose_name_plural": "technology areas",
                        "ordering": ["order", "slug"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="area_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Participation",
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
                                    ("exhibitor", "exhibitor"),
                                    ("co_exhibitor", "co-exhibitor"),
                                    ("organiser", "organiser"),
                                    ("host", "host"),
                                    ("co_organiser", "co-organiser"),
                                    ("supporter", "supporter"),
                                    ("sponsor", "sponsor"),
                                    ("media", "media partner"),
                                    ("delegation", "delegation"),
                                ],
                                default="exhibitor",
                                max_length=12,
                                verbose_name="takes part as",
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80, verbose_name="short address")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("confirmed", "confirmed"),
                                    ("published", "published"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("profile_en", models.TextField(blank=True, verbose_name="profile (English)")),
                        ("profile_zh", models.TextField(blank=True, verbose_name="profile (Chinese)")),
                        (
                            "order",
                            models.PositiveSmallIntegerField(
                                default=100, help_text="Among organisers and partners.", verbose_name="order"
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(
                                blank=True, help_text="Never public.", max_length=100, verbose_name="contact person"
                            ),
                        ),
                        (
                            "contact_email",
                            models.EmailField(
                                blank=True, help_text="Never public.", max_length=254, verbose_name="contact e-mail"
                            ),
                        ),
                        (
                            "contact_phone",
                            models.CharField(
                                blank=True, help_text="Never public.", max_length=40, verbose_name="contact telephone"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participations",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "hall",
                            models.ForeignKey(
                                blank=True,
                                help_text="Where only the hall is known; otherwise enter a booth.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                to="expo.hall",
                                verbose_name="hall",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participations",
                                to="expo.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "scenarios",
                            models.ManyToManyField(
                                blank=True, related_name="participations", to="expo.scenario", verbose_name="scenarios"
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="expo.source", verbose_name="sources"
                            ),
                        ),
                        (
                            "areas",
                            models.ManyToManyField(
                                blank=True, to="expo.technologyarea", verbose_name="technology areas"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "participation",
                        "verbose_name_plural": "participations",
                        "ordering": ["edition", "order", "pk"],
                        "indexes": [
                            models.Index(fields=["edition", "kind", "status"], name="participation_public_list")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "exhibitor",
                                            "co_exhibitor",
                                            "organiser",
                                            "host",
                                            "co_organiser",
                                            "supporter",
                                            "sponsor",
                                            "media",
                                            "delegation",
                                        ],
                                    )
                                ),
                                name="participation_kind_is_known",
                                violation_error_code="kind",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draft", "confirmed", "published", "withdrawn"])),
                                name="participation_status_is_known",
                                violation_error_code="status",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "organisation", "kind"),
                                name="organisation_takes_part_once_in_each_way",
                                violation_error_code="organisation",
                                violation_error_message="This organisation already takes part in this edition in this way.",
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "slug"),
                                name="participation_address_is_unique_in_its_edition",
                                violation_error_code="slug",
                                violation_error_message="This edition has a participant with this address already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Launch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name (English)")),
                        ("name_zh", models.CharField(blank=True, max_length=200, verbose_name="name (Chinese)")),
                        ("slug", models.SlugField(max_length=80, verbose_name="short address")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("world", "world first"),
                                    ("china", "China first"),
                                    ("region", "regional first"),
                                    ("company", "company first"),
                                    ("", "not known"),
                                ],
                                default="",
                                max_length=8,
                                verbose_name="first in",
                            ),
                        ),
                        ("launched_on", models.DateField(blank=True, null=True, verbose_name="day")),
                        ("summary_en", models.TextField(blank=True, verbose_name="summary (English)")),
                        ("summary_zh", models.TextField(blank=True, verbose_name="summary (Chinese)")),
                        ("published", models.BooleanField(default=False, verbose_name="shown to the public")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="launches",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "participation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="launches",
                                to="expo.participation",
                                verbose_name="exhibitor",
                            ),
                        ),
                        (
                            "scenario",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="launches",
                                to="expo.scenario",
                                verbose_name="scenario",
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="expo.source", verbose_name="sources"
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="expo.technologyarea",
                                verbose_name="technology area",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "launch",
                        "verbose_name_plural": "launches",
                        "ordering": ["edition", "launched_on", "slug"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="launch_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["world", "china", "region", "company", ""])),
                                name="launch_level_is_known",
                                violation_error_code="level",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "slug"),
                                name="launch_address_is_unique_in_its_edition",
                                violation_error_code="slug",
                                violation_error_message="This edition has a launch with this address already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Booth",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=12, verbose_name="number")),
                        (
                            "hall",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="booths",
                                to="expo.hall",
                                verbose_name="hall",
                            ),
                        ),
                        (
                            "participations",
                            models.ManyToManyField(
                                blank=True, related_name="booths", to="expo.participation", verbose_name="exhibitors"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "booth",
                        "verbose_name_plural": "booths",
                        "ordering": ["hall", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("hall", "number"),
                                name="booth_number_is_unique_in_its_hall",
                                violation_error_code="number",
                                violation_error_message="This hall has a booth with this number already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SentForm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(editable=False, unique=True)),
                        ("digest", models.CharField(editable=False, max_length=64)),
                        ("made", models.CharField(default="", editable=False, max_length=40)),
                        ("sent_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                    ],
                    options={
                        "verbose_name": "sent form",
                        "verbose_name_plural": "sent forms",
                    },
                ),
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("object_id", models.CharField(editable=False, max_length=40)),
                        ("saved_at", models.DateTimeField(auto_now_add=True, verbose_name="saved")),
                        ("state", models.JSONField(verbose_name="state")),
                        (
                            "content_type",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="saved by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version",
                        "verbose_name_plural": "versions",
                        "indexes": [models.Index(fields=["content_type", "object_id"], name="version_by_row")],
                    },
                ),
                migrations.CreateModel(
                    name="LoginAttempts",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(editable=False, max_length=150)),
                        ("address", models.CharField(editable=False, max_length=45)),
                        ("failures", models.PositiveIntegerField(default=0, editable=False)),
                        ("tried_at", models.DateTimeField(db_index=True, editable=False)),
                        ("not_before", models.DateTimeField(editable=False)),
                    ],
                    options={
                        "verbose_name": "login attempts",
                        "verbose_name_plural": "login attempts",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("name", "address"), name="login_attempts_are_counted_once_a_name_and_address"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MovedRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("model", models.CharField(max_length=100)),
                        ("field", models.CharField(max_length=100)),
                        ("row", models.BigIntegerField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moved_rows",
                                to="expo.organisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("model", "field", "row", "organisation"), name="row_is_moved_once"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
