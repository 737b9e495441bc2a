"""Who enters a contest: teams of people and organisations."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField
from expo.i18n.bilingual import Named, any_language_constraint, localised_text

from .contest import Contest


class TeamQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Teams of public entries, where nothing masks them: the entry stands for its team."""
        from .entries import Entry

        unmasked = Q(contest__blind=False) | Q(contest__revealed_at__isnull=False)
        return self.filter(unmasked, pk__in=Entry.objects.public().values("team"))


class Team(Named):
    path_to_edition = "contest__edition"

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="teams", verbose_name=_("contest"))

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["contest_id", "name_en", "name_zh", "pk"]
        constraints = [any_language_constraint("team", "name")]


class TeamMember(Named):
    """A person or an organisation of a team: one that data entry knows, or as the team wrote it.

    `organisation` of a person is whom they belong to; alone, it is a member itself. Judges of the same organisation
    are recused.
    """

    path_to_edition = "team__contest__edition"

    team = models.ForeignKey(Team, models.CASCADE, related_name="members", verbose_name=_("team"))
    person = models.ForeignKey(
        "expo.Person", models.PROTECT, null=True, blank=True, related_name="team_memberships", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        "expo.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="team_memberships",
        verbose_name=_("organisation"),
    )
    organisation_name = CharField(
        _("organisation as written"), max_length=200, blank=True, help_text=_("Where data entry knows none.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        ordering = ["team_id", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False)
                | Q(organisation__isnull=False)
                | ~Q(name_en="", name_zh="", organisation_name=""),
                name="team_member_is_somebody",
                violation_error_code="person",
                violation_error_message=_("Name a person or an organisation."),
            ),
            models.UniqueConstraint(
                fields=["team", "person"],
                name="person_is_in_a_team_once",
                violation_error_code="person",
                violation_error_message=_("This person is in the team already."),
            ),
        ]

    def __str__(self) -> str:
        known = self.person or (self.organisation if not (self.name_en or self.name_zh) else None)
        if known is not None:
            return localised_text(known, "name").value
        return super().__str__() or self.organisation_name
