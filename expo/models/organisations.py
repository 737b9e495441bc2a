"""Companies, governments, universities and bodies; they live across editions."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower, NullIf, Upper
from django.utils.translation import gettext_lazy as _

from expo.db.choices import choice_constraint
from expo.db.lookups import any_field
from expo.db.text_fields import CharField, TextField, URLField
from expo.db.web_addresses import web_address_constraint
from expo.i18n.bilingual import Named, any_language_constraint, language_suffix


class OrganisationKind(models.TextChoices):
    COMPANY = "company", _("company")
    GOVERNMENT = "government", _("government")
    UNIVERSITY = "university", _("university or institute")
    INTERNATIONAL = "international", _("international body")
    ASSOCIATION = "association", _("association")
    PAVILION = "pavilion", _("pavilion")


class Ownership(models.TextChoices):
    CENTRAL = "central", _("central state-owned")
    STATE = "state", _("state-owned")
    PRIVATE = "private", _("private")
    FOREIGN = "foreign", _("foreign")
    JOINT = "joint", _("joint venture")
    UNKNOWN = "", _("not known")


def sort_name(pinyin: str = "pinyin") -> Lower:
    """The key for an English list: the English name, else the pinyin of the Chinese one."""
    return Lower(Coalesce(NullIf("name_en", models.Value("")), models.F(pinyin)))


def name_ordering(prefix: str = "", language: str | None = None) -> list[str]:
    """How lists of organisations or people are ordered for readers of the language."""
    first = "sort_en" if language_suffix(language) == "en" else "pinyin"
    return [f"{prefix}{first}", f"{prefix}pk"]


class OrganisationQuerySet(models.QuerySet):
    def named(self, name: str) -> Self:
        """Those that bear exactly this name or short name, in either language and script, whatever the case."""
        fields = ("name_en", "name_zh", "short_en", "short_zh")
        return self.filter(any_field(fields, "reads", name))

    def fully_named(self, name: str) -> Self:
        """Those whose full name is this one, in either language, whatever the case: by indexes, however many there are.

        Of letters beyond ASCII the case counts: SQLite knows theirs not.
        """
        in_capitals = self.alias(capitals_en=Upper("name_en"), capitals_zh=Upper("name_zh"))
        return in_capitals.filter(any_field(("capitals_en", "capitals_zh"), "exact", name.upper()))

    def standing(self) -> Self:
        """Without those that are merged into another."""
        return self.filter(merged_into=None)

    def matching(self, words: str, *, hidden: bool = False) -> Self:
        """Those whose names or aliases contain the words, in either language and script, or whose initials start so.

        One that is merged into another stands behind it: its names find the other one. `hidden`: also those by
        which only the ledger knows it.
        """
        fields = ("name_en", "name_zh", "short_en", "short_zh", "aliases")
        found = any_field(fields, "says", words) | Q(initials__istartswith=words)
        behind = Organisation.objects.filter(found, **({} if hidden else {"known": True}))
        behind = behind.exclude(merged_into=None)
        return self.filter(found | Q(pk__in=behind.values("merged_into")))


class Organisation(Named):
    kind = CharField(_("kind"), max_length=14, choices=OrganisationKind, default=OrganisationKind.COMPANY)
    short_en = CharField(_("short name (English)"), max_length=80, blank=True)
    short_zh = CharField(_("short name (Chinese)"), max_length=40, blank=True)
    aliases = TextField(_("other names"), blank=True, help_text=_("One a line, in any language."))
    pinyin = CharField(
        _("pinyin"), max_length=400, blank=True, help_text=_("For sorting; left empty, it is made from the name.")
    )
    initials = CharField(_("pinyin initials"), max_length=200, blank=True, editable=False)
    sort_en = models.GeneratedField(
        expression=sort_name(), output_field=models.CharField(max_length=400), db_persist=True
    )
    uscc = CharField(_("unified social credit code"), max_length=18, blank=True)
    region = models.ForeignKey("expo.Region", models.PROTECT, verbose_name=_("region"), null=True, blank=True)
    ownership = CharField(_("ownership"), max_length=10, choices=Ownership, default="", blank=True)
    fortune_500 = models.BooleanField(_("Fortune Global 500"), default=False)
    website = URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "expo.Picture", models.PROTECT, verbose_name=_("logo"), null=True, blank=True, related_name="+"
    )
    known = models.BooleanField(
        _("known to data entry"),
        default=True,
        editable=False,
        help_text=_("Off: only the ledger holds it, and nothing of it has been public."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_en", "pk"]
        indexes = [
            models.Index(Upper("name_en"), name="organisation_by_name_en"),
            models.Index(Upper("name_zh"), name="organisation_by_name_zh"),
        ]
        constraints = [
            any_language_constraint("organisation", "name"),
            choice_constraint("organisation", "kind", OrganisationKind),
            choice_constraint("organisation", "ownership", Ownership),
            web_address_constraint("organisation", "website"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("pk")),
                name="organisation_is_not_merged_into_itself",
                violation_error_message=_("An organisation cannot be merged into itself."),
            ),
            models.UniqueConstraint(
                fields=["uscc"],
                condition=~Q(uscc="") & Q(known=True),
                name="credit_code_belongs_to_one_organisation",
                violation_error_code="uscc",
                violation_error_message=_("Another organisation has this credit code."),
            ),
            models.CheckConstraint(
                condition=Q(uscc="") | Q(uscc__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"),
                name="credit_code_has_18_digits_or_letters",
                violation_error_code="uscc",
                violation_error_message=_(
                    "A unified social credit code has 18 digits or capitals, without I, O, S, V, Z."
                ),
            ),
        ]

    @property
    def kept(self) -> "Organisation":
        """The organisation that it counts as: itself, or the one it is merged into."""
        return self.merged_into or self


class MovedRow(models.Model):
    """A row that went from a merged organisation to the one it is merged into, so that splitting gives it back."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="moved_rows")
    model = CharField(max_length=100)
    field = CharField(max_length=100)
    row = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "field", "row", "organisation"], name="row_is_moved_once"),
        ]
