"""Who does what in a session."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.db.choices import choice_constraint
from expo.db.compiled_rows import CompiledRowsOf
from expo.db.text_fields import CharField
from expo.i18n.bilingual import SUFFIXES, localised_text

# The name of whoever has the role, as lists of sessions tell it: a query annotates it as who_en and who_zh.
WHO = {f"who_{code}": Coalesce(f"person__name_{code}", f"organisation__name_{code}") for code in SUFFIXES.values()}


class RoleHolder(NamedTuple):
    """Whoever has a role, as a card names it."""

    session_id: int
    who_en: str | None
    who_zh: str | None


class RoleKind(models.TextChoices):
    CHAIR = "chair", _("chair")
    KEYNOTE = "keynote", _("keynote")
    SPEAKER = "speaker", _("speaker")
    PANELLIST = "panellist", _("panellist")
    HOST = "host", pgettext_lazy("in a session", "host")
    GUEST = "guest", _("guest")
    SIGNATORY = "signatory", _("signatory")
    WITNESS = "witness", _("witness")
    JUDGE = "judge", _("judge")
    ORGANISER = "organiser", _("organiser")


class SessionRole(models.Model):
    """A person or organisation in a session, with title and organisation as of that day."""

    session = models.ForeignKey("agenda.Session", models.CASCADE, related_name="roles", verbose_name=_("session"))
    role = CharField(_("role"), max_length=10, choices=RoleKind)
    person = models.ForeignKey(
        "expo.Person", models.PROTECT, verbose_name=_("person"), null=True, blank=True, related_name="session_roles"
    )
    organisation = models.ForeignKey(
        "expo.Organisation",
        models.PROTECT,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="session_roles",
    )
    title_en = CharField(pgettext_lazy("of a person", "title (English)"), max_length=200, blank=True)
    title_zh = CharField(pgettext_lazy("of a person", "title (Chinese)"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("protocol order"), default=100)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["session_id", "order", "pk"]
        constraints = [
            choice_constraint("role", "role", RoleKind),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                name="role_belongs_to_somebody",
                violation_error_code="person",
                violation_error_message=_("Name a person or an organisation."),
            ),
            models.UniqueConstraint(
                Coalesce("person", 0),
                Coalesce("organisation", 0),
                "session",
                "role",
                name="role_is_given_once",
                violation_error_code="role",
                violation_error_message=_("This person or organisation already has this role here."),
            ),
        ]

    def __str__(self) -> str:
        who = self.person or self.organisation
        return f"{self.get_role_display()}: {localised_text(who, 'name').value if who else ''}"


def organisations_with_roles() -> models.QuerySet:
    """The keys of the organisations that have a part in any session, planned or released."""
    return SessionRole.objects.exclude(organisation=None).order_by().values("organisation")


def cast_of(sessions: Iterable[int]) -> dict[int, list[RoleHolder]]:
    """Who is named on the card of each session, by its key, in protocol order; one query, and no model instances."""
    found: dict[int, list[RoleHolder]] = defaultdict(list)
    for row in map(RoleHolder._make, roles_of_sessions(sessions)):
        found[row.session_id].append(row)
    return found


roles_of_sessions: CompiledRowsOf[tuple] = CompiledRowsOf(
    lambda keys: SessionRole.objects.filter(session__in=keys).annotate(**WHO).values_list("session", *WHO)
)
