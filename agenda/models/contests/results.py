"""Rankings of rounds, frozen with their rule and scores, and the objections to them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, JSONField, TextField

from .contest import Contest
from .entries import Entry
from .kinds import ObjectionStatus
from .rounds import CARRIED, Round


class FrozenRankingQuerySet(models.QuerySet):
    def published(self) -> Self:
        """Those whose moment has come, by the database's clock, corrected ones too."""
        return self.filter(published_at__lte=Now(), confirmed_at__isnull=False)

    def public(self) -> Self:
        """The one definition of visible: of each round of a public contest the newest that is published."""
        newer = {"round": models.OuterRef("round"), "version__gt": models.OuterRef("version")}
        later = FrozenRanking.objects.published().filter(**newer)
        shown = self.published().filter(round__contest__in=Contest.objects.public())
        return shown.filter(~models.Exists(later))

    def recomputable(self) -> Self:
        """Those whose rule and scores anybody may have: published, also where corrected since, of a public contest that
        masks nobody (who is recused tells whose an entry is), and resting on no total of the round before that the
        public never saw: whether it holds one says what was frozen, not what the round says since.
        """
        before = {"round__contest": models.OuterRef("round__contest"), "round__number": models.OuterRef("before")}
        carried = FrozenRanking.objects.filter(**before, confirmed_at__lte=models.OuterRef("frozen_at"))
        rows = self.published().filter(round__contest__in=Contest.objects.public().unmasked())
        rows = rows.annotate(before=F("round__number") - 1)
        rows = rows.annotate(carried=models.Subquery(carried.order_by("-version").values("published_at")[:1]))
        criteria = Coalesce(KT("content__criteria"), models.Value(""), output_field=models.TextField())
        rows = rows.annotate(criteria=criteria)
        return rows.filter(~Q(criteria__contains=f'"{CARRIED}"') | Q(carried__lte=Now()))

    def with_openness(self) -> Self:
        """Each with whether it is one of them (`is_recomputable`)."""
        rows = FrozenRanking.objects.recomputable().filter(pk=models.OuterRef("pk"))
        return self.annotate(is_recomputable=models.Exists(rows))

    def standing(self) -> Self:
        """The newest of each round, published or not."""
        return self.filter(corrected_by=None)


class FrozenRanking(models.Model):
    """The ranking of a round as it was computed, for good; a correction is another one that `corrects` it.

    `content` is what `manage.py rank_scores` reads (rule, criteria, scores, recusals; entries and judges by their
    codes), `result` what it prints. `advancing`: codes of entries that go on. `differences`: of a correction, what
    became different, as rows with entry, before and after. `digest`: SHA-256 over all of this, told in the log.
    """

    path_to_edition = "round__contest__edition"

    round = models.ForeignKey(Round, models.PROTECT, related_name="rankings", verbose_name=_("round"))
    version = models.PositiveSmallIntegerField(_("version"))
    content = JSONField(_("rule, criteria and scores"), editable=False)
    result = JSONField(_("ranking"), editable=False)
    advancing = JSONField(_("go on"), default=list, editable=False)
    differences = JSONField(_("what differs"), default=list, editable=False)
    digest = CharField(_("digest"), max_length=64, editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    reason = CharField(_("reason"), max_length=300, blank=True, help_text=_("Of a correction."))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("frozen by")
    )
    frozen_at = models.DateTimeField(_("frozen"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    objections_until = models.DateTimeField(_("objections until"), null=True, blank=True)
    final_at = models.DateTimeField(_("final"), null=True, blank=True)

    objects = FrozenRankingQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen ranking")
        verbose_name_plural = _("frozen rankings")
        ordering = ["round_id", "-version", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="ranking_version_is_given_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("frozen_by")),
                name="nobody_confirms_the_ranking_they_froze",
                violation_error_code="confirmed_by",
                violation_error_message=_("Whoever froze a ranking cannot confirm it."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="ranking_is_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | Q(
                    confirmed_at__isnull=False, objections_until__isnull=False, objections_until__gte=F("published_at")
                ),
                name="published_ranking_is_confirmed_and_open_to_objections",
            ),
            models.CheckConstraint(
                condition=Q(final_at=None) | Q(published_at__isnull=False, final_at__gte=F("objections_until")),
                name="ranking_is_final_after_its_objections",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, version=1) | (Q(corrects__isnull=False, version__gt=1) & ~Q(reason="")),
                name="corrected_ranking_follows_one_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.version}"


class ResultRowQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(ranking__in=FrozenRanking.objects.public())

    def in_order(self) -> Self:
        return self.order_by("ranking", "place", "entry__number", "pk")


class ResultRow(models.Model):
    """A place in a frozen ranking, as its `result` says it, joined with the entry. `total` as it is printed."""

    path_to_edition = "ranking__round__contest__edition"

    ranking = models.ForeignKey(FrozenRanking, models.PROTECT, related_name="rows", verbose_name=_("frozen ranking"))
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="result_rows", verbose_name=_("entry"))
    place = models.PositiveSmallIntegerField(_("place"))
    track_place = models.PositiveSmallIntegerField(_("place in its track"))
    total = CharField(_("total"), max_length=40)
    goes_on = models.BooleanField(_("goes on"), default=False)

    objects = ResultRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in a ranking")
        verbose_name_plural = _("places in rankings")
        ordering = ["ranking_id", "place", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["ranking", "entry"], name="entry_has_one_place_in_a_ranking"),
            models.CheckConstraint(condition=Q(place__gte=1, track_place__gte=1), name="places_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.entry} {self.total}"


class Objection(models.Model):
    """What somebody holds against a published ranking, and what came of it. Staff's alone."""

    path_to_edition = "ranking__round__contest__edition"

    ranking = models.ForeignKey(
        FrozenRanking, models.PROTECT, related_name="objections", verbose_name=_("frozen ranking")
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="objections", verbose_name=_("entry")
    )
    who = CharField(_("who objects"), max_length=200)
    contact = CharField(_("contact"), max_length=200, blank=True)
    text = TextField(_("objection"))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    status = CharField(_("status"), max_length=8, choices=ObjectionStatus, default=ObjectionStatus.OPEN)
    answer = TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["ranking_id", "pk"]
        constraints = [
            choice_constraint("objection", "status", ObjectionStatus),
            models.CheckConstraint(
                condition=Q(status=ObjectionStatus.OPEN)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="closed_objection_has_an_answer",
                violation_error_code="answer",
                violation_error_message=_("Answer the objection before closing it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ranking}: {self.who}"
