"""Where facts come from, and figures said in public."""

import re
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, URLField
from expo.db.web_addresses import web_address_constraint

CHINESE = re.compile(r"[\u3400-\u9fff]")


class Source(models.Model):
    """A page that states facts about an edition."""

    key = models.SlugField(_("key"), unique=True)
    publisher = CharField(_("publisher"), max_length=200)
    title = CharField(_("title"), max_length=300)
    url = URLField(_("address"), max_length=500)
    dated = CharField(_("date as shown"), max_length=60, blank=True)
    reliability = CharField(_("kind of source"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["publisher", "key"]
        constraints = [web_address_constraint("source", "url")]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"

    @property
    def title_language(self) -> str:
        """As HTML writes it: Chinese where the title has a Chinese character."""
        return "zh-Hans" if CHINESE.search(self.title) else "en"


class Sourced(models.Model):
    """A row that states facts, with the pages that say so."""

    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True, related_name="+")

    class Meta:
        abstract = True


class Figure(models.TextChoices):
    PROJECTS = "projects", _("projects signed")
    AMOUNT = "amount", _("amount signed")
    PROJECTS_AT_EXPO = "projects_at_expo", _("signed at the expo")
    PROJECTS_OUTSIDE = "projects_outside", _("signed outside the venue")
    AMOUNT_AT_EXPO = "amount_at_expo", _("amount signed at the expo")
    AMOUNT_OUTSIDE = "amount_outside", _("amount signed outside the venue")
    EXHIBITORS = "exhibitors", _("exhibitors")
    COUNTRIES = "countries", _("countries and regions")
    FORTUNE_500 = "fortune_500", _("Fortune Global 500 companies")
    FORUMS = "forums", _("forums")
    LAUNCHES = "launches", _("launches")
    PROFESSIONAL_LAUNCHES = "professional_launches", _("professional launches")
    NEW_PRODUCTS = "new_products", _("new technologies and products")
    AREA = "area", _("square metres of indoor exhibition")
    FOREIGN_SHARE = "foreign_share", _("foreign share of the exhibition area")
    LAUREATES = "laureates", _("Nobel, Turing and Fields laureates")
    VISITORS_EXPECTED = "visitors_expected", _("visitors expected")
    VISITORS = "visitors", _("visitors")
    CONTESTS = "contests", _("contests")


class Unit(models.TextChoices):
    COUNT = "count", _("count")
    MONEY = "money", _("money")
    SQUARE_METRES = "m2", _("square metres")
    PER_MILLE = "per_mille", _("per cent")


class Qualifier(models.TextChoices):
    EXACT = "exact", _("exactly")
    MORE_THAN = "more_than", _("more than")
    NEARLY = "nearly", _("nearly")
    ABOUT = "about", _("about")


class StatedFigureQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Those that a second person has confirmed."""
        return self.filter(confirmed_at__isnull=False)

    def headline(self) -> Self:
        return self.filter(headline=True)

    def with_sources(self) -> Self:
        return self.prefetch_related("sources")


class StatedFigure(Sourced):
    """A number said in public. It stands beside the counted number and is never added to it.

    `value` is a whole number of `unit` (money: minor units of `currency`; a share: thousandths); None means that it was
    not published, which is never zero. Public once somebody else than who typed it has confirmed it.
    """

    edition = models.ForeignKey(
        "expo.Edition", models.CASCADE, related_name="stated_figures", verbose_name=_("edition")
    )
    figure = CharField(_("figure"), max_length=30, choices=Figure)
    value = models.BigIntegerField(_("value"), null=True, blank=True, help_text=_("Empty: not published."))
    qualifier = CharField(_("qualifier"), max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    unit = CharField(_("unit"), max_length=10, choices=Unit, default=Unit.COUNT)
    currency = CharField(_("currency"), max_length=3, blank=True)
    as_printed = CharField(
        _("as printed"),
        max_length=200,
        blank=True,
        help_text=_("Copied from the source: the value is held against it."),
    )
    difference_reason = CharField(
        _("why the value differs from what was printed"),
        max_length=300,
        blank=True,
        help_text=_("Only where it does. Never public."),
    )
    note_en = CharField(_("note (English)"), max_length=300, blank=True)
    note_zh = CharField(_("note (Chinese)"), max_length=300, blank=True)
    said_by = CharField(_("said by"), max_length=200, blank=True)
    said_on = models.DateField(_("said on"), null=True, blank=True)
    headline = models.BooleanField(
        _("the one shown"), default=True, help_text=_("Other statements of the same figure are listed under sources.")
    )
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("typed by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)

    objects = StatedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("stated figure")
        verbose_name_plural = _("stated figures")
        ordering = ["edition", "figure", "-headline", "pk"]
        constraints = [
            choice_constraint("stated_figure", "figure", Figure),
            choice_constraint("stated_figure", "unit", Unit),
            choice_constraint("stated_figure", "qualifier", Qualifier),
            models.UniqueConstraint(
                fields=["edition", "figure", "currency"],
                condition=Q(headline=True),
                name="one_headline_for_each_stated_figure",
                violation_error_code="headline",
                violation_error_message=_("Another statement of this figure is already the one shown."),
            ),
            models.CheckConstraint(
                condition=Q(unit=Unit.MONEY, currency__regex=r"^[A-Z]{3}$") | (~Q(unit=Unit.MONEY) & Q(currency="")),
                name="stated_money_has_a_currency",
                violation_error_code="currency",
                violation_error_message=_("An amount of money needs a currency; other figures have none."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="stated_figure_is_not_negative",
                violation_error_code="value",
                violation_error_message=_("A stated figure cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(typed_by=None) | Q(confirmed_by=None) | ~Q(confirmed_by=F("typed_by")),
                name="stated_figure_is_confirmed_by_a_second_person",
                violation_error_message=_("Who typed a figure cannot confirm it: somebody else compares it."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(confirmed_at__isnull=False),
                name="confirmed_stated_figure_has_its_time",
                violation_error_message=_("A confirmed figure has the time at which it was confirmed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_figure_display()}: {self.as_printed or self.value}"
