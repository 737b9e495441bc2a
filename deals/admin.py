"""The ledger to look at: deals are entered at the desk only. Exchange rates are entered here."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Field, Model, QuerySet
from django.forms import Field as FormField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from deals.models import Amount, Deal, Definition, Event, ExchangeRate, Party, Project, Terms
from deals.money import Money, compact
from deals.money.currencies import check_currency_in_use
from expo.admin.amounts import AmountField, TypedAmounts
from expo.admin.base import EntryAdmin, language_pair
from expo.admin.filters import EditionFilter
from expo.admin.forms import EntryForm
from expo.data_entry import Task
from expo.exhibition import amounts
from expo.mixins import MixedIntoAdmin
from expo.models import Edition
from expo.models.facts import Unit


class ReadOnly:
    """Mixed into an admin or an inline: nobody adds, changes or deletes here, whatever they may elsewhere."""

    task = Task.DEALS
    actions: Sequence[Any] | None = None
    extra = 0

    def has_add_permission(self, *args: Any) -> bool:
        return False

    def has_change_permission(self, *args: Any) -> bool:
        return False

    def has_delete_permission(self, *args: Any) -> bool:
        return False


class KnownCurrency(MixedIntoAdmin):
    """Mixed into an admin: its fields of this kind hold the code of a currency that there is."""

    currency_fields: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in self.currency_fields:
            field.validators.append(check_currency_in_use)
        return field


class DealEditionFilter(EditionFilter):
    path = "deal__edition"


class TermsInline(ReadOnly, admin.TabularInline):
    model = Terms
    fields = ["number", "name_en", "name_zh", "instrument", "signed_on", "place", "entered_by", "verified_by"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Terms]:
        return super().get_queryset(request).select_related("entered_by", "verified_by")


class AmountInline(ReadOnly, admin.TabularInline):
    model = Amount


class PartyInline(ReadOnly, admin.TabularInline):
    model = Party

    def get_queryset(self, request: HttpRequest) -> QuerySet[Party]:
        return super().get_queryset(request).select_related("organisation", "region")


@admin.register(Project)
class ProjectAdmin(ReadOnly, EntryAdmin):
    export_fields = ("code", "edition", "kind", "responsible_unit")
    list_display = ["code", "edition", "kind", "responsible_unit"]
    list_filter = [EditionFilter, "kind"]
    list_select_related = ["edition", "responsible_unit"]
    search_fields = ["code", "deals__versions__name_en", "deals__versions__name_zh"]


@admin.register(Deal)
class DealAdmin(ReadOnly, EntryAdmin):
    export_fields = ("edition", "number", "reference", "project", "status", "version", "announced_version")
    list_display = [
        "number",
        "reference",
        "project",
        "status",
        "version",
        "announced_version",
        "recorded_by",
        "recorded_at",
    ]
    list_filter = [EditionFilter, "status", "channel"]
    list_select_related = ["edition", "project", "recorded_by", "supersedes__edition"]
    search_fields = ["reference", "sequence", "project__code", "versions__name_en", "versions__name_zh"]
    inlines = [TermsInline]

    @admin.display(description=_("number"), ordering="sequence")
    def number(self, deal: Deal) -> str:
        return deal.number

    def is_public(self, obj: Deal) -> bool:
        """The page of a deal is the desk's, for those who may see the ledger."""
        return True


@admin.register(Terms)
class TermsAdmin(ReadOnly, EntryAdmin):
    export_fields = ("deal__number", "number", "name_en", "name_zh", "instrument", "signed_on", "place")
    list_display = ["__str__", "deal", "number", "instrument", "signed_on", "place", "verified_by"]
    list_filter = [DealEditionFilter, "instrument", "place"]
    list_select_related = ["deal__edition", "verified_by"]
    search_fields = ["name_en", "name_zh", "contract_number"]
    inlines = [AmountInline, PartyInline]


@admin.register(Event)
class EventAdmin(ReadOnly, EntryAdmin):
    export_fields = ("position", "at", "verb", "deal_number", "actor")
    list_display = ["position", "at", "verb", "deal_number", "actor"]
    list_filter = ["verb"]
    search_fields = ["deal_number", "actor"]
    ordering = ["-position"]


@admin.register(ExchangeRate)
class ExchangeRateAdmin(KnownCurrency, EntryAdmin):
    task = Task.DEALS
    currency_fields = ("base", "quote")
    export_name = "rates"
    list_display = ["__str__", "base", "quote", "on", "rate", "source"]
    list_filter = ["base", "quote"]
    date_hierarchy = "on"
    search_fields = ["base", "quote", "source"]
    fieldsets = [(None, {"fields": [("base", "quote"), ("on", "rate"), "source"]})]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A rate that a verified deal was converted by stays to be seen."""
        return False


class DefinitionForm(TypedAmounts, EntryForm):
    """Of all editions: in the currency that editions report in where they say nothing else."""

    amounts = ("minimum_minor",)
    minimum_minor = AmountField(
        label=_("minimum size"), help_text=Definition._meta.get_field("minimum_minor").help_text
    )

    def currency_of(self, cleaned: dict[str, Any]) -> str:
        edition = cleaned.get("edition")
        if not edition and self.instance.edition_id:
            edition = self.instance.edition
        if not edition:
            return Edition._meta.get_field("reporting_currency").default
        return edition.reporting_currency


@admin.register(Definition)
class DefinitionAdmin(KnownCurrency, EntryAdmin):
    form = DefinitionForm
    task = Task.DEALS
    currency_fields = ("currency",)
    list_display = ["__str__", "slug", "edition", "statuses", "place", "smallest", "currency", "batches"]
    list_filter = [EditionFilter, "statuses", "place"]
    list_select_related = ["edition"]
    search_fields = ["name_en", "name_zh", "slug"]
    autocomplete_fields = ["edition"]
    fieldsets = [
        (None, {"fields": [language_pair("name"), ("slug", "edition")]}),
        (_("What it counts"), {"fields": ["statuses", "place", "instruments", "minimum_minor", "as_of", "batches"]}),
        (_("Currency and rates"), {"fields": ["currency", "rate_rule", "second_rate_on"]}),
    ]

    def cell_minimum_minor(self, definition: Definition) -> str:
        edition = definition.edition or Edition()
        return amounts.format_value(definition.minimum_minor, Unit.MONEY, edition.reporting_currency)

    @admin.display(description=_("minimum size"), ordering="minimum_minor")
    def smallest(self, definition: Definition) -> str | None:
        if definition.minimum_minor is None:
            return None
        edition = definition.edition or Edition()
        return str(compact(Money(definition.minimum_minor, edition.reporting_currency), digits=None))
