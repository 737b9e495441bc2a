"""What an edition tells: news, each from its moment on, and what people said there."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField, TextField
from expo.i18n.bilingual import Named, any_language_constraint

from ..facts import Sourced
from ..people import Person
from .pictures import Pictured
from .venue_clock import venue_now

ANCHOR_LENGTH = 16
# What the clock of its edition says, which in a rehearsal runs apart.
EDITION_NOW = venue_now("edition")


class NewsQuerySet(models.QuerySet):
    def approved(self) -> Self:
        """Those that visitors see, or will when their moment comes."""
        return self.filter(published=True, edition__published=True)

    def public(self) -> Self:
        """By the clock of the edition."""
        return self.approved().filter(publish_at__lte=EDITION_NOW)

    def newest_first(self) -> Self:
        """Behind what is pinned."""
        return self.order_by("-pinned", "-publish_at", "slug")

    def before(self, item: "NewsItem") -> Self:
        """The last ones first. None of them comes with the clock, to which the page of the item thus owes nothing."""
        return self.filter(publish_at__lt=item.publish_at).order_by("-publish_at", "slug").defer("text_en", "text_zh")


class NewsItem(Named, Sourced, Pictured):
    """Something that the organisers tell, from its moment on; its name is its heading."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="news", verbose_name=_("edition"))
    slug = models.SlugField(_("short address"), max_length=80)
    text_en = TextField(_("text (English)"), blank=True)
    text_zh = TextField(_("text (Chinese)"), blank=True)
    publish_at = models.DateTimeField(
        _("to be published at"), null=True, blank=True, help_text=_("The public sees it from this moment on.")
    )
    published = models.BooleanField(_("shown to the public"), default=False)
    pinned = models.BooleanField(_("pinned"), default=False, help_text=_("Stands above what is newer."))
    participations = models.ManyToManyField(
        "expo.Participation", verbose_name=_("exhibitors"), blank=True, related_name="news"
    )
    launches = models.ManyToManyField("expo.Launch", verbose_name=_("launches"), blank=True, related_name="news")

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        ordering = ["edition", "-publish_at", "slug"]
        indexes = [models.Index(fields=["edition", "slug"], name="news_by_address")]
        constraints = [
            any_language_constraint("news", "name"),
            models.CheckConstraint(
                condition=Q(published=False) | Q(publish_at__isnull=False),
                name="published_news_has_its_moment",
                violation_error_code="publish_at",
                violation_error_message=_("Say from when on the public sees it."),
            ),
            models.UniqueConstraint(
                "edition",
                Lower("slug"),
                name="news_address_is_unique_in_its_edition",
                violation_error_code="slug",
                violation_error_message=_("This edition has a news item with this address already."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("expo:news_item", args=[self.edition.slug, self.slug])


class QuotationQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(published=True, edition__published=True)


class Quotation(Sourced):
    """What somebody said: the words, or their sense in ours, with the office held then and the occasion."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="quotations", verbose_name=_("edition"))
    speaker = models.ForeignKey(Person, models.PROTECT, verbose_name=_("speaker"), related_name="quotations")
    office_en = CharField(_("office (English)"), max_length=200, blank=True)
    office_zh = CharField(_("office (Chinese)"), max_length=200, blank=True)
    text_en = TextField(_("text (English)"), blank=True)
    text_zh = TextField(_("text (Chinese)"), blank=True)
    sense = models.BooleanField(
        _("the sense in our own words"), default=False, help_text=_("Off: these are the words themselves.")
    )
    occasion_en = CharField(_("occasion (English)"), max_length=200, blank=True)
    occasion_zh = CharField(_("occasion (Chinese)"), max_length=200, blank=True)
    said_on = models.DateField(_("said on"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    published = models.BooleanField(_("shown to the public"), default=False)

    objects = QuotationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        ordering = ["edition", "order", "pk"]
        constraints = [any_language_constraint("quotation", "text")]

    def __str__(self) -> str:
        return f"{self.speaker} · {self.edition}"

    def get_absolute_url(self) -> str:
        return f"{reverse('expo:quotations', args=[self.edition.slug])}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Where it stands on its page. Its key would tell how many there are that the public does not see."""
        return f"said-{salted_hmac('expo.quotation', str(self.pk), algorithm='sha1').hexdigest()[:ANCHOR_LENGTH]}"
