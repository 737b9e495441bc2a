"""What sessions are, how they stand, and who sees them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionKind(models.TextChoices):
    CONFERENCE = "conference", _("conference")
    EXHIBITION = "exhibition", _("exhibition")
    CONTEST = "contest", _("contest")
    FORUM = "forum", _("forum")
    CEREMONY = "ceremony", _("ceremony")
    SIGNING = "signing", _("signing ceremony")
    LAUNCH = "launch", _("launch event")
    VISIT = "visit", _("visit")
    BREAK = "break", _("break")


class SessionStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    CONFIRMED = "confirmed", _("confirmed")
    CANCELLED = "cancelled", _("cancelled")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("public")
    STAFF = "staff", _("staff only")


class PartOfDay(models.TextChoices):
    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")
    UNKNOWN = "", _("not known")
