"""What becomes of signed projects (履约): stages and funds as reported, the cohort, and what was published of it.

Nothing here is ever changed or removed, and triggers of both databases see to it; a correction is a row of its own.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from deals.migration_names import private
from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, JSONField, TextField

from .deal import Project
from .desk import ScanKind


class Stage(models.TextChoices):
    """What is reported of a project; the first five are its way, in their order."""

    REGISTERED = "registered", _("registered")
    APPROVED = "approved", _("approved")
    STARTED = "started", _("construction started")
    COMPLETED = "completed", _("completed")
    IN_PRODUCTION = "in_production", _("in production")
    SUSPENDED = "suspended", _("suspended")
    RESUMED = "resumed", _("resumed")
    TERMINATED = "terminated", _("terminated")


class ReportQuerySet(models.QuerySet):
    def of(self, edition: models.Model) -> Self:
        return self.filter(project__edition=edition)

    def standing(self) -> Self:
        """Those that hold: nothing replaced them, and they take nothing back."""
        return self.filter(void=False, replaced_by=None)


class Report(models.Model):
    """Something reported of a project, on evidence. `replaces`: the row that it corrects; `void`: takes it back."""

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="%(class)s_rows")
    evidence = TextField(_("evidence"), max_length=1000)
    file = models.FileField(_("file"), storage=private, max_length=100, blank=True)
    file_name = CharField(_("name of the file"), max_length=200, blank=True)
    file_kind = CharField(_("kind"), max_length=15, choices=ScanKind, blank=True)
    file_digest = CharField(_("SHA-256"), max_length=64, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("corrects")
    )
    void = models.BooleanField(_("takes back"), default=False)
    reason = CharField(_("reason"), max_length=500, blank=True)
    key = models.UUIDField(_("submission key"), unique=True)
    key_digest = CharField(_("digest of what was submitted"), max_length=64)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = ReportQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.project_id} {self.pk}"

    @property
    def corrected(self) -> bool:
        """Whether a later row stands in its place."""
        return hasattr(self, "replaced_by")


def report_constraints(name: str) -> list[models.CheckConstraint]:
    """What holds for every report."""
    return [
        models.CheckConstraint(
            condition=~Q(evidence=""),
            name=f"{name}_has_evidence",
            violation_error_code="evidence",
            violation_error_message=_("Say by what this is known."),
        ),
        models.CheckConstraint(
            condition=Q(replaces=None, void=False) | (Q(replaces__isnull=False) & ~Q(reason="")),
            name=f"{name}_is_corrected_for_a_reason",
            violation_error_code="reason",
            violation_error_message=_("Say why."),
        ),
    ]


class FollowUp(Report):
    """A stage that a project reached on a day."""

    stage = CharField(_("stage"), max_length=13, choices=Stage)
    on = models.DateField(_("reached on"))

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["project_id", "on", "pk"]
        permissions = [("follow_up_project", "Can record what becomes of signed projects")]
        constraints = [*report_constraints("followup"), choice_constraint("followup", "stage", Stage)]


class Funds(Report):
    """Money that arrived (到位资金), in minor units; reported at the rate of its day, None: rate missing."""

    currency = CharField(_("currency"), max_length=3)
    minor = models.BigIntegerField(_("amount in minor units"))
    arrived_on = models.DateField(_("arrived on"))
    reporting_currency = CharField(_("reporting currency"), max_length=3)
    reporting_minor = models.BigIntegerField(_("reporting amount in minor units"), null=True, blank=True)
    rate = models.DecimalField(_("rate used"), max_digits=14, decimal_places=6, null=True, blank=True)
    rate_on = models.DateField(_("date of the rate"), null=True, blank=True)
    rate_source = CharField(_("source of the rate"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("funds arrived")
        verbose_name_plural = _("funds arrived")
        ordering = ["project_id", "arrived_on", "pk"]
        constraints = [
            *report_constraints("funds"),
            models.CheckConstraint(
                condition=Q(minor__gt=0),
                name="funds_are_positive",
                violation_error_code="minor",
                violation_error_message=_("An amount must be greater than zero; leave an unknown amount out."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$", reporting_currency__regex=r"^[A-Z]{3}$"),
                name="funds_have_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(reporting_minor=None)
                | Q(reporting_currency=F("currency"), reporting_minor=F("minor"))
                | (Q(rate__isnull=False, rate_on__isnull=False, reporting_minor__gt=0) & ~Q(rate_source="")),
                name="converted_funds_keep_their_rate",
            ),
        ]


class Cohort(models.Model):
    """The projects that counted when the edition closed: the denominators of all its rates, for ever."""

    edition = models.OneToOneField("expo.Edition", models.PROTECT, related_name="cohort", verbose_name=_("edition"))
    currency = CharField(_("currency"), max_length=3)
    not_itemised = models.PositiveIntegerField(_("projects of batches not itemised"), default=0)
    fixed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    fixed_at = models.DateTimeField(_("fixed at"))

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["edition"]


class CohortMember(models.Model):
    """A project of a cohort, by the terms it counted with. `minor`: None where no amount of it is in public sums."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="members")
    project = models.OneToOneField(Project, models.PROTECT, related_name="membership", verbose_name=_("project"))
    terms = models.ForeignKey("deals.Terms", models.PROTECT, related_name="+")
    minor = models.BigIntegerField(_("amount in minor units"), null=True, blank=True)

    class Meta:
        verbose_name = _("project of a cohort")
        verbose_name_plural = _("projects of a cohort")
        ordering = ["cohort_id", "project_id"]
        constraints = [
            models.CheckConstraint(condition=Q(minor=None) | Q(minor__gt=0), name="member_amount_is_positive")
        ]


