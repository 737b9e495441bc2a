"""Which rows came from programmes of elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField, JSONField

from .sessions import Session


class Imported(models.Model):
    """What a programme from elsewhere calls a row here: `source` is the system, `key` its guid or id."""

    edition = models.ForeignKey("expo.Edition", models.CASCADE, related_name="+", verbose_name=_("edition"))
    source = models.SlugField(_("source"), max_length=60)
    key = CharField(_("key"), max_length=120)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "source", "key"],
                name="%(class)s_is_known_by_one_key",
                violation_error_code="key",
                violation_error_message=_("This key of this source is known already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"


class ImportedSession(Imported):
    """`values` is what the file said when it was last imported; no session: it was deleted here since."""

    session = models.ForeignKey(Session, models.SET_NULL, null=True, related_name="+", verbose_name=_("session"))
    values = JSONField(_("as imported"), default=dict)

    class Meta(Imported.Meta):
        verbose_name = _("imported session")
        verbose_name_plural = _("imported sessions")


class ImportedPerson(Imported):
    person = models.ForeignKey("expo.Person", models.CASCADE, related_name="+", verbose_name=_("person"))

    class Meta(Imported.Meta):
        verbose_name = _("imported person")
        verbose_name_plural = _("imported people")
