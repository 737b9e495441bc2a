"""Steps that staff took on one row or on many, with what the rows were, so that they can be taken back."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, JSONField
from expo.i18n.bilingual import Named


class Verb(models.TextChoices):
    DELETE = "delete", _("deleted")
    CHANGE = "change", _("changed")
    MERGE = "merge", _("merged")


class OperationQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that can still be taken back, as a whole or in part."""
        return self.filter(undone_at=None)

    def of(self, user: User, model: type[models.Model]) -> Self:
        """What this person did to rows of the model, the newest first."""
        kind = {"content_type__app_label": model._meta.app_label, "content_type__model": model._meta.model_name}
        return self.filter(by=user, **kind).order_by("-pk")


class Operation(models.Model):
    """One step. `done_en` and `done_zh` are what the rows of the model then were: published, deleted."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name=_("kind of row"))
    verb = CharField(_("step"), max_length=10, choices=Verb)
    done_en = CharField(max_length=100)
    done_zh = CharField(max_length=100)
    count = models.PositiveIntegerField(_("rows"))
    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps that can be undone")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [choice_constraint("operation", "verb", Verb)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} · {self.get_verb_display()}"

    @property
    def model(self) -> type[models.Model] | None:
        """None where the project knows the kind of row no more."""
        return self.content_type.model_class()


class TraceQuerySet(models.QuerySet):
    def deleted(self) -> Self:
        """Rows that are gone and can be restored."""
        return self.filter(operation__verb=Verb.DELETE, undone_at=None)


class Trace(Named):
    """What a step did to one row, which is named as it was called then.

    `before`: its fields, all of a deleted row, of a changed one what changed; `after`: the same as the step left it.
    `digest`: of the whole row as the step left it. `below`: the rows that went with a deleted one, each with its
    `model` and `fields`; `loosened`: what pointed to it and was emptied, as `model`, `pk`, `field` and `value`.
    """

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="traces", verbose_name=_("step"))
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name=_("kind of row"))
    object_id = CharField(max_length=40)
    before = JSONField(default=dict)
    after = JSONField(default=dict)
    below = JSONField(default=list)
    loosened = JSONField(default=list)
    digest = CharField(max_length=64, blank=True)
    undone_at = models.DateTimeField(_("restored"), null=True)

    objects = TraceQuerySet.as_manager()

    class Meta:
        verbose_name = _("deleted row")
        verbose_name_plural = _("deleted")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["content_type", "object_id"], name="trace_by_row")]

    @property
    def model(self) -> type[models.Model] | None:
        return self.content_type.model_class()
