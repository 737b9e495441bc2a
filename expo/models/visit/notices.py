"""Urgent notices: a hall is closed, a storm comes, leave the building."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField


class NoticeQuerySet(models.QuerySet):
    def standing(self, now: dt.datetime) -> Self:
        """Those that hold then, the newest first."""
        return self.filter(starts_at__lte=now).exclude(ends_at__lte=now).order_by("-starts_at", "-pk")

    def joined(self, now: dt.datetime) -> Subquery:
        """The one that stands then in the outer query's edition, as text_en, text_zh and pk; None where none does."""
        told = JSONObject(text_en="text_en", text_zh="text_zh", pk="pk")
        return Subquery(self.standing(now).filter(edition=OuterRef("pk")).values(told=told)[:1])


class Notice(models.Model):
    """Stands on every public page, screen and wall of the edition, in both languages; the newest takes the place."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="notices", verbose_name=_("edition"))
    text_en = CharField(_("in English"), max_length=200)
    text_zh = CharField(_("in Chinese"), max_length=100)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("urgent notice")
        verbose_name_plural = _("urgent notices")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text_en="") & ~Q(text_zh=""),
                name="notice_is_in_both_languages",
                violation_error_message=_("Write it in both languages."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="notice_ends_after_it_starts",
                violation_error_code="ends_at",
                violation_error_message=_("It must end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.text_en

    @property
    def is_over(self) -> bool:
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def stands(self) -> bool:
        now = timezone.now()
        return self.starts_at <= now and (self.ends_at is None or self.ends_at > now)
