"""Which judge scores which entry, what they gave, and what was changed late."""

from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField, TextField

from .entries import RoundEntry
from .jury import Juror
from .rounds import Criterion

# Values are whole ten-thousandths, so that both databases add them up exactly.
UNITS = 10_000


class AssignmentQuerySet(models.QuerySet):
    def of(self, juror: Juror) -> Self:
        """Those of a judge, by the numbers of their entries."""
        return self.filter(juror=juror).order_by("round_entry__entry__number", "pk")


class Assignment(models.Model):
    """An entry that a judge scores. `drawn`: by the draw; otherwise staff put it by hand."""

    path_to_edition = "juror__round__contest__edition"

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="assignments", verbose_name=_("judge"))
    round_entry = models.ForeignKey(
        RoundEntry, models.CASCADE, related_name="assignments", verbose_name=_("entry in a round")
    )
    drawn = models.BooleanField(_("drawn"), default=True, editable=False)
    comment = TextField(_("comment"), blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["juror_id", "round_entry_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "round_entry"],
                name="judge_has_an_entry_once",
                violation_error_code="round_entry",
                violation_error_message=_("This judge has this entry already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.juror} · {self.round_entry}"


class Score(models.Model):
    """One value of a judge for an entry and a criterion, written through `agenda.contests.scoring` alone."""

    path_to_edition = "criterion__round__contest__edition"

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="scores", verbose_name=_("assignment"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", verbose_name=_("criterion"))
    units = models.IntegerField(_("value in ten-thousandths"))
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["assignment_id", "criterion_id", "pk"]
        default_permissions = ("view",)
        permissions = [("correct_scores", "Can change scores after their round has closed")]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "criterion"],
                name="score_is_given_once_by_judge_entry_and_criterion",
                violation_error_code="criterion",
                violation_error_message=_("This judge has scored this entry by this criterion already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"

    @property
    def value(self) -> Decimal:
        return Decimal(self.units) / UNITS


class ScoreChange(models.Model):
    """A score that was changed after its round had closed; only added to. `before` and `after` in ten-thousandths."""

    path_to_edition = "score__criterion__round__contest__edition"

    score = models.ForeignKey(Score, models.PROTECT, related_name="changes", verbose_name=_("score"))
    before = models.IntegerField(_("before"), null=True, help_text=_("In ten-thousandths; empty: there was none."))
    after = models.IntegerField(_("after"))
    reason = CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("late change of a score")
        verbose_name_plural = _("late changes of scores")
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="late_change_has_a_reason"),
            models.CheckConstraint(
                condition=Q(before=None) | ~Q(before=F("after")), name="late_change_changes_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}: {self.before} → {self.after}"

    @property
    def told(self) -> str:
        """Like 8.5 → 7; – where there was none."""
        before = "–" if self.before is None else f"{Decimal(self.before) / UNITS:f}"
        return f"{before} → {Decimal(self.after) / UNITS:f}"
