"""What a deal says, version by version: never changed, only followed by the next version."""

import datetime as dt
from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, TextField
from expo.i18n.bilingual import Named, any_language_constraint

from .duplicates import Lookalike


class Instrument(models.TextChoices):
    CONTRACT = "contract", _("formal contract")
    INVESTMENT = "investment", _("investment agreement")
    FRAMEWORK = "framework", _("framework agreement")
    MOU = "mou", _("memorandum of understanding")
    INTENT = "intent", _("letter of intent")
    ORDER = "order", _("purchase order")
    AGREEMENT = "agreement", _("agreement, kind not known")


class Place(models.TextChoices):
    AT_EXPO = "at_expo", _("at the expo")
    OUTSIDE = "outside", _("outside the venue")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("public")
    BAND = "band", _("size band only")
    HIDDEN = "hidden", _("hidden")


class Basis(models.TextChoices):
    INVESTMENT = "investment", _("total investment")
    CONTRACT = "contract", _("contract value")
    FOREIGN = "foreign", _("foreign capital")
    INTENT = "intent", _("annualised intent")


class Side(models.TextChoices):
    A = "A", _("side A")
    B = "B", _("side B")
    C = "C", _("side C")
    D = "D", _("side D")


class PartyRole(models.TextChoices):
    INVESTOR = "investor", _("investor")
    HOST = "host", _("attracting party")
    BUYER = "buyer", _("buyer")
    SELLER = "seller", _("seller")
    PARTNER = "partner", _("partner")


# Of two signings of a project, the later one counts; OuterRef is the one that it is compared with.
AFTER = Q(signed_on__gt=models.OuterRef("signed_on")) | Q(
    signed_on=models.OuterRef("signed_on"), deal__sequence__gt=models.OuterRef("deal__sequence")
)


class TermsQuerySet(models.QuerySet):
    def public(self, moment: dt.datetime | None = None) -> Self:
        """The one definition of what the public may know: the announced version, once its embargo has passed.

        By the database's clock, or at the moment that was read of it. What of it is masked, `deals.public.masking`
        decides.
        """
        return self.filter(
            Q(embargo_until=None) | Q(embargo_until__lte=moment or Now()),
            number=F("deal__announced_version"),
            deal__edition__published=True,
        )

    def of(self, edition: models.Model | int) -> Self:
        return self.filter(deal__edition=edition)

    def latest(self) -> Self:  # type: ignore[override]  # the ledger's word, not Django's for the last of some rows
        return self.filter(number=F("deal__version"))

    def reaching(self, statuses: Iterable[str]) -> Self:
        """For the desk alone: each deal as it stands where its status is one of these, else as it was announced."""
        there = Q(deal__status__in=statuses)
        return self.filter((there & Q(number=F("deal__version"))) | (~there & Q(number=F("deal__announced_version"))))

    def counted(self) -> Self:
        """One row a project: its latest signing that nothing public supersedes."""
        later = self.model.objects.public().standing().filter(deal__project=models.OuterRef("deal__project"))
        return self.standing().filter(~models.Exists(later.filter(AFTER)))

    def standing(self) -> Self:
        """Those whose deal nothing public supersedes."""
        return self.not_superseded_by(self.model.objects.public())

    def not_superseded_by(self, others: Self) -> Self:
        """Those whose deal none of the others supersedes.

        By a list that is made once. Asked of each deal anew, SQLite reads all deals for it once ANALYZE has told it
        that most of them supersede the same, namely nothing.
        """
        gone = others.filter(deal__supersedes__isnull=False).order_by().values("deal__supersedes")
        return self.exclude(deal__in=gone)

    def with_marks(self) -> Self:
        """With the open marks of their deals as `deal.open_marks`, in one query more."""
        marks = Lookalike.objects.open().select_related("other__edition")
        return self.prefetch_related(models.Prefetch("deal__lookalikes", marks, to_attr="open_marks"))

    def for_cards(self) -> Self:
        """Load a deal with its areas, in four queries for any number of cards."""
        return self.for_rows().prefetch_related("areas")

    def for_rows(self) -> Self:
        """Load what a deal's card shows, in three queries for any number of cards."""
        parties = Party.objects.select_related(
            "organisation__region__parent", "organisation__merged_into__region__parent", "region__parent"
        )
        return self.select_related("deal__edition", "primary_area", "destination").prefetch_related(
            models.Prefetch("parties", parties), "amounts"
        )


