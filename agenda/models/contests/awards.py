"""What a contest awards to its entries, with prizes and certificates."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from expo import bulk_reverse
from expo.db.text_fields import CharField, TextField
from expo.i18n.bilingual import Named, any_language_constraint

from .contest import Contest, Track
from .entries import Entry
from .kinds import EntryStatus
from .results import FrozenRanking


class AwardQuerySet(models.QuerySet):
    def public(self) -> Self:
        """The one definition of visible: published and standing, of an entry that stands, in a public contest of which
        that entry is: another contest may mask whose it is, or be nobody's to see.
        """
        shown = self.filter(published_at__lte=Now(), withdrawn_at=None, entry__status=EntryStatus.ACCEPTED)
        shown = shown.filter(entry__contest=F("contest"))
        return shown.filter(contest__in=Contest.objects.public())

    def with_versions(self) -> Self:
        """Each with the version of the ranking that it follows from (`version`), and with that of the newest published
        one above it (`corrected`), None where it still follows from what is published, or from no ranking.
        """
        above = {"round": models.OuterRef("ranking__round"), "version__gt": models.OuterRef("ranking__version")}
        newest = FrozenRanking.objects.published().filter(**above).order_by("-version").values("version")[:1]
        return self.annotate(version=F("ranking__version"), corrected=models.Subquery(newest))

    def in_order(self) -> Self:
        return self.order_by("contest", "order", "place", "pk")


class Award(Named):
    """`prize_minor` in minor units of `prize_currency`; empty: no money. `ranking`: the one that it follows from.

    Frozen once published: afterwards it can only be withdrawn, for a reason.
    """

    path_to_edition = "contest__edition"
    # Where the rows were asked `with_versions`.
    version: int | None
    corrected: int | None

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="awards", verbose_name=_("contest"))
    track = models.ForeignKey(
        Track, models.PROTECT, null=True, blank=True, related_name="awards", verbose_name=_("track")
    )
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="awards", verbose_name=_("entry"))
    ranking = models.ForeignKey(
        FrozenRanking, models.PROTECT, null=True, blank=True, related_name="awards", verbose_name=_("frozen ranking")
    )
    place = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    citation_en = TextField(_("citation (English)"), blank=True)
    citation_zh = TextField(_("citation (Chinese)"), blank=True)
    prize_minor = models.BigIntegerField(_("prize money"), null=True, blank=True, help_text=_("In minor units."))
    prize_currency = CharField(_("currency"), max_length=3, blank=True)
    prize_en = CharField(_("other prize (English)"), max_length=200, blank=True)
    prize_zh = CharField(_("other prize (Chinese)"), max_length=200, blank=True)
    session = models.ForeignKey(
        "agenda.Session",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="awards",
        limit_choices_to={"origin": None},
        verbose_name=_("handed over in"),
    )
    certificate_number = CharField(_("number of the certificate"), max_length=40, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_reason = CharField(_("withdrawn, because"), max_length=300, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["contest_id", "order", "place", "pk"]
        constraints = [
            any_language_constraint("award", "name"),
            models.UniqueConstraint(
                fields=["certificate_number"], condition=~Q(certificate_number=""), name="certificate_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["ranking", "entry"],
                condition=Q(track=None, withdrawn_at=None),
                name="ranking_awards_an_entry_once",
            ),
            models.UniqueConstraint(
                fields=["ranking", "entry", "track"],
                condition=Q(track__isnull=False, withdrawn_at=None),
                name="ranking_awards_an_entry_once_in_its_track",
            ),
            models.CheckConstraint(
                condition=Q(prize_minor=None, prize_currency="")
                | Q(prize_minor__gt=0, prize_currency__regex=r"^[A-Z]{3}$"),
                name="prize_money_has_a_currency",
                violation_error_code="prize_currency",
                violation_error_message=_("Prize money needs an amount above zero and a currency, like CNY."),
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(certificate_number=""),
                name="published_award_has_a_certificate",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, published_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="award_is_withdrawn_for_a_reason",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Of its certificate."""
        return bulk_reverse.reverse_in_edition(
            "contests:certificate", self.contest.edition.slug, self.certificate_number
        )
