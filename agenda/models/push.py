"""Browsers that asked to be told when a session moves that their visitor keeps, and what waits to be told to them."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from expo.db.text_fields import CharField, TextField

from .releases import Release


class PushSubscription(models.Model):
    """A browser, as its push service knows it: an address, a key and a secret that it made for this site alone.

    Nothing of who uses it is known. `application_key` is the public one of the installation that it trusts.
    """

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="push_subscriptions")
    endpoint = TextField(editable=False)
    endpoint_digest = CharField(max_length=64, editable=False)
    receiver_key = models.BinaryField(max_length=65)
    secret = models.BinaryField(max_length=16)
    application_key = CharField(max_length=100, editable=False)
    language = CharField(max_length=10, choices=settings.LANGUAGES)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "push subscription"
        verbose_name_plural = "push subscriptions"
        ordering = ["edition_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "endpoint_digest"], name="browser_subscribes_once_to_an_edition"
            ),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="push_subscription_language_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.endpoint_digest[:12]}"


class KeptSession(models.Model):
    """A session that the visitor keeps, by the number that the public knows it by."""

    path_to_edition = "subscription__edition"

    subscription = models.ForeignKey(PushSubscription, models.CASCADE, related_name="kept_sessions")
    number = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = "kept session"
        verbose_name_plural = "kept sessions"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subscription", "number"], name="session_is_kept_once_by_a_browser")
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.number}"


class PushMessageQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(failed_at=None)

    def failed(self) -> Self:
        return self.filter(failed_at__isnull=False)

    def due(self, now: dt.datetime) -> Self:
        return self.waiting().filter(due_at__lte=now)


class PushMessage(models.Model):
    """That a browser is to be told of a release; what it is told is written when it is sent. Sent, the row goes.

    `due_at` is when the next try may begin; whoever tries puts it off first, so that nobody else does.
    """

    path_to_edition = "release__edition"

    subscription = models.ForeignKey(PushSubscription, models.CASCADE, related_name="messages")
    release = models.ForeignKey(Release, models.CASCADE, related_name="push_messages")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    failed_at = models.DateTimeField(null=True, blank=True)
    reason = CharField(max_length=200, blank=True)

    objects = PushMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "push message"
        verbose_name_plural = "push messages"
        ordering = ["due_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["due_at"], name="push_message_due", condition=Q(failed_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "release"], name="browser_is_told_once_of_a_release")
        ]

    def __str__(self) -> str:
        return f"{self.release_id} → {self.subscription_id}"
