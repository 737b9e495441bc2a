"""All that the 17 migrations it replaces lead to, in one step for a new database; they stay for older ones."""

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from deals import migration_names
from expo.migration_names import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("deals", "0001_initial"),
        ("deals", "0002_desk_drafts_scans_and_signatories"),
        ("deals", "0003_lookalikes"),
        ("deals", "0004_steps_of_review"),
        ("deals", "0005_cleared_marks"),
        ("deals", "0006_batches"),
        ("deals", "0007_imports"),
        ("deals", "0008_definitions"),
        ("deals", "0009_api_tokens"),
        ("deals", "0010_ceremonies"),
        ("deals", "0011_amended_batches"),
        ("deals", "0012_landing"),
        ("deals", "0013_bulletins"),
        ("deals", "0014_announced_districts"),
        ("deals", "0015_order_parts_without_joins"),
        ("deals", "0016_definitions_of_statuses_and_currency"),
        ("deals", "0017_name_who_recorded_and_verified"),
    ]

    initial = True

    dependencies = [
        ("agenda", "0006_venue"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("expo", "0009_name_the_edition_of_a_stated_figure"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "position",
                            models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name="position"),
                        ),
                        ("deal_number", models.CharField(db_index=True, max_length=60, verbose_name="deal")),
                        (
                            "verb",
                            models.CharField(
                                choices=[
                                    ("recorded", "recorded"),
                                    ("amended", "amended"),
                                    ("verified", "verified"),
                                    ("announced", "announced"),
                                    ("withdrawn", "withdrawn"),
                                    ("attached", "scan added"),
                                    ("returned", "returned"),
                                    ("mistyped", "amount typed differently"),
                                    ("corrected", "correction announced"),
                                    ("reopened", "reopened"),
                                    ("superseded", "superseded an earlier deal"),
                                    ("embargoed", "put under embargo"),
                                    ("lifted", "embargo lifted"),
                                    ("drawn", "drawn from a batch"),
                                    ("converted", "converted at the rate entered later"),
                                    ("cleared", "found to be another signing"),
                                    ("frozen", "live wall frozen"),
                                    ("thawed", "live wall released"),
                                    ("followed", "stage recorded"),
                                    ("funded", "funds recorded"),
                                    ("put_right", "follow-up corrected"),
                                    ("assigned", "responsible unit set"),
                                    ("limited", "time limits set"),
                                    ("fixed", "cohort fixed"),
                                    ("published", "landing rates published"),
                                    ("written", "bulletin written"),
                                    ("issued", "bulletin frozen"),
                                ],
                                max_length=10,
                                verbose_name="what happened",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("actor", models.CharField(max_length=150, verbose_name="who")),
                        ("body", models.TextField(verbose_name="told")),
                        ("before", models.CharField(max_length=64, verbose_name="digest before")),
                        ("digest", models.CharField(max_length=64, unique=True, verbose_name="digest")),
                    ],
                    options={
                        "verbose_name": "event",
                        "verbose_name_plural": "events",
                        "ordering": ["position"],
                    },
                ),
                migrations.CreateModel(
                    name="ChainHead",
                    fields=[
                        ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ("position", models.PositiveBigIntegerField(default=0)),
                        ("digest", models.CharField(default="", max_length=64)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("id", 1)), name="the_log_has_one_end")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExchangeRate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("base", models.CharField(max_length=3, verbose_name="one unit of")),
                        ("quote", models.CharField(default="CNY", max_length=3, verbose_name="is worth, in")),
                        ("on", models.DateField(verbose_name="date")),
                        ("rate", models.DecimalField(decimal_places=6, max_digits=14, verbose_name="rate")),
                        ("source", models.CharField(max_length=200, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "exchange rate",
                        "verbose_name_plural": "exchange rates",
                        "ordering": ["-on", "base"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("base", "quote", "on"),
                                name="one_rate_a_day_for_each_pair",
                                violation_error_code="on",
                                violation_error_message="There is a rate for this pair and day already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rate__gt", 0)),
                                name="rate_is_positive",
                                violation_error_code="rate",
                                violation_error_message="A rate must be greater than zero.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("base", models.F("quote")), _negated=True),
                                name="rate_joins_two_currencies",
                                violation_error_code="base",
                                violation_error_message="A rate joins two different currencies.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("base__regex", "^[A-Z]{3}$"), ("quote__regex", "^[A-Z]{3}$")),
                                name="rate_names_currencies_by_their_codes",
                                violation_error_code="base",
                                violation_error_message="Write currencies by their three-letter codes, like USD.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Project",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("investment", "investment"),
                                    ("purchase", "purchase"),
                                    ("cooperation", "cooperation"),
                                    ("research", "research and development"),
                                    ("financing", "financing"),
                                    ("platform", "platform"),
                                ],
                                default="cooperation",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "signed_earlier",
                            models.CharField(blank=True, max_length=200, verbose_name="signed earlier at"),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "responsible_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="expo.organisation",
                                verbose_name="responsible unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "project",
                        "verbose_name_plural": "projects",
                        "ordering": ["edition", "code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["investment", "purchase", "cooperation", "research", "financing", "platform"],
                                    )
                                ),
                                name="project_kind_is_known",
                                violation_error_code="kind",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "code"),
                                name="project_code_is_unique_in_its_edition",
                                violation_error_code="code",
                                violation_error_message="This edition has a project with this code already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(unique=True, verbose_name="submission key")),
                        ("fields", models.JSONField(verbose_name="what was typed")),
                        ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved at")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="expo.edition"
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "draft",
                        "verbose_name_plural": "drafts",
                        "ordering": ["-saved_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Batch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_en", models.CharField(blank=True, max_length=250, verbose_name="name (English)")),
                        ("name_zh", models.CharField(blank=True, max_length=250, verbose_name="name (Chinese)")),
                        ("sequence", models.PositiveIntegerField(verbose_name="running number")),
                        (
                            "place",
                            models.CharField(
                                choices=[("at_expo", "at the expo"), ("outside", "outside the venue")],
                                max_length=8,
                                verbose_name="place",
                            ),
                        ),
                        ("signed_on", models.DateField(verbose_name="signed on")),
                        ("projects", models.PositiveIntegerField(verbose_name="number of projects")),
                        ("currency", models.CharField(max_length=3, verbose_name="currency")),
                        ("minor", models.BigIntegerField(blank=True, null=True, verbose_name="amount in minor units")),
                        ("drawn_projects", models.IntegerField(default=0, verbose_name="projects drawn")),
                        ("drawn_minor", models.BigIntegerField(default=0, verbose_name="amount drawn, in minor units")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("submitted", "to verify"),
                                    ("verified", "verified"),
                                    ("announced", "announced"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="submitted",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("submission_key", models.UUIDField(unique=True, verbose_name="submission key")),
                        (
                            "submission_digest",
                            models.CharField(max_length=64, verbose_name="digest of what was submitted"),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        ("announced_at", models.DateTimeField(blank=True, null=True, verbose_name="announced at")),
                        (
                            "district",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expo.region",
                                verbose_name="reported by",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batches",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "announced_minor",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="amount in minor units, as announced"
                            ),
                        ),
                        (
                            "announced_place",
                            models.CharField(
                                blank=True,
                                choices=[("at_expo", "at the expo"), ("outside", "outside the venue")],
                                max_length=8,
                                verbose_name="place, as announced",
                            ),
                        ),
                        (
                            "announced_projects",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of projects, as announced"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        (
                            "announced_district",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expo.region",
                                verbose_name="reported by, as announced",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "batch",
                        "verbose_name_plural": "batches",
                        "ordering": ["edition", "sequence"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="batch_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place__in", ["at_expo", "outside"])),
                                name="batch_place_is_known",
                                violation_error_code="place",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["submitted", "verified", "announced", "withdrawn"])),
                                name="batch_status_is_known",
                                violation_error_code="status",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(fields=("edition", "sequence"), name="batch_number_is_given_once"),
                            models.CheckConstraint(
                                condition=models.Q(("projects__gt", 0)),
                                name="batch_has_projects",
                                violation_error_code="projects",
                                violation_error_message="A batch has at least one project.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minor", None), ("minor__gt", 0), _connector="OR"),
                                name="batch_amount_is_positive",
                                violation_error_code="minor",
                                violation_error_message="An amount must be greater than zero; leave an unknown amount out.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("drawn_projects__gte", 0), ("drawn_projects__lte", models.F("projects"))
                                ),
                                name="no_more_projects_are_drawn_than_the_batch_has",
                                violation_error_message="Every project of this batch is drawn already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("drawn_minor", 0),
                                    models.Q(
                                        ("drawn_minor__gte", 0),
                                        ("drawn_minor__lte", models.F("minor")),
                                        ("minor__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="no_more_money_is_drawn_than_the_batch_has",
                                violation_error_message="This deal is worth more than is left of its batch.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verified_by", None),
                                    models.Q(("verified_by", models.F("recorded_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_verifies_a_batch_they_entered",
                                violation_error_message="Somebody else must verify what you entered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "announced"), _negated=True),
                                    models.Q(("announced_at__isnull", False), ("verified_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="announced_batch_was_verified",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("announced_at", None),
                                        ("announced_district", None),
                                        ("announced_minor", None),
                                        ("announced_place", ""),
                                        ("announced_projects", None),
                                    ),
                                    models.Q(
                                        ("announced_at__isnull", False),
                                        ("announced_place__in", ["at_expo", "outside"]),
                                        ("announced_projects__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="announced_batch_has_what_was_announced",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(verbose_name="running number")),
                        (
                            "reference",
                            models.CharField(
                                help_text="Running numbers would tell of deals not announced.",
                                max_length=8,
                                unique=True,
                                verbose_name="public reference",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("submitted", "to verify"),
                                    ("returned", "returned"),
                                    ("verified", "verified"),
                                    ("announced", "announced"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="submitted",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("desk", "deal desk"),
                                    ("district", "district report"),
                                    ("import", "import"),
                                    ("api", "partner system"),
                                ],
                                default="desk",
                                max_length=8,
                                verbose_name="channel",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        (
                            "announced_version",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="announced version"),
                        ),
                        ("announced_at", models.DateTimeField(blank=True, null=True, verbose_name="announced at")),
                        ("submission_key", models.UUIDField(unique=True, verbose_name="submission key")),
                        (
                            "submission_digest",
                            models.CharField(max_length=64, verbose_name="digest of what was submitted"),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deals",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="expo.source", verbose_name="sources"
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="deals.deal",
                                verbose_name="supersedes",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deals",
                                to="deals.project",
                                verbose_name="project",
                            ),
                        ),
                        ("corrected_at", models.DateTimeField(blank=True, null=True, verbose_name="corrected at")),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deals",
                                to="deals.batch",
                                verbose_name="drawn from",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "deal",
                        "verbose_name_plural": "deals",
                        "ordering": ["-edition__starts_on", "-sequence"],
                        "permissions": [
                            ("record_deal", "Can record deals at the desk"),
                            ("verify_deal", "Can verify deals that others recorded"),
                            ("announce_deal", "Can announce and withdraw verified deals"),
                            ("view_ledger", "Can read the whole ledger"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["desk", "district", "import", "api"])),
                                name="deal_channel_is_known",
                                violation_error_code="channel",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(fields=("edition", "sequence"), name="deal_number_is_given_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("announced_version", None),
                                    ("announced_version__lte", models.F("version")),
                                    _connector="OR",
                                ),
                                name="deal_announces_a_version_it_has",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("announced_at", None), ("announced_version", None)),
                                    models.Q(("announced_at__isnull", False), ("announced_version__isnull", False)),
                                    _connector="OR",
                                ),
                                name="announced_deal_has_its_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "announced"), _negated=True),
                                    models.Q(
                                        ("announced_version", models.F("version")), ("announced_version__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="announced_deal_shows_its_latest_version",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "withdrawn"), _negated=True),
                                    ("announced_version", None),
                                    _connector="OR",
                                ),
                                name="withdrawn_deal_shows_nothing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("supersedes", None),
                                    models.Q(("supersedes", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="deal_does_not_supersede_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["submitted", "returned", "verified", "announced", "withdrawn"])
                                ),
                                name="deal_status_is_known",
                                violation_error_code="status",
                                violation_error_message="Choose one of the values offered.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Terms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name_en",
                            models.CharField(blank=True, max_length=250, verbose_name="project name (English)"),
                        ),
                        (
                            "name_zh",
                            models.CharField(blank=True, max_length=250, verbose_name="project name (Chinese)"),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        (
                            "instrument",
                            models.CharField(
                                choices=[
                                    ("contract", "formal contract"),
                                    ("investment", "investment agreement"),
                                    ("framework", "framework agreement"),
                                    ("mou", "memorandum of understanding"),
                                    ("intent", "letter of intent"),
                                    ("order", "purchase order"),
                                    ("agreement", "agreement, kind not known"),
                                ],
                                max_length=12,
                                verbose_name="instrument",
                            ),
                        ),
                        ("signed_on", models.DateField(verbose_name="signed on")),
                        (
                            "place",
                            models.CharField(
                                choices=[("at_expo", "at the expo"), ("outside", "outside the venue")],
                                max_length=8,
                                verbose_name="place",
                            ),
                        ),
                        ("park", models.CharField(blank=True, max_length=200, verbose_name="park")),
                        (
                            "contract_number",
                            models.CharField(blank=True, max_length=100, verbose_name="contract number"),
                        ),
                        ("note_en", models.TextField(blank=True, verbose_name="note (English)")),
                        ("note_zh", models.TextField(blank=True, verbose_name="note (Chinese)")),
                        (
                            "name_shown",
                            models.CharField(
                                choices=[("public", "public"), ("band", "size band only"), ("hidden", "hidden")],
                                default="public",
                                max_length=8,
                                verbose_name="project name is",
                            ),
                        ),
                        (
                            "amount_shown",
                            models.CharField(
                                choices=[("public", "public"), ("band", "size band only"), ("hidden", "hidden")],
                                default="public",
                                max_length=8,
                                verbose_name="amount is",
                            ),
                        ),
                        ("embargo_until", models.DateTimeField(blank=True, null=True, verbose_name="embargo until")),
                        ("entered_at", models.DateTimeField(verbose_name="entered at")),
                        ("verified_at", models.DateTimeField(blank=True, null=True, verbose_name="verified at")),
                        (
                            "areas",
                            models.ManyToManyField(
                                blank=True, to="expo.technologyarea", verbose_name="technology areas"
                            ),
                        ),
                        (
                            "ceremony",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agenda.session",
                                verbose_name="signing ceremony",
                            ),
                        ),
                        (
                            "deal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="deals.deal",
                                verbose_name="deal",
                            ),
                        ),
                        (
                            "destination",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expo.region",
                                verbose_name="destination",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "primary_area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expo.technologyarea",
                                verbose_name="main technology area",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "terms",
                        "verbose_name_plural": "terms",
                        "ordering": ["deal_id", "-number"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="terms_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "instrument__in",
                                        ["contract", "investment", "framework", "mou", "intent", "order", "agreement"],
                                    )
                                ),
                                name="terms_instrument_is_known",
                                violation_error_code="instrument",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place__in", ["at_expo", "outside"])),
                                name="terms_place_is_known",
                                violation_error_code="place",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_shown__in", ["public", "band", "hidden"])),
                                name="terms_amount_shown_is_known",
                                violation_error_code="amount_shown",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(
                                fields=("deal", "number"), name="terms_are_numbered_within_their_deal"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name_shown__in", ["public", "hidden"])),
                                name="terms_name_is_shown_or_hidden",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verified_by", None),
                                    models.Q(("verified_by", models.F("entered_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_verifies_what_they_entered",
                                violation_error_message="Somebody else must verify what you entered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verified_at", None), ("verified_by", None)),
                                    models.Q(("verified_at__isnull", False), ("verified_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="verification_has_a_person_and_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ceremony", None), ("place", "at_expo"), _connector="OR"),
                                name="ceremonies_are_at_the_expo",
                                violation_error_code="ceremony",
                                violation_error_message="A deal of a signing ceremony was signed at the expo.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Party",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("A", "side A"), ("B", "side B"), ("C", "side C"), ("D", "side D")],
                                max_length=1,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("investor", "investor"),
                                    ("host", "attracting party"),
                                    ("buyer", "buyer"),
                                    ("seller", "seller"),
                                    ("partner", "partner"),
                                ],
                                default="partner",
                                max_length=8,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "shown",
                            models.CharField(
                                choices=[("public", "public"), ("band", "size band only"), ("hidden", "hidden")],
                                default="public",
                                max_length=8,
                                verbose_name="shown",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deal_parties",
                                to="expo.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expo.region",
                                verbose_name="region of a party not named",
                            ),
                        ),
                        (
                            "terms",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="deals.terms"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "party",
                        "verbose_name_plural": "parties",
                        "ordering": ["terms_id", "side", "order", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["A", "B", "C", "D"])),
                                name="party_side_is_known",
                                violation_error_code="side",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["investor", "host", "buyer", "seller", "partner"])),
                                name="party_role_is_known",
                                violation_error_code="role",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("shown__in", ["public", "hidden"])), name="party_is_shown_or_hidden"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("organisation__isnull", False), ("region", None)),
                                    models.Q(("organisation", None), ("region__isnull", False)),
                                    _connector="OR",
                                ),
                                name="party_is_named_or_only_placed",
                                violation_error_code="organisation",
                                violation_error_message="Name the party; where nobody named it, say where it comes from.",
                            ),
                            models.UniqueConstraint(
                                fields=("terms", "organisation"),
                                name="organisation_is_a_party_once",
                                violation_error_code="organisation",
                                violation_error_message="This organisation is already a party to this deal.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Amount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("investment", "total investment"),
                                    ("contract", "contract value"),
                                    ("foreign", "foreign capital"),
                                    ("intent", "annualised intent"),
                                ],
                                default="investment",
                                max_length=10,
                                verbose_name="basis",
                            ),
                        ),
                        ("headline", models.BooleanField(default=True, verbose_name="headline")),
                        ("currency", models.CharField(max_length=3, verbose_name="currency")),
                        ("minor", models.BigIntegerField(verbose_name="amount in minor units")),
                        ("as_written", models.CharField(blank=True, max_length=100, verbose_name="as written")),
                        (
                            "reporting_currency",
                            models.CharField(blank=True, max_length=3, verbose_name="reporting currency"),
                        ),
                        (
                            "reporting_minor",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="reporting amount in minor units"
                            ),
                        ),
                        (
                            "rate",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=14, null=True, verbose_name="rate used"
                            ),
                        ),
                        ("rate_on", models.DateField(blank=True, null=True, verbose_name="date of the rate")),
                        (
                            "rate_source",
                            models.CharField(blank=True, max_length=200, verbose_name="source of the rate"),
                        ),
                        (
                            "terms",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="amounts", to="deals.terms"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "amount",
                        "verbose_name_plural": "amounts",
                        "ordering": ["terms_id", "-headline", "basis"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("basis__in", ["investment", "contract", "foreign", "intent"])),
                                name="amount_basis_is_known",
                                violation_error_code="basis",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("headline", True)),
                                fields=("terms",),
                                name="deal_has_one_headline_amount",
                                violation_error_message="A deal has one headline amount.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minor__gt", 0)),
                                name="amount_is_positive",
                                violation_error_code="minor",
                                violation_error_message="An amount must be greater than zero; leave an unknown amount out.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="amount_has_a_currency",
                                violation_error_code="currency",
                                violation_error_message="An amount needs a currency.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reporting_minor", None),
                                    models.Q(
                                        ("reporting_minor__gt", 0), models.Q(("reporting_currency", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="reporting_amount_has_a_currency",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reporting_minor", None),
                                    models.Q(
                                        ("reporting_currency", models.F("currency")),
                                        ("reporting_minor", models.F("minor")),
                                    ),
                                    models.Q(
                                        ("rate__isnull", False),
                                        ("rate_on__isnull", False),
                                        models.Q(("rate_source", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="converted_amount_keeps_its_rate",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Scan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "file",
                            models.FileField(storage=migration_names.private, upload_to="", verbose_name="file"),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("application/pdf", "PDF"),
                                    ("image/jpeg", "JPEG picture"),
                                    ("image/png", "PNG picture"),
                                ],
                                max_length=15,
                                verbose_name="kind",
                            ),
                        ),
                        ("size", models.PositiveIntegerField(verbose_name="bytes")),
                        ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("added_at", models.DateTimeField(verbose_name="added at")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "deal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="deals.deal"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "scan",
                        "verbose_name_plural": "scans",
                        "ordering": ["deal_id", "added_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["application/pdf", "image/jpeg", "image/png"])),
                                name="scan_kind_is_known",
                                violation_error_code="kind",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(
                                fields=("deal", "digest"),
                                name="scan_is_added_to_a_deal_once",
                                violation_error_code="file",
                                violation_error_message="This deal has this scan already.",
                            ),
                            models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="scan_is_not_empty"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signatory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "role",
                            models.CharField(
                                choices=[("signatory", "signs"), ("witness", "witnesses")],
                                default="signatory",
                                max_length=9,
                                verbose_name="role",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="stage order")),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatories",
                                to="deals.party",
                                verbose_name="for",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expo.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "terms",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatories",
                                to="deals.terms",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "signatory",
                        "verbose_name_plural": "signatories",
                        "ordering": ["terms_id", "order"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["signatory", "witness"])),
                                name="signatory_role_is_known",
                                violation_error_code="role",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="signatory_has_a_name",
                                violation_error_code="name",
                                violation_error_message="Name the person.",
                            ),
                            models.UniqueConstraint(
                                fields=("terms", "order"), name="signatories_stand_one_after_the_other"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Lookalike",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("points", models.PositiveSmallIntegerField(verbose_name="points")),
                        ("reasons", models.JSONField(default=list, verbose_name="reasons")),
                        ("found_at", models.DateTimeField(verbose_name="found at")),
                        ("cleared_at", models.DateTimeField(blank=True, null=True, verbose_name="cleared at")),
                        (
                            "cleared_because",
                            models.CharField(blank=True, max_length=300, verbose_name="why it is another signing"),
                        ),
                        (
                            "cleared_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "deal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lookalikes", to="deals.deal"
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resembled_by",
                                to="deals.deal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lookalike",
                        "verbose_name_plural": "lookalikes",
                        "ordering": ["-points", "-other_id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("deal", "other"), name="lookalike_is_marked_once"),
                            models.CheckConstraint(
                                condition=models.Q(("deal", models.F("other")), _negated=True),
                                name="deal_is_no_lookalike_of_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cleared_at", None), ("cleared_because", ""), ("cleared_by", None)),
                                    models.Q(
                                        ("cleared_at__isnull", False),
                                        ("cleared_by__isnull", False),
                                        models.Q(("cleared_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="cleared_lookalike_has_a_person_a_time_and_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatchKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.BigIntegerField()),
                        (
                            "deal",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="match_keys",
                                to="deals.deal",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["deal"], name="match_keys_of_a_deal")],
                        "constraints": [
                            models.UniqueConstraint(fields=("key", "deal"), name="deal_has_a_match_key_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ColumnMapping",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fingerprint", models.CharField(max_length=64, unique=True)),
                        ("mapping", models.JSONField()),
                        ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "said_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mapping of columns",
                        "verbose_name_plural": "mappings of columns",
                    },
                ),
                migrations.CreateModel(
                    name="ImportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                        ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint of its columns")),
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
                        (
                            "brought_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="import_runs",
                                to="expo.edition",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import of deals",
                        "verbose_name_plural": "imports of deals",
                        "ordering": ["-brought_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["looked", "running", "done", "undone"])),
                                name="import_run_state_is_known",
                                violation_error_code="state",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "running")),
                                fields=("edition", "digest"),
                                name="a_file_is_being_imported_once",
                                violation_error_message="This file is being imported already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportedRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row", models.PositiveIntegerField(verbose_name="row")),
                        ("sheet", models.CharField(blank=True, max_length=100, verbose_name="sheet")),
                        ("identity", models.CharField(db_index=True, max_length=32)),
                        ("stem", models.CharField(db_index=True, max_length=32)),
                        ("undone", models.BooleanField(default=False, verbose_name="undone")),
                        (
                            "deal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imported_row",
                                to="deals.deal",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="imported",
                                to="deals.importrun",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "imported row",
                        "verbose_name_plural": "imported rows",
                        "ordering": ["run_id", "sheet", "row"],
                    },
                ),
                migrations.CreateModel(
                    name="Definition",
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
                            "place",
                            models.CharField(
                                blank=True,
                                choices=[("at_expo", "at the expo"), ("outside", "outside the venue")],
                                max_length=8,
                                verbose_name="place",
                            ),
                        ),
                        (
                            "instruments",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Like ["contract", "investment"]. Empty: all.',
                                validators=[migration_names.known_instruments],
                                verbose_name="instruments",
                            ),
                        ),
                        (
                            "minimum_minor",
                            models.BigIntegerField(
                                blank=True,
                                help_text="In minor units of the reporting currency. Amounts that are not shown count as too small.",
                                null=True,
                                verbose_name="minimum size",
                            ),
                        ),
                        (
                            "as_of",
                            models.DateTimeField(
                                blank=True,
                                help_text="Counts what was announced by then. Empty: by now.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "rate_rule",
                            models.CharField(
                                choices=[
                                    (
                                        "signing",
                                        "the central parity rate of the day of signing, fixed when the deal is verified",
                                    )
                                ],
                                default="signing",
                                max_length=8,
                                verbose_name="rates",
                            ),
                        ),
                        (
                            "second_rate_on",
                            models.DateField(
                                blank=True,
                                help_text="Empty: of the edition's last day.",
                                null=True,
                                verbose_name="rate of the second currency of",
                            ),
                        ),
                        ("batches", models.BooleanField(default=True, verbose_name="with what is not itemised yet")),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: for every edition.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="definitions",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                help_text="Like USD: only amounts written in it count, as written. Empty: all, in the reporting currency.",
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator("^[A-Z]{3}\\Z", "Write a code like USD.")
                                ],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "statuses",
                            models.CharField(
                                choices=[("announced", "announced"), ("verified", "verified or announced")],
                                default="announced",
                                help_text="Totals of more than what is announced are shown at the deal desk only.",
                                max_length=9,
                                verbose_name="statuses",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "definition",
                        "verbose_name_plural": "definitions",
                        "ordering": ["edition", "slug"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                name="definition_has_a_name",
                                violation_error_code="name_en",
                                violation_error_message="Fill this in in English or in Chinese, better in both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place__in", ["", "at_expo", "outside"])),
                                name="definition_place_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rate_rule__in", ["signing"])),
                                name="definition_rate_rule_is_known",
                                violation_error_code="rate_rule",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minimum_minor", None), ("minimum_minor__gt", 0), _connector="OR"),
                                name="minimum_size_is_positive",
                                violation_error_code="minimum_minor",
                                violation_error_message="A minimum size is greater than zero; leave it empty to have none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("statuses__in", ["announced", "verified"])),
                                name="definition_statuses_is_known",
                                violation_error_code="statuses",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("currency", ""), ("currency__regex", "^[A-Z]{3}$"), _connector="OR"
                                ),
                                name="definition_currency_is_a_code",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("office", models.CharField(max_length=100, verbose_name="office")),
                        ("name", models.CharField(max_length=12, unique=True, verbose_name="name")),
                        ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made at")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked at")),
                        ("last_used_at", models.DateTimeField(blank=True, null=True, verbose_name="last used at")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "token of an office",
                        "verbose_name_plural": "tokens of offices",
                        "ordering": ["office", "-created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("office", ""), _negated=True), name="token_belongs_to_an_office"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revoked_at", None), ("revoked_at__gte", models.F("created_at")), _connector="OR"
                                ),
                                name="token_is_revoked_after_it_was_made",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=255, verbose_name="Idempotency-Key")),
                        ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                        (
                            "deal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sent", to="deals.deal"
                            ),
                        ),
                        (
                            "token",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sent", to="deals.apitoken"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "deal sent by a partner system",
                        "verbose_name_plural": "deals sent by partner systems",
                        "ordering": ["deal_id"],
                    },
                ),
                migrations.CreateModel(
                    name="StagePlace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="turn")),
                        ("joined", models.BooleanField(default=False, verbose_name="together with the one before")),
                        (
                            "ceremony",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agenda.session"
                            ),
                        ),
                        (
                            "deal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stage_places",
                                to="deals.deal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "place on the stage",
                        "verbose_name_plural": "places on the stage",
                        "ordering": ["ceremony_id", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("ceremony", "deal"), name="deal_is_on_a_stage_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WallState",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("frozen_at", models.DateTimeField(blank=True, null=True, verbose_name="frozen at")),
                        (
                            "position",
                            models.PositiveBigIntegerField(blank=True, null=True, verbose_name="end of the log"),
                        ),
                        (
                            "figures",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="figures",
                            ),
                        ),
                        ("newest", models.JSONField(blank=True, default=list, verbose_name="newest signings")),
                        (
                            "edition",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="wall", to="expo.edition"
                            ),
                        ),
                        (
                            "frozen_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "live wall",
                        "verbose_name_plural": "live walls",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("frozen_at", None), ("frozen_by", None), ("position", None)),
                                    models.Q(
                                        ("frozen_at__isnull", False),
                                        ("frozen_by__isnull", False),
                                        ("position__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="frozen_wall_has_its_moment_and_person",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Cohort",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("currency", models.CharField(max_length=3, verbose_name="currency")),
                        (
                            "not_itemised",
                            models.PositiveIntegerField(default=0, verbose_name="projects of batches not itemised"),
                        ),
                        ("fixed_at", models.DateTimeField(verbose_name="fixed at")),
                        (
                            "edition",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cohort",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "fixed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cohort",
                        "verbose_name_plural": "cohorts",
                        "ordering": ["edition"],
                    },
                ),
                migrations.CreateModel(
                    name="CohortMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("minor", models.BigIntegerField(blank=True, null=True, verbose_name="amount in minor units")),
                        (
                            "cohort",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="deals.cohort"
                            ),
                        ),
                        (
                            "project",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="membership",
                                to="deals.project",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "terms",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="deals.terms"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "project of a cohort",
                        "verbose_name_plural": "projects of a cohort",
                        "ordering": ["cohort_id", "project_id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minor", None), ("minor__gt", 0), _connector="OR"),
                                name="member_amount_is_positive",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("evidence", models.TextField(max_length=1000, verbose_name="evidence")),
                        (
                            "file",
                            models.FileField(
                                blank=True, storage=migration_names.private, upload_to="", verbose_name="file"
                            ),
                        ),
                        ("file_name", models.CharField(blank=True, max_length=200, verbose_name="name of the file")),
                        (
                            "file_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("application/pdf", "PDF"),
                                    ("image/jpeg", "JPEG picture"),
                                    ("image/png", "PNG picture"),
                                ],
                                max_length=15,
                                verbose_name="kind",
                            ),
                        ),
                        ("file_digest", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                        ("void", models.BooleanField(default=False, verbose_name="takes back")),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                        ("key", models.UUIDField(unique=True, verbose_name="submission key")),
                        ("key_digest", models.CharField(max_length=64, verbose_name="digest of what was submitted")),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("registered", "registered"),
                                    ("approved", "approved"),
                                    ("started", "construction started"),
                                    ("completed", "completed"),
                                    ("in_production", "in production"),
                                    ("suspended", "suspended"),
                                    ("resumed", "resumed"),
                                    ("terminated", "terminated"),
                                ],
                                max_length=13,
                                verbose_name="stage",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="reached on")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_rows",
                                to="deals.project",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="deals.followup",
                                verbose_name="corrects",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "follow-up",
                        "verbose_name_plural": "follow-ups",
                        "ordering": ["project_id", "on", "pk"],
                        "permissions": [("follow_up_project", "Can record what becomes of signed projects")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("evidence", ""), _negated=True),
                                name="followup_has_evidence",
                                violation_error_code="evidence",
                                violation_error_message="Say by what this is known.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("replaces", None), ("void", False)),
                                    models.Q(("replaces__isnull", False), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="followup_is_corrected_for_a_reason",
                                violation_error_code="reason",
                                violation_error_message="Say why.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "stage__in",
                                        [
                                            "registered",
                                            "approved",
                                            "started",
                                            "completed",
                                            "in_production",
                                            "suspended",
                                            "resumed",
                                            "terminated",
                                        ],
                                    )
                                ),
                                name="followup_stage_is_known",
                                violation_error_code="stage",
                                violation_error_message="Choose one of the values offered.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Funds",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("evidence", models.TextField(max_length=1000, verbose_name="evidence")),
                        (
                            "file",
                            models.FileField(
                                blank=True, storage=migration_names.private, upload_to="", verbose_name="file"
                            ),
                        ),
                        ("file_name", models.CharField(blank=True, max_length=200, verbose_name="name of the file")),
                        (
                            "file_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("application/pdf", "PDF"),
                                    ("image/jpeg", "JPEG picture"),
                                    ("image/png", "PNG picture"),
                                ],
                                max_length=15,
                                verbose_name="kind",
                            ),
                        ),
                        ("file_digest", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                        ("void", models.BooleanField(default=False, verbose_name="takes back")),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                        ("key", models.UUIDField(unique=True, verbose_name="submission key")),
                        ("key_digest", models.CharField(max_length=64, verbose_name="digest of what was submitted")),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        ("currency", models.CharField(max_length=3, verbose_name="currency")),
                        ("minor", models.BigIntegerField(verbose_name="amount in minor units")),
                        ("arrived_on", models.DateField(verbose_name="arrived on")),
                        ("reporting_currency", models.CharField(max_length=3, verbose_name="reporting currency")),
                        (
                            "reporting_minor",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="reporting amount in minor units"
                            ),
                        ),
                        (
                            "rate",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=14, null=True, verbose_name="rate used"
                            ),
                        ),
                        ("rate_on", models.DateField(blank=True, null=True, verbose_name="date of the rate")),
                        (
                            "rate_source",
                            models.CharField(blank=True, max_length=200, verbose_name="source of the rate"),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_rows",
                                to="deals.project",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="deals.funds",
                                verbose_name="corrects",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "funds arrived",
                        "verbose_name_plural": "funds arrived",
                        "ordering": ["project_id", "arrived_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("evidence", ""), _negated=True),
                                name="funds_has_evidence",
                                violation_error_code="evidence",
                                violation_error_message="Say by what this is known.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("replaces", None), ("void", False)),
                                    models.Q(("replaces__isnull", False), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="funds_is_corrected_for_a_reason",
                                violation_error_code="reason",
                                violation_error_message="Say why.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minor__gt", 0)),
                                name="funds_are_positive",
                                violation_error_code="minor",
                                violation_error_message="An amount must be greater than zero; leave an unknown amount out.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("currency__regex", "^[A-Z]{3}$"), ("reporting_currency__regex", "^[A-Z]{3}$")
                                ),
                                name="funds_have_a_currency",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reporting_minor", None),
                                    models.Q(
                                        ("reporting_currency", models.F("currency")),
                                        ("reporting_minor", models.F("minor")),
                                    ),
                                    models.Q(
                                        ("rate__isnull", False),
                                        ("rate_on__isnull", False),
                                        ("reporting_minor__gt", 0),
                                        models.Q(("rate_source", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="converted_funds_keep_their_rate",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LandingSnapshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        ("as_of", models.DateField(verbose_name="as of")),
                        ("definition_en", models.TextField(verbose_name="definition (English)")),
                        ("definition_zh", models.TextField(verbose_name="definition (Chinese)")),
                        ("numbers", models.JSONField(verbose_name="numbers")),
                        ("projects", models.JSONField(verbose_name="projects behind the numbers")),
                        ("note_en", models.CharField(blank=True, max_length=300, verbose_name="note (English)")),
                        ("note_zh", models.CharField(blank=True, max_length=300, verbose_name="note (Chinese)")),
                        ("digest", models.CharField(max_length=64, verbose_name="digest")),
                        ("taken_at", models.DateTimeField(verbose_name="taken at")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="snapshots",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "landing snapshot",
                        "verbose_name_plural": "landing snapshots",
                        "ordering": ["edition", "-number"],
                        "permissions": [("take_snapshot", "Can fix cohorts and publish landing rates")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "number"),
                                name="snapshot_number_is_given_once",
                                violation_error_message="Somebody has taken a snapshot meanwhile. Look at it before you go on.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StageLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("registered", "registered"),
                                    ("approved", "approved"),
                                    ("started", "construction started"),
                                    ("completed", "completed"),
                                    ("in_production", "in production"),
                                    ("suspended", "suspended"),
                                    ("resumed", "resumed"),
                                    ("terminated", "terminated"),
                                ],
                                max_length=13,
                                verbose_name="stage",
                            ),
                        ),
                        ("days", models.PositiveIntegerField(verbose_name="days")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stage_limits",
                                to="expo.edition",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "stage limit",
                        "verbose_name_plural": "stage limits",
                        "ordering": ["edition", "stage"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "stage__in",
                                        [
                                            "registered",
                                            "approved",
                                            "started",
                                            "completed",
                                            "in_production",
                                            "suspended",
                                            "resumed",
                                            "terminated",
                                        ],
                                    )
                                ),
                                name="stagelimit_stage_is_known",
                                violation_error_code="stage",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "stage"), name="one_limit_for_a_stage_of_an_edition"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Bulletin",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="number")),
                        (
                            "status",
                            models.CharField(
                                choices=[("draft", "draft"), ("frozen", "frozen")],
                                default="draft",
                                max_length=6,
                                verbose_name="status",
                            ),
                        ),
                        ("as_of", models.DateTimeField(verbose_name="as of")),
                        ("title_en", models.CharField(max_length=300, verbose_name="title (English)")),
                        ("title_zh", models.CharField(max_length=300, verbose_name="title (Chinese)")),
                        ("body_en", models.TextField(verbose_name="text (English)")),
                        ("body_zh", models.TextField(verbose_name="text (Chinese)")),
                        ("figures", models.JSONField(verbose_name="figures")),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        ("written_at", models.DateTimeField(verbose_name="written at")),
                        ("frozen_at", models.DateTimeField(blank=True, null=True, verbose_name="frozen at")),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="deals.bulletin",
                                verbose_name="corrects",
                            ),
                        ),
                        (
                            "definition",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: every announced project.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="deals.definition",
                                verbose_name="definition",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bulletins",
                                to="expo.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "frozen_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bulletin",
                        "verbose_name_plural": "bulletins",
                        "ordering": ["edition", "-number", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draft", "frozen"])),
                                name="bulletin_status_is_known",
                                violation_error_code="status",
                                violation_error_message="Choose one of the values offered.",
                            ),
                            models.UniqueConstraint(fields=("edition", "number"), name="bulletin_number_is_given_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("digest", ""),
                                        ("frozen_at", None),
                                        ("frozen_by", None),
                                        ("number", None),
                                        ("status", "draft"),
                                    ),
                                    models.Q(
                                        ("frozen_at__isnull", False),
                                        ("frozen_by__isnull", False),
                                        ("number__gt", 0),
                                        ("status", "frozen"),
                                        models.Q(("digest", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="frozen_bulletin_has_number_person_time_and_digest",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("corrects", None),
                                    models.Q(("corrects", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="bulletin_does_not_correct_itself",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
