"""Speakers, guests and signatories, who of them came to an edition, and letters written to it."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, TextField
from expo.i18n.bilingual import Named, any_language_constraint

from .facts import Sourced
from .identity import unique_address_constraint
from .organisations import sort_name


class Person(Named):
    """A person across editions. What somebody was at one edition stands in the Attendance."""

    slug = models.SlugField(_("short address"), unique=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    pinyin = CharField(
        _("pinyin"), max_length=200, blank=True, help_text=_("For sorting; left empty, it is made from the name.")
    )
    sort_en = models.GeneratedField(
        expression=sort_name(), output_field=models.CharField(max_length=200), db_persist=True
    )
    honorific_en = CharField(_("honorific (English)"), max_length=30, blank=True)
    honorific_zh = CharField(_("honorific (Chinese)"), max_length=30, blank=True)
    biography_en = TextField(_("biography (English)"), blank=True)
    biography_zh = TextField(_("biography (Chinese)"), blank=True)
    portrait = models.ForeignKey(
        "expo.Picture", models.PROTECT, verbose_name=_("portrait"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_en", "pk"]
        constraints = [any_language_constraint("person", "name"), unique_address_constraint("person")]


class Capacity(models.TextChoices):
    HEAD = "head", _("head of an international organisation")
    OFFICIAL = "official", _("official")
    ACADEMIC = "academic", _("academic")
    EXECUTIVE = "executive", _("executive")
    GUEST = "guest", _("guest")


class AttendanceQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(published=True, edition__published=True)

    def for_cards(self) -> Self:
        return self.select_related("person__portrait", "organisation", "edition")


class Attendance(Sourced):
    """A person at an edition: in which capacity, with which title at the time."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="attendances", verbose_name=_("edition"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances", verbose_name=_("person"))
    capacity = CharField(_("capacity"), max_length=10, choices=Capacity, default=Capacity.GUEST)
    title_en = CharField(
        pgettext_lazy("of a person", "title (English)"), max_length=200, blank=True, help_text=_("As of this edition.")
    )
    title_zh = CharField(
        pgettext_lazy("of a person", "title (Chinese)"), max_length=200, blank=True, help_text=_("As of this edition.")
    )
    organisation = models.ForeignKey(
        "expo.Organisation", models.PROTECT, verbose_name=_("organisation"), null=True, blank=True
    )
    note_en = CharField(_("what they did (English)"), max_length=300, blank=True)
    note_zh = CharField(_("what they did (Chinese)"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("protocol order"), default=100)
    published = models.BooleanField(_("shown to the public"), default=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["edition", "order", "person"]
        constraints = [
            choice_constraint("attendance", "capacity", Capacity),
            models.UniqueConstraint(
                fields=["edition", "person"],
                name="person_attends_an_edition_once",
                violation_error_code="person",
                violation_error_message=_("This person is already among the guests of this edition."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("expo:person", args=[self.edition.slug, self.person.slug])


# How many stand on a page of their list.
LETTERS_PER_PAGE = 10


class LetterQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(published=True, edition__published=True)

    def before(self, order: Any, pk: Any) -> Self:
        """Those that stand before the one with this protocol order and key."""
        return self.filter(Q(order__lt=order) | Q(order=order, pk__lt=pk))

    def with_place(self) -> Self:
        """With how many public letters stand before each, as `place`; so the address of none costs a query."""
        others = Letter.objects.public().filter(edition=OuterRef("edition")).before(OuterRef("order"), OuterRef("pk"))
        counted = others.order_by().values("edition").annotate(number=Count("pk")).values("number")
        return self.annotate(place=Coalesce(Subquery(counted), 0))


class Letter(Sourced):
    """A congratulatory letter; letters stand in protocol order."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="letters", verbose_name=_("edition"))
    author = models.ForeignKey(Person, models.PROTECT, verbose_name=_("author"), related_name="letters")
    office_en = CharField(_("office (English)"), max_length=200, blank=True)
    office_zh = CharField(_("office (Chinese)"), max_length=200, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    text_en = TextField(_("text (English)"), blank=True)
    text_zh = TextField(_("text (Chinese)"), blank=True)
    sense = models.BooleanField(
        _("the sense in our own words"), default=False, help_text=_("Off: these are the words themselves.")
    )
    order = models.PositiveSmallIntegerField(_("protocol order"), default=100)
    published = models.BooleanField(_("shown to the public"), default=False)

    objects = LetterQuerySet.as_manager()
    # How many public letters stand before it, where `with_place` asks.
    place: int

    class Meta:
        verbose_name = _("congratulatory letter")
        verbose_name_plural = _("congratulatory letters")
        ordering = ["edition", "order", "pk"]
        constraints = [any_language_constraint("letter", "text")]

    def __str__(self) -> str:
        return f"{self.author} · {self.edition}"

    def get_absolute_url(self) -> str:
        """Where it stands in the list of the edition's letters, by its place among those that are public."""
        place = getattr(self, "place", None)
        if place is None:
            place = Letter.objects.public().filter(edition=self.edition).before(self.order, self.pk).count()
        page = place // LETTERS_PER_PAGE + 1
        query = f"?page={page}" if page > 1 else ""
        return f"{reverse('expo:letters', args=[self.edition.slug])}{query}#letter-{place + 1}"
