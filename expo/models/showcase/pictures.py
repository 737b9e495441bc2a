"""Pictures: logos, portraits, halls, key visuals. A row never changes; what is mended becomes another one.

A row names the widest of its files; beside it lie the smaller ones. All are WebP, made anew by `expo.pictures` from
what was sent. Several rows may say different things of one file.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField
from expo.i18n.bilingual import any_language_constraint, localised_text
from expo.migration_names import picture_storage

# Pixels across of the files that are made of each picture, as far as it is wide enough.
WIDTHS = (320, 640, 1280)


@dataclass(frozen=True)
class PictureUse:
    """Public rows, and the path from each to the picture that it shows."""

    rows: models.QuerySet
    path: str


class PictureQuerySet(models.QuerySet):
    def named(self, name: str) -> Self:
        """Those whose widest file has this name, a digest."""
        return self.filter(file=f"{name}.webp")

    def shown(self) -> bool:
        """Whether anything public shows one of them now; each app names what it shows (`EXPO_PICTURED`)."""
        keys = list(self.values_list("pk", flat=True))
        for path in settings.EXPO_PICTURED:
            for use in import_string(path)():
                if keys and use.rows.filter(**{f"{use.path}__in": keys}).exists():
                    return True
        return False


def percent_constraint(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": 0, f"{field}__lte": 100}),
        name=f"picture_{field}_lies_in_the_picture",
        violation_error_code=field,
        violation_error_message=_("The focus lies between 0 and 100 percent of the picture."),
    )


class Picture(models.Model):
    """`focus_x`, `focus_y`: in percent from the left and from the top, what stays in view where a page crops it."""

    file = models.FileField(_("file"), storage=picture_storage, max_length=80, db_index=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt_en = CharField(_("what is seen (English)"), max_length=250, blank=True)
    alt_zh = CharField(_("what is seen (Chinese)"), max_length=250, blank=True)
    credit_en = CharField(_("credit (English)"), max_length=200, blank=True)
    credit_zh = CharField(_("credit (Chinese)"), max_length=200, blank=True)
    licence = CharField(_("licence"), max_length=100, blank=True)
    focus_x = models.PositiveSmallIntegerField(_("focus from the left, in percent"), default=50)
    focus_y = models.PositiveSmallIntegerField(_("focus from the top, in percent"), default=50)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints = [
            any_language_constraint("picture", "alt"),
            percent_constraint("focus_x"),
            percent_constraint("focus_y"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="picture_has_a_size"),
        ]

    def __str__(self) -> str:
        return localised_text(self, "alt").value

    @property
    def name(self) -> str:
        """The digest of its widest file, by which its addresses name it."""
        return PurePath(self.file.name or "").stem

    @property
    def widths(self) -> list[int]:
        """Of its files, the smallest first."""
        return file_widths(self.width)


class Pictured(models.Model):
    """A row with one picture of it."""

    picture = models.ForeignKey(
        Picture, models.PROTECT, verbose_name=_("picture"), null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


def file_widths(width: int) -> list[int]:
    """How wide the files of a picture are whose widest one is so wide."""
    narrower = [each for each in WIDTHS if each < width]
    return [*narrower, width]


def file_name(name: str, width: int, widest: int) -> str:
    """In the storage: the widest file bears the digest alone."""
    return f"{name}.webp" if width == widest else f"{name}-{width}.webp"
