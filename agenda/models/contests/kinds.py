"""The states and choices of contests, their rounds, entries and rankings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContestStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("contest", "draft")
    PUBLISHED = "published", pgettext_lazy("contest", "published")


class Stage(models.TextChoices):
    PRELIMINARY = "preliminary", _("preliminary round")
    SEMI_FINAL = "semi_final", _("semi-final")
    FINAL = "final", _("final")


class Aggregate(models.TextChoices):
    MEAN = "mean", _("mean of all judges")
    TRIMMED = "trimmed", _("mean without the highest and lowest")


class Normalisation(models.TextChoices):
    NONE = "none", _("as the judges gave them")
    ZSCORE = "zscore", _("by each judge's average and spread")


class MissingScores(models.TextChoices):
    WAIT = "wait", _("the entry waits")
    AVERAGE = "average", _("the criteria that were given count")


class CutoffTies(models.TextChoices):
    ALL = "all", _("all of them go on")
    NONE = "none", _("none of them goes on")


class EntryStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("entry", "being written")
    APPLIED = "applied", pgettext_lazy("entry", "applied")
    ACCEPTED = "accepted", pgettext_lazy("entry", "accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("entry", "withdrawn")
    DISQUALIFIED = "disqualified", pgettext_lazy("entry", "disqualified")


class RecusalKind(models.TextChoices):
    ORGANISATION = "organisation", _("same organisation")
    DECLARED = "declared", _("declared by the judge")
    STAFF = "staff", _("decided by staff")


class ObjectionStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("objection", "open")
    UPHELD = "upheld", pgettext_lazy("objection", "upheld")
    REJECTED = "rejected", pgettext_lazy("objection", "rejected")
