"""What is entered in a contest, and in which rounds it stands."""

from functools import cache
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agenda.migration_names import random_number
from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, EmailField, TextField, URLField
from expo.db.web_addresses import web_address_constraint
from expo.i18n.bilingual import Named, any_language_constraint

from .contest import Contest, Track
from .kinds import EntryStatus
from .rounds import Round
from .teams import Team


@cache
def entry_code(number: int) -> str:
    """By which rankings and files name an entry: E007."""
    return f"E{number:03d}"


class EntryQuerySet(models.QuerySet):
    def public(self) -> Self:
        """The one definition of visible: accepted, in a public contest that shows its entries, or that a public result
        or award names. Whose it is may be masked all the same: `Contest.is_blind_now`.
        """
        from .awards import Award
        from .results import ResultRow

        named = Q(pk__in=ResultRow.objects.public().values("entry")) | Q(pk__in=Award.objects.public().values("entry"))
        shown = Q(contest__entries_shown=True)
        return self.accepted().filter(named | shown, contest__in=Contest.objects.public())

    def accepted(self) -> Self:
        return self.filter(status=EntryStatus.ACCEPTED)

    def judged(self) -> Self:
        """Those of a round whose judging has begun: places follow from their tracks."""
        return self.filter(pk__in=RoundEntry.objects.filter(round__in=Round.objects.begun()).values("entry"))

    def to_review(self) -> Self:
        return self.filter(status=EntryStatus.APPLIED)

    def in_order(self) -> Self:
        return self.order_by("contest", models.F("number").asc(nulls_last=True), "pk")


class Entry(Named):
    """A project that a team enters. `number` is given when it is accepted: earlier it would tell how many applied.

    `key_digest`: SHA-256 of the key in the private link by which the team edits it until entries close; the key itself
    is stored nowhere. `version` counts its saves, so that a stale one loses nothing.
    """

    path_to_edition = "contest__edition"

    name_en = CharField(_("title (English)"), max_length=250, blank=True)
    name_zh = CharField(_("title (Chinese)"), max_length=250, blank=True)
    contest = models.ForeignKey(Contest, models.CASCADE, related_name="entries", verbose_name=_("contest"))
    track = models.ForeignKey(Track, models.PROTECT, related_name="entries", verbose_name=_("track"))
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("team")
    )
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    public_number = models.BigIntegerField(unique=True, default=random_number, editable=False)
    status = CharField(_("status"), max_length=12, choices=EntryStatus, default=EntryStatus.APPLIED)
    reason = CharField(_("reason"), max_length=300, blank=True, help_text=_("Why it was withdrawn or disqualified."))
    summary_en = TextField(_("summary (English)"), blank=True)
    summary_zh = TextField(_("summary (Chinese)"), blank=True)
    website = URLField(_("website"), blank=True)
    video_url = URLField(_("video"), blank=True)
    code_url = URLField(_("source code"), blank=True)
    pictures = models.ManyToManyField(
        "expo.Picture", verbose_name=_("pictures"), blank=True, through="agenda.EntryPicture", related_name="+"
    )
    contact_name = CharField(_("contact"), max_length=120, blank=True)
    contact_email = EmailField(_("e-mail of the contact"), blank=True)
    contact_phone = CharField(_("telephone of the contact"), max_length=40, blank=True)
    key_digest = CharField(max_length=64, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["contest_id", "number", "pk"]
        constraints = [
            any_language_constraint("entry", "name"),
            choice_constraint("entry", "status", EntryStatus),
            web_address_constraint("entry", "website"),
            web_address_constraint("entry", "video_url"),
            web_address_constraint("entry", "code_url"),
            models.UniqueConstraint(fields=["contest", "number"], name="entry_number_is_given_once"),
            models.UniqueConstraint(
                fields=["key_digest"], condition=~Q(key_digest=""), name="entry_key_opens_one_entry"
            ),
            models.CheckConstraint(
                condition=~Q(status=EntryStatus.ACCEPTED) | Q(number__isnull=False, team__isnull=False),
                name="accepted_entry_has_a_number_and_a_team",
                violation_error_code="status",
                violation_error_message=_("An accepted entry needs its team and a number."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED]) | ~Q(reason=""),
                name="entry_leaves_for_a_reason",
                violation_error_code="reason",
                violation_error_message=_("Say why the entry was withdrawn or disqualified."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"{self.contest.get_absolute_url()}entries/{self.number}/"

    @property
    def code(self) -> str:
        return entry_code(self.number or 0)


class RoundEntryQuerySet(models.QuerySet):
    def competing(self) -> Self:
        """Without those that were withdrawn or disqualified since."""
        return self.filter(entry__status=EntryStatus.ACCEPTED)

    def in_order(self) -> Self:
        return self.order_by("round", "entry__number", "pk")


class RoundEntry(models.Model):
    """An entry that stands in a round. Staff's alone: the public learns who goes on from the published ranking."""

    path_to_edition = "round__contest__edition"

    round = models.ForeignKey(Round, models.CASCADE, related_name="round_entries", verbose_name=_("round"))
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="round_entries", verbose_name=_("entry"))
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    gone_on = models.BooleanField(_("goes on"), default=False, editable=False)
    late_reason = CharField(_("late, because"), max_length=300, blank=True)
    late_permitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("permitted by"),
    )

    objects = RoundEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry in a round")
        verbose_name_plural = _("entries in rounds")
        ordering = ["round_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "entry"],
                name="entry_stands_in_a_round_once",
                violation_error_code="entry",
                violation_error_message=_("This entry is in this round already."),
            ),
            models.CheckConstraint(
                condition=Q(late_reason="", late_permitted_by=None)
                | (~Q(late_reason="") & Q(late_permitted_by__isnull=False)),
                name="late_entry_has_reason_and_permission",
                violation_error_code="late_reason",
                violation_error_message=_("A late entry needs a reason and somebody who permits it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} · {self.round}"
