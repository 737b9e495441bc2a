"""The juries of rounds, and from which entries a judge is recused."""

from functools import cache
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField, TextField

from .contest import Track
from .entries import Entry
from .kinds import RecusalKind
from .rounds import Round


@cache
def juror_code(number: int) -> str:
    """By which rankings and files name a judge: J07."""
    return f"J{number:02d}"


class JurorQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(published=True, round__in=Round.objects.public())

    def in_order(self) -> Self:
        return self.order_by("round", "number", "pk")


class Juror(models.Model):
    """A judge of a round, in its `tracks` or, without any, in all of them. `number` names them in rankings (J07).

    `key_digest`: SHA-256 of the key in the invitation link; the key itself is stored nowhere.
    """

    path_to_edition = "round__contest__edition"

    round = models.ForeignKey(Round, models.CASCADE, related_name="jurors", verbose_name=_("round"))
    person = models.ForeignKey("expo.Person", models.PROTECT, related_name="juries", verbose_name=_("person"))
    number = models.PositiveSmallIntegerField(_("number"))
    tracks = models.ManyToManyField(
        Track, verbose_name=_("tracks"), blank=True, related_name="jurors", help_text=_("Empty: all of them.")
    )
    organisation = models.ForeignKey(
        "expo.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="jurors",
        verbose_name=_("organisation"),
        help_text=_("Entries of teams with somebody of it are not theirs to judge."),
    )
    title_en = CharField(pgettext_lazy("of a person", "title (English)"), max_length=200, blank=True)
    title_zh = CharField(pgettext_lazy("of a person", "title (Chinese)"), max_length=200, blank=True)
    published = models.BooleanField(_("shown to the public"), default=False)
    conflicts = TextField(_("conflicts of interest declared"), blank=True)
    conflicts_declared_at = models.DateTimeField(_("declared"), null=True, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="juries"
    )
    key_digest = CharField(max_length=64, blank=True, editable=False)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(_("joined"), null=True, blank=True, editable=False)

    objects = JurorQuerySet.as_manager()

    class Meta:
        verbose_name = _("judge")
        verbose_name_plural = _("judges")
        ordering = ["round_id", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"],
                name="person_judges_a_round_once",
                violation_error_code="person",
                violation_error_message=_("This person is in the jury of this round already."),
            ),
            models.UniqueConstraint(
                fields=["round", "number"],
                name="juror_number_is_given_once",
                violation_error_code="number",
                violation_error_message=_("Another judge of this round has this number."),
            ),
            models.UniqueConstraint(
                fields=["key_digest"], condition=~Q(key_digest=""), name="invitation_key_opens_one_jury"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.round}"

    @property
    def code(self) -> str:
        return juror_code(self.number)


class Recusal(models.Model):
    """A judge who must not score an entry; what `agenda.contests.recusals` finds is written here too."""

    path_to_edition = "juror__round__contest__edition"

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="recusals", verbose_name=_("judge"))
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="recusals", verbose_name=_("entry"))
    kind = CharField(_("kind"), max_length=12, choices=RecusalKind)
    reason = CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering = ["juror_id", "entry_id", "pk"]
        constraints = [
            choice_constraint("recusal", "kind", RecusalKind),
            models.UniqueConstraint(
                fields=["juror", "entry"],
                name="judge_is_recused_from_an_entry_once",
                violation_error_code="entry",
                violation_error_message=_("This judge is recused from this entry already."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=RecusalKind.STAFF) | ~Q(reason=""),
                name="recusal_by_staff_has_a_reason",
                violation_error_code="reason",
                violation_error_message=_("Say why the judge is recused."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.juror} · {self.entry}"