class Terms(Named):
    """What was signed, as entered at one moment. Verification stamps it once; nothing else ever changes."""

    name_en = CharField(_("project name (English)"), max_length=250, blank=True)
    name_zh = CharField(_("project name (Chinese)"), max_length=250, blank=True)
    deal = models.ForeignKey("deals.Deal", models.PROTECT, related_name="versions", verbose_name=_("deal"))
    number = models.PositiveIntegerField(_("version"))
    instrument = CharField(_("instrument"), max_length=12, choices=Instrument)
    signed_on = models.DateField(_("signed on"))
    place = CharField(_("place"), max_length=8, choices=Place)
    ceremony = models.ForeignKey(
        "agenda.Session", models.PROTECT, verbose_name=_("signing ceremony"), null=True, blank=True, related_name="+"
    )
    primary_area = models.ForeignKey(
        "expo.TechnologyArea",
        models.PROTECT,
        verbose_name=_("main technology area"),
        null=True,
        blank=True,
        related_name="+",
    )
    areas = models.ManyToManyField("expo.TechnologyArea", verbose_name=_("technology areas"), blank=True)
    destination = models.ForeignKey(
        "expo.Region", models.PROTECT, verbose_name=_("destination"), null=True, blank=True, related_name="+"
    )
    park = CharField(_("park"), max_length=200, blank=True)
    contract_number = CharField(_("contract number"), max_length=100, blank=True)
    note_en = TextField(_("note (English)"), blank=True)
    note_zh = TextField(_("note (Chinese)"), blank=True)
    name_shown = CharField(_("project name is"), max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    amount_shown = CharField(_("amount is"), max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"))
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)

    objects = TermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("terms")
        verbose_name_plural = _("terms")
        ordering = ["deal_id", "-number"]
        constraints = [
            any_language_constraint("terms", "name"),
            choice_constraint("terms", "instrument", Instrument),
            choice_constraint("terms", "place", Place),
            choice_constraint("terms", "amount_shown", Visibility),
            models.UniqueConstraint(fields=["deal", "number"], name="terms_are_numbered_within_their_deal"),
            models.CheckConstraint(
                condition=Q(name_shown__in=[Visibility.PUBLIC, Visibility.HIDDEN]), name="terms_name_is_shown_or_hidden"
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("entered_by")),
                name="nobody_verifies_what_they_entered",
                violation_error_message=_("Somebody else must verify what you entered."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_at=None)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="verification_has_a_person_and_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ceremony=None) | Q(place=Place.AT_EXPO),
                name="ceremonies_are_at_the_expo",
                violation_error_code="ceremony",
                violation_error_message=_("A deal of a signing ceremony was signed at the expo."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("deals:deal", args=[self.deal.edition.slug, self.deal.reference])


class Amount(models.Model):
    """Money in a deal: integer minor units with a currency. A deal without a headline amount is undisclosed.

    On verification the reporting amount is fixed, with the rate, its date and its source; None: rate missing.
    """

    terms = models.ForeignKey(Terms, models.PROTECT, related_name="amounts")
    basis = CharField(_("basis"), max_length=10, choices=Basis, default=Basis.INVESTMENT)
    headline = models.BooleanField(_("headline"), default=True)
    currency = CharField(_("currency"), max_length=3)
    minor = models.BigIntegerField(_("amount in minor units"))
    as_written = CharField(_("as written"), max_length=100, blank=True)
    reporting_currency = CharField(_("reporting currency"), max_length=3, blank=True)
    reporting_minor = models.BigIntegerField(_("reporting amount in minor units"), null=True, blank=True)
    rate = models.DecimalField(_("rate used"), max_digits=14, decimal_places=6, null=True, blank=True)
    rate_on = models.DateField(_("date of the rate"), null=True, blank=True)
    rate_source = CharField(_("source of the rate"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("amount")
        verbose_name_plural = _("amounts")
        ordering = ["terms_id", "-headline", "basis"]
        constraints = [
            choice_constraint("amount", "basis", Basis),
            models.UniqueConstraint(
                fields=["terms"],
                condition=Q(headline=True),
                name="deal_has_one_headline_amount",
                violation_error_message=_("A deal has one headline amount."),
            ),
            models.CheckConstraint(
                condition=Q(minor__gt=0),
                name="amount_is_positive",
                violation_error_code="minor",
                violation_error_message=_("An amount must be greater than zero; leave an unknown amount out."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="amount_has_a_currency",
                violation_error_code="currency",
                violation_error_message=_("An amount needs a currency."),
            ),
            models.CheckConstraint(
                condition=Q(reporting_minor=None) | (Q(reporting_minor__gt=0) & ~Q(reporting_currency="")),
                name="reporting_amount_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(reporting_minor=None)
                | Q(reporting_currency=F("currency"), reporting_minor=F("minor"))
                | (Q(rate__isnull=False, rate_on__isnull=False) & ~Q(rate_source="")),
                name="converted_amount_keeps_its_rate",
            ),
        ]


class Party(models.Model):
    """An organisation on one side of a deal; or, where no source names it, just where it comes from."""

    # Whatever its organisation is merged into: who signed stays as it was written.
    as_written = True

    terms = models.ForeignKey(Terms, models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        "expo.Organisation",
        models.PROTECT,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="deal_parties",
    )
    region = models.ForeignKey(
        "expo.Region",
        models.PROTECT,
        verbose_name=_("region of a party not named"),
        null=True,
        blank=True,
        related_name="+",
    )
    side = CharField(_("side"), max_length=1, choices=Side)
    role = CharField(_("role"), max_length=8, choices=PartyRole, default=PartyRole.PARTNER)
    shown = CharField(_("shown"), max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["terms_id", "side", "order", "pk"]
        constraints = [
            choice_constraint("party", "side", Side),
            choice_constraint("party", "role", PartyRole),
            models.CheckConstraint(
                condition=Q(shown__in=[Visibility.PUBLIC, Visibility.HIDDEN]), name="party_is_shown_or_hidden"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, region=None) | Q(organisation=None, region__isnull=False),
                name="party_is_named_or_only_placed",
                violation_error_code="organisation",
                violation_error_message=_("Name the party; where nobody named it, say where it comes from."),
            ),
            models.UniqueConstraint(
                fields=["terms", "organisation"],
                name="organisation_is_a_party_once",
                violation_error_code="organisation",
                violation_error_message=_("This organisation is already a party to this deal."),
            ),
        ]
