"""The people who sign and witness a deal, in the order in which they stand on the stage."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.text_fields import CharField

from .terms import Party, Terms


class SignatoryRole(models.TextChoices):
    SIGNATORY = "signatory", _("signs")
    WITNESS = "witness", _("witnesses")


class Signatory(models.Model):
    """A person named as on the stage; `person` where exactly one known person is called so. Kept with its terms."""

    terms = models.ForeignKey(Terms, models.PROTECT, related_name="signatories")
    party = models.ForeignKey(
        Party, models.PROTECT, verbose_name=_("for"), null=True, blank=True, related_name="signatories"
    )
    person = models.ForeignKey(
        "expo.Person", models.PROTECT, verbose_name=_("person"), null=True, blank=True, related_name="+"
    )
    name = CharField(_("name"), max_length=200)
    role = CharField(_("role"), max_length=9, choices=SignatoryRole, default=SignatoryRole.SIGNATORY)
    order = models.PositiveSmallIntegerField(_("stage order"))

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["terms_id", "order"]
        constraints = [
            choice_constraint("signatory", "role", SignatoryRole),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="signatory_has_a_name",
                violation_error_code="name",
                violation_error_message=_("Name the person."),
            ),
            models.UniqueConstraint(fields=["terms", "order"], name="signatories_stand_one_after_the_other"),
        ]

    def __str__(self) -> str:
        return self.name
