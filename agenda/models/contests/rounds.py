"""The rounds of a contest, each with its rule, and the criteria that its judges score by."""

from typing import Any, Self

from django.apps import apps
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agenda.migration_names import draw_seed
from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, TextField
from expo.i18n.bilingual import Named, any_language_constraint
from expo.models.showcase.venue_clock import venue_now

from .contest import Contest
from .kinds import Aggregate, CutoffTies, MissingScores, Normalisation, Stage

# The criterion by which the total of the round before counts in this one; no jury scores it.
CARRIED = "carried"
MOST_DECIMALS = 6


class RoundQuerySet(models.QuerySet):
    def public(self) -> Self:
        """The rounds themselves, with their dates and rules; what came of them is `FrozenRanking.objects.public()`."""
        return self.filter(contest__in=Contest.objects.public())

    def in_order(self) -> Self:
        return self.order_by("contest", "number", "pk")

    def locked(self) -> Self:
        """Queued up for, each with its contest and edition, whose clock says whether it is open."""
        return self.select_for_update(of=("self",)).select_related("contest__edition")

    def begun(self) -> Self:
        """Those whose judging has begun: judges have entries and it is open, or something is scored or frozen."""
        own = models.OuterRef("pk")
        assigned = models.Exists(apps.get_model("agenda", "Assignment").objects.filter(juror__round=own))
        scored = models.Exists(apps.get_model("agenda", "Score").objects.filter(criterion__round=own))
        frozen = models.Exists(apps.get_model("agenda", "FrozenRanking").objects.filter(round=own))
        return self.filter(Q(assigned, opens_at__lte=venue_now("contest__edition")) | Q(scored) | Q(frozen))


