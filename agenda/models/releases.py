"""The versions of the agenda that the public has seen, and what changed from one to the next."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, TextField
from expo.presence import require_value

if TYPE_CHECKING:
    from agenda.models.sessions import Session

if TYPE_CHECKING:
    from agenda.models.sessions import Session


class ReleaseQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(edition__published=True)

    def newest_first(self) -> Self:
        return self.order_by("-ordinal")


class Release(models.Model):
    """A numbered version of the public agenda: 2.0 is the second whole release, 2.1 the first hot fix after it."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="releases", verbose_name=_("edition"))
    ordinal = models.PositiveIntegerField(_("place among the releases"))
    major = models.PositiveIntegerField(_("number"))
    minor = models.PositiveIntegerField(_("hot fix"), default=0)
    note_en = TextField(_("what changed (English)"), blank=True)
    note_zh = TextField(_("what changed (Chinese)"), blank=True)
    overridden = TextField(
        _("released in spite of problems because"),
        blank=True,
        help_text=_("For staff only; never shown to the public."),
    )
    released_at = models.DateTimeField(_("released"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["edition", "-ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "ordinal"], name="release_has_its_own_place"),
            models.UniqueConstraint(fields=["edition", "major", "minor"], name="release_has_its_own_number"),
            models.CheckConstraint(condition=Q(major__gt=0), name="release_numbers_begin_at_one"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("agenda:release", args=[self.edition.slug, self.number])

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"

    @property
    def is_hot_fix(self) -> bool:
        return self.minor > 0


class ChangeKind(models.TextChoices):
    """Worst for somebody who planned to be there first."""

    CANCELLED = "cancelled", _("cancelled")
    WITHDRAWN = "withdrawn", _("taken off the agenda")
    MOVED = "moved", _("moved")
    ROOM = "room", _("room changed")
    REINSTATED = "reinstated", _("takes place after all")
    NEW = "new", _("new")
    PEOPLE = "people", _("people changed")
    DETAILS = "details", _("details changed")


class Change(models.Model):
    """One thing that a release changed about one session: the copies before and after it tell what."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="changes", verbose_name=_("release"))
    kind = CharField(_("kind"), max_length=10, choices=ChangeKind)
    before = models.ForeignKey(
        "agenda.Session", models.RESTRICT, null=True, blank=True, related_name="+", verbose_name=_("before")
    )
    after = models.ForeignKey(
        "agenda.Session", models.RESTRICT, null=True, blank=True, related_name="+", verbose_name=_("after")
    )

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["release_id", "pk"]
        constraints = [
            choice_constraint("change", "kind", ChangeKind),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.NEW, before=None) | Q(~Q(kind=ChangeKind.NEW), before__isnull=False),
                name="change_has_something_before_unless_new",
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.WITHDRAWN, after=None)
                | Q(~Q(kind=ChangeKind.WITHDRAWN), after__isnull=False),
                name="change_has_something_after_unless_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(before=None) | Q(after=None) | ~Q(before=F("after")), name="change_is_from_one_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.session}"

    @property
    def session(self) -> "Session":
        """The copy that tells of it: the newer one, unless there is none."""
        return require_value(self.after or self.before)
