"""What is counted (the project) and what was signed (the deal); what it says stands in its terms."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField
from expo.models import Edition
from expo.models.facts import Sourced


class ProjectKind(models.TextChoices):
    INVESTMENT = "investment", _("investment")
    PURCHASE = "purchase", _("purchase")
    COOPERATION = "cooperation", _("cooperation")
    RESEARCH = "research", _("research and development")
    FINANCING = "financing", _("financing")
    PLATFORM = "platform", _("platform")


class Project(models.Model):
    """What is counted, once, whatever is signed about it. Names, areas and money stand in the terms of its deals."""

    edition = models.ForeignKey("expo.Edition", models.PROTECT, related_name="projects", verbose_name=_("edition"))
    code = CharField(_("code"), max_length=40)
    kind = CharField(_("kind"), max_length=12, choices=ProjectKind, default=ProjectKind.COOPERATION)
    responsible_unit = models.ForeignKey(
        "expo.Organisation", models.PROTECT, verbose_name=_("responsible unit"), null=True, blank=True
    )
    signed_earlier = CharField(_("signed earlier at"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["edition", "code"]
        constraints = [
            choice_constraint("project", "kind", ProjectKind),
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="project_code_is_unique_in_its_edition",
                violation_error_code="code",
                violation_error_message=_("This edition has a project with this code already."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class DealStatus(models.TextChoices):
    SUBMITTED = "submitted", _("to verify")
    RETURNED = "returned", _("returned")
    VERIFIED = "verified", _("verified")
    ANNOUNCED = "announced", _("announced")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Channel(models.TextChoices):
    DESK = "desk", _("deal desk")
    DISTRICT = "district", _("district report")
    IMPORT = "import", _("import")
    API = "api", _("partner system")


def format_number(prefix: str, sequence: int) -> str:
    """The number people quote, like 2019-0007; `prefix`: the edition's identifier, which outlasts its addresses."""
    return f"{prefix}-{sequence:04d}"


def parse_number(number: str) -> tuple[str, int]:
    """Edition and running number of what `format_number` wrote; for the rest the number 0, which no deal has."""
    prefix, _dash, digits = number.rpartition("-")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 9:
        return prefix, 0
    sequence = int(digits)
    if format_number(prefix, sequence) != number:
        return prefix, 0
    return prefix, sequence


REFERENCE_RULE = "deal_reference_is_given_once"


class DealQuerySet(models.QuerySet):
    def to_verify(self) -> Self:
        return self.filter(status=DealStatus.SUBMITTED)

    def to_announce(self) -> Self:
        return self.filter(status=DealStatus.VERIFIED)

    def numbered(self, number: str) -> Self:
        """The deal with this number, like 2019-0007; none where it is no number at all.

        As it was printed; where no edition's numbers begin so, also with the address that an edition has today.
        """
        prefix, sequence = parse_number(number)
        printed = Q(edition__identifier=prefix)
        today = Q(edition__slug=prefix) & ~Exists(Edition.objects.filter(identifier=prefix))
        return self.filter(printed | today, sequence=sequence)

    def newest(self) -> Self:
        return self.order_by("-edition__starts_on", "-sequence")


class Deal(Sourced):
    """One signing of a project: its number, its standing, and which version of its terms the public knows.

    `reference` is random: `deals.ledger.references`. `former_reference` is one that was not; its address leads on.
    `version` is the number of the latest terms; `announced_version` of those the public sees (None: none).
    It stays announced since `announced_at` when it is corrected later, at `corrected_at`.
    """

    edition = models.ForeignKey("expo.Edition", models.PROTECT, related_name="deals", verbose_name=_("edition"))
    sequence = models.PositiveIntegerField(_("running number"))
    reference = CharField(
        _("public reference"),
        max_length=8,
        help_text=_("Running numbers would tell of deals not announced."),
    )
    former_reference = CharField(_("public reference before"), max_length=8, blank=True, default="", editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="deals", verbose_name=_("project"))
    status = CharField(_("status"), max_length=10, choices=DealStatus, default=DealStatus.SUBMITTED)
    channel = CharField(_("channel"), max_length=8, choices=Channel, default=Channel.DESK)
    version = models.PositiveIntegerField(_("version"), default=1)
    announced_version = models.PositiveIntegerField(_("announced version"), null=True, blank=True)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("supersedes"), null=True, blank=True, related_name="superseded_by"
    )
    batch = models.ForeignKey(
        "deals.Batch", models.PROTECT, verbose_name=_("drawn from"), null=True, blank=True, related_name="deals"
    )
    submission_key = models.UUIDField(_("submission key"), unique=True)
    submission_digest = CharField(_("digest of what was submitted"), max_length=64)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = DealQuerySet.as_manager()

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        ordering = ["-edition__starts_on", "-sequence"]
        permissions = [
            ("record_deal", "Can record deals at the desk"),
            ("verify_deal", "Can verify deals that others recorded"),
            ("announce_deal", "Can announce and withdraw verified deals"),
            ("view_ledger", "Can read the whole ledger"),
        ]
        constraints = [
            choice_constraint("deal", "status", DealStatus),
            choice_constraint("deal", "channel", Channel),
            models.UniqueConstraint(fields=["edition", "sequence"], name="deal_number_is_given_once"),
            models.UniqueConstraint(fields=["reference"], name=REFERENCE_RULE),
            models.UniqueConstraint(
                fields=["former_reference"],
                condition=~Q(former_reference=""),
                name="former_reference_is_of_one_deal",
            ),
            models.CheckConstraint(
                condition=Q(announced_version=None) | Q(announced_version__lte=F("version")),
                name="deal_announces_a_version_it_has",
            ),
            models.CheckConstraint(
                condition=Q(announced_version=None, announced_at=None)
                | Q(announced_version__isnull=False, announced_at__isnull=False),
                name="announced_deal_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=DealStatus.ANNOUNCED)
                | Q(announced_version__isnull=False, announced_version=F("version")),
                name="announced_deal_shows_its_latest_version",
            ),
            models.CheckConstraint(
                condition=~Q(status=DealStatus.WITHDRAWN) | Q(announced_version=None),
                name="withdrawn_deal_shows_nothing",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("pk")), name="deal_does_not_supersede_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("desk:deal", args=[self.number])

    @property
    def number(self) -> str:
        """The number people quote; running numbers are given without gaps in the order of recording."""
        return format_number(self.edition.identifier, self.sequence)