class Round(Named):
    """Judges score from `opens_at` to `closes_at`, by the clock of the edition. `rule` is what
    `agenda.contests.rules.Rule` reads.

    `track_quota` of each track go on first, then the best of all until `advance_count` do. `carried_weight`: how much
    the total of the round before weighs among the criteria; 0 carries nothing over.
    """

    path_to_edition = "contest__edition"

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="rounds", verbose_name=_("contest"))
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("1 is the first round."))
    stage = CharField(_("stage"), max_length=12, choices=Stage)
    opens_at = models.DateTimeField(_("judging opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("judging closes"), null=True, blank=True)
    sessions = models.ManyToManyField(
        "agenda.Session",
        verbose_name=_("sessions"),
        blank=True,
        related_name="contest_rounds",
        limit_choices_to={"origin": None},
        help_text=_("In which it happens."),
    )
    aggregate = CharField(_("total"), max_length=8, choices=Aggregate, default=Aggregate.MEAN)
    trim = models.PositiveSmallIntegerField(
        _("left out at each end"), default=0, help_text=_("So many highest and so many lowest means do not count.")
    )
    normalise = CharField(_("judges' means"), max_length=8, choices=Normalisation, default=Normalisation.NONE)
    ties = CharField(
        _("ties"),
        max_length=200,
        blank=True,
        default="head_to_head,shared",
        help_text=_("In this order, with commas: criterion:CODE, head_to_head, shared."),
    )
    min_judges = models.PositiveSmallIntegerField(_("judges at least"), default=1, validators=[MinValueValidator(1)])
    missing = CharField(_("missing scores"), max_length=8, choices=MissingScores, default=MissingScores.WAIT)
    decimals = models.PositiveSmallIntegerField(_("decimals of totals"), default=3)
    judges_per_entry = models.PositiveSmallIntegerField(
        _("judges an entry"), default=3, validators=[MinValueValidator(1)]
    )
    advance_count = models.PositiveSmallIntegerField(_("go on in all"), null=True, blank=True)
    track_quota = models.PositiveSmallIntegerField(_("go on of each track"), null=True, blank=True)
    cutoff_ties = CharField(_("ties at the cut-off"), max_length=4, choices=CutoffTies, default=CutoffTies.ALL)
    carried_weight = models.DecimalField(
        _("weight of the round before"), max_digits=7, decimal_places=4, default=0, help_text=_("0: not carried over.")
    )
    objection_days = models.PositiveSmallIntegerField(
        _("days for objections"), default=3, help_text=_("After the results are published; then they are final.")
    )
    draw_seed = CharField(_("seed of the draw"), max_length=32, default=draw_seed, editable=False)
    drawn_at = models.DateTimeField(_("drawn"), null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["contest_id", "number", "pk"]
        constraints = [
            choice_constraint("round", "stage", Stage),
            choice_constraint("round", "aggregate", Aggregate),
            choice_constraint("round", "normalise", Normalisation),
            choice_constraint("round", "missing", MissingScores),
            choice_constraint("round", "cutoff_ties", CutoffTies),
            models.UniqueConstraint(
                fields=["contest", "number"],
                name="round_number_is_given_once",
                violation_error_code="number",
                violation_error_message=_("This contest has a round with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="round_closes_after_it_opens",
                violation_error_code="closes_at",
                violation_error_message=_("A round must close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, min_judges__gte=1, judges_per_entry__gte=F("min_judges")),
                name="round_draws_enough_judges",
                violation_error_code="judges_per_entry",
                violation_error_message=_("Draw at least as many judges an entry as its total needs."),
            ),
            models.CheckConstraint(
                condition=~Q(aggregate=Aggregate.TRIMMED) | Q(judges_per_entry__gt=2 * F("trim")),
                name="round_trims_less_than_it_draws",
                violation_error_code="trim",
                violation_error_message=_("Nothing would be left: draw more judges an entry, or leave out fewer."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=MOST_DECIMALS, carried_weight__gte=0),
                name="round_prints_few_decimals",
                violation_error_code="decimals",
                violation_error_message=_("Totals have at most 6 decimals, and no weight is below 0."),
            ),
        ]

    def __str__(self) -> str:
        return super().__str__() or str(self.get_stage_display())

    @property
    def tie_breaks(self) -> list[str]:
        return [tie for tie in (part.strip() for part in self.ties.split(",")) if tie]

    @property
    def rule(self) -> dict[str, Any]:
        """As `rank_scores` reads it."""
        plain = ("aggregate", "trim", "normalise", "min_judges", "missing", "decimals")
        return {name: getattr(self, name) for name in plain} | {"ties": self.tie_breaks}

    @property
    def is_open(self) -> bool:
        """Whether its judges may score now."""
        now = self.contest.edition.now()
        begun = self.opens_at is not None and self.opens_at <= now
        return begun and (self.closes_at is None or now < self.closes_at)

    @property
    def has_closed(self) -> bool:
        return self.closes_at is not None and self.closes_at <= self.contest.edition.now()


class CriterionQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(round__in=Round.objects.public())


class Criterion(Named):
    """What judges give a value for, from `low` to `high`. Weights are divided by their sum."""

    path_to_edition = "round__contest__edition"

    round = models.ForeignKey(Round, models.CASCADE, related_name="criteria", verbose_name=_("round"))
    code = models.SlugField(_("code"), max_length=30, help_text=_("By which ties and files name it, like impact."))
    weight = models.DecimalField(_("weight"), max_digits=7, decimal_places=4, default=1)
    low = models.DecimalField(_("lowest value"), max_digits=9, decimal_places=4, default=0)
    high = models.DecimalField(_("highest value"), max_digits=9, decimal_places=4, default=10)
    step = models.DecimalField(
        _("step"), max_digits=9, decimal_places=4, default="0.5", help_text=_("What one press of a judge adds.")
    )
    text_en = TextField(_("description (English)"), blank=True)
    text_zh = TextField(_("description (Chinese)"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["round_id", "order", "code", "pk"]
        constraints = [
            any_language_constraint("criterion", "name"),
            models.UniqueConstraint(
                fields=["round", "code"],
                name="criterion_code_is_given_once",
                violation_error_code="code",
                violation_error_message=_("This round has a criterion with this code already."),
            ),
            models.CheckConstraint(
                condition=~Q(code=CARRIED),
                name="criterion_is_not_the_carried_total",
                violation_error_code="code",
                violation_error_message=_("This code stands for the total of the round before."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0),
                name="criterion_weighs_something",
                violation_error_code="weight",
                violation_error_message=_("A weight must be greater than zero."),
            ),
            models.CheckConstraint(
                condition=Q(high__gt=F("low"), step__gt=0),
                name="criterion_scale_goes_up",
                violation_error_code="high",
                violation_error_message=_("The highest value must be above the lowest, and the step above zero."),
            ),
        ]