class StageLimit(models.Model):
    """In how many days after the stage before, or after signing, an edition's projects should reach a stage."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="stage_limits")
    stage = CharField(_("stage"), max_length=13, choices=Stage)
    days = models.PositiveIntegerField(_("days"))

    class Meta:
        verbose_name = _("stage limit")
        verbose_name_plural = _("stage limits")
        ordering = ["edition", "stage"]
        constraints = [
            choice_constraint("stagelimit", "stage", Stage),
            models.UniqueConstraint(fields=["edition", "stage"], name="one_limit_for_a_stage_of_an_edition"),
        ]


class LandingSnapshotQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(edition__published=True)

    def of(self, edition: models.Model) -> Self:
        return self.filter(edition=edition)


class LandingSnapshot(models.Model):
    """How the cohort stood on a day, as published. A correction is the next snapshot, with its note.

    `numbers`: counts, and sums in minor units; `projects`: the ids behind each count; both as `deals.follow_up` wrote
    them. `digest`: SHA-256 over all of it.
    """

    edition = models.ForeignKey("expo.Edition", models.PROTECT, related_name="snapshots", verbose_name=_("edition"))
    number = models.PositiveIntegerField(_("number"))
    as_of = models.DateField(_("as of"))
    definition_en = TextField(_("definition (English)"))
    definition_zh = TextField(_("definition (Chinese)"))
    numbers = JSONField(_("numbers"))
    projects = JSONField(_("projects behind the numbers"))
    note_en = CharField(_("note (English)"), max_length=300, blank=True)
    note_zh = CharField(_("note (Chinese)"), max_length=300, blank=True)
    digest = CharField(_("digest"), max_length=64)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(_("taken at"))

    objects = LandingSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("landing snapshot")
        verbose_name_plural = _("landing snapshots")
        ordering = ["edition", "-number"]
        permissions = [("take_snapshot", "Can fix cohorts and publish landing rates")]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                name="snapshot_number_is_given_once",
                violation_error_message=_("Somebody has taken a snapshot meanwhile. Look at it before you go on."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.number}"
