"""Where sessions take place."""

import uuid
from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.i18n.bilingual import Named, any_language_constraint


class RoomQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Those in which the public may see something: a room that only plans know is not told of."""
        shown = self.model._meta.get_field("sessions").related_model.objects.public()
        return self.filter(models.Exists(shown.filter(room=models.OuterRef("pk"))))


class Room(Named):
    """A room, stage, hall floor or signing table."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="rooms", verbose_name=_("edition"))
    slug = models.SlugField(_("short address"))
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    hall = models.ForeignKey(
        "expo.Hall", models.SET_NULL, verbose_name=_("hall"), null=True, blank=True, related_name="rooms"
    )
    capacity = models.PositiveIntegerField(pgettext_lazy("of a room", "capacity"), null=True, blank=True)
    level = models.SmallIntegerField(_("level"), null=True, blank=True)
    parallel = models.BooleanField(_("parallel"), default=False, help_text=_("Many things may happen here at once."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["edition", "order", "slug"]
        indexes = [models.Index(fields=["edition", "slug"], name="room_by_address")]
        constraints = [
            any_language_constraint("room", "name"),
            models.UniqueConstraint(
                "edition",
                Lower("slug"),
                name="room_address_is_unique_in_its_edition",
                violation_error_code="slug",
                violation_error_message=_("This edition has a room with this address already."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("agenda:room", args=[self.edition.slug, self.slug])
