"""Pages that tell visitors what they need: hours, the way there, admission, whom to ask."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, TextField
from expo.i18n.bilingual import Named, any_language_constraint

from ..facts import Sourced


class PageKind(models.TextChoices):
    VISIT = "visit", _("plan your visit")
    HOURS = "hours", _("opening hours")
    DIRECTIONS = "directions", _("how to get there")
    ADMISSION = "admission", _("admission")
    ACCESSIBILITY = "accessibility", _("accessibility")
    PRESS = "press", _("press")
    CONTACT = "contact", _("contact")
    FAQ = "faq", _("questions and answers")
    PRIVACY = "privacy", _("privacy")
    OTHER = "other", _("another page")


class VisitorPageQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(published=True, edition__published=True)

    def in_order(self) -> Self:
        return self.order_by("order", "slug")


class VisitorPage(Named, Sourced):
    """A page of an edition that staff write. A line of its text that begins with `#` is a heading."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="pages", verbose_name=_("edition"))
    kind = CharField(
        _("kind"),
        max_length=13,
        choices=PageKind,
        default=PageKind.OTHER,
        help_text=_("Hours are shown beside opening hours, and the press page heads the press room."),
    )
    slug = models.SlugField(_("short address"), max_length=80)
    text_en = TextField(_("text (English)"), blank=True, help_text=_("A line that begins with # is a heading."))
    text_zh = TextField(_("text (Chinese)"), blank=True, help_text=_("A line that begins with # is a heading."))
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    published = models.BooleanField(_("shown to the public"), default=False)

    objects = VisitorPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page for visitors")
        verbose_name_plural = _("pages for visitors")
        ordering = ["edition", "order", "slug"]
        indexes = [models.Index(fields=["edition", "slug"], name="page_by_address")]
        constraints = [
            any_language_constraint("page", "name"),
            choice_constraint("page", "kind", PageKind),
            models.CheckConstraint(
                condition=Q(published=False) | ~Q(text_en="", text_zh=""),
                name="published_page_says_something",
                violation_error_code="text_en",
                violation_error_message=_("Write what the page says before the public sees it."),
            ),
            models.UniqueConstraint(
                fields=["edition", "kind"],
                condition=~Q(kind=PageKind.OTHER),
                name="page_kind_stands_once_in_its_edition",
                violation_error_code="kind",
                violation_error_message=_("This edition has a page of this kind already."),
            ),
            models.UniqueConstraint(
                "edition",
                Lower("slug"),
                name="page_address_is_unique_in_its_edition",
                violation_error_code="slug",
                violation_error_message=_("This edition has a page with this address already."),
            ),
        ]

    def get_absolute_url(self) -> str:
        if self.kind == PageKind.PRESS:
            return reverse("expo:press", args=[self.edition.slug])
        return reverse("expo:visitor_page", args=[self.edition.slug, self.slug])
