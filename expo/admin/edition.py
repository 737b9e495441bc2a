"""Editions, their halls with the booths in them, and the scenarios they show."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Case, Count, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from expo.admin.amounts import AmountField, TypedAmounts
from expo.admin.base import EntryAdmin, EntryInline, is_picker, language_pair
from expo.admin.bulk.actions import bulk_actions
from expo.admin.bulk.field_actions import field_actions
from expo.admin.bulk.status_changes import PUBLISHED
from expo.admin.filters import BelongingFilter, EditionFilter, ProblemFilter, entry_edition
from expo.admin.forms import EntryForm, LastingAddress, WithAddress
from expo.data_entry import Task
from expo.db.columns import find_column
from expo.exhibition import amounts
from expo.i18n.bilingual import localised_text
from expo.models import Booth, Edition, Hall, Scenario
from expo.models.facts import Unit
from expo.problems import NAMES
from expo.visit.pages import add_missing_pages

BOOTHS_ON_ONE_PAGE = 200


class AddressedForm(WithAddress, EntryForm):
    """A row with a name and a short address."""


class EditionForm(TypedAmounts, LastingAddress, EntryForm):
    amounts = ("retype_above",)
    retype_above = AmountField(
        label=_("amounts typed twice above"),
        beside=("reporting_currency",),
        help_text=find_column(Edition, "retype_above").help_text,
    )

    def currency_of(self, cleaned: dict[str, Any]) -> str:
        return cleaned.get("reporting_currency") or self.instance.reporting_currency

    def what_a_change_does(self) -> str:
        said = _("Deals keep the numbers they are printed with, like %(number)s.")
        return f"{super().what_a_change_does()} {said % {'number': f'{self.instance.identifier}-0007'}}"


class HallForm(LastingAddress, EntryForm):
    address = "code"


@admin.register(Edition)
class EditionAdmin(EntryAdmin):
    form = EditionForm
    list_display = ["slug", "name_en", "name_zh", "starts_on", "ends_on", "status", "published", "rehearsal", "missing"]
    list_display_links = ["slug", "name_en", "name_zh"]
    list_filter = ["status", "published"]
    search_fields = ["slug", "name_en", "name_zh", "theme_en", "theme_zh"]
    autocomplete_fields = ["sources"]
    actions = bulk_actions(PUBLISHED)
    fieldsets = [
        (
            None,
            {"fields": [("slug", "ordinal"), language_pair("name"), language_pair("theme"), language_pair("about")]},
        ),
        (
            _("When and where"),
            {"fields": [("starts_on", "ends_on"), "timezone", language_pair("city"), language_pair("venue")]},
        ),
        (_("Standing"), {"fields": [("status", "published"), ("rehearsal", "clock_shift")]}),
        (_("Key visual"), {"fields": ["key_visual"]}),
        (
            _("Money and sources"),
            {"fields": [("reporting_currency", "second_currency"), ("dollar", "retype_above"), "website", "sources"]},
        ),
        (_("For readers"), {"fields": ["mistakes_to", language_pair("data_terms")]}),
    ]

    def save_model(self, request: HttpRequest, obj: Edition, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            add_missing_pages(obj)

    def cell_retype_above(self, edition: Edition) -> str:
        return amounts.format_value(edition.retype_above, Unit.MONEY, edition.reporting_currency)

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        """Only one that the public does not see, and never many at once: its halls, sessions and people go with it."""
        return super().has_delete_permission(request, obj) and obj is not None and not obj.published

    def label(self, obj: Edition) -> str:
        return f"{obj.slug} · {obj}"


class BoothInline(EntryInline, admin.TabularInline):
    model = Booth
    fields = ["number", "exhibitors"]
    readonly_fields = ["exhibitors"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Booth]:
        return super().get_queryset(request).prefetch_related("participations__organisation")

    @admin.display(description=_("exhibitors"))
    def exhibitors(self, booth: Booth) -> str:
        return exhibitor_names(booth)


def exhibitor_names(booth: Booth) -> str:
    if not booth.pk:
        return ""
    return ", ".join(str(each.organisation) for each in booth.participations.all())


# What the list of halls counts of each.
BOOTH_COUNT = "booth_count"
# The button that ends the entry of a row.
SAVE = "_save"


@admin.register(Hall)
class HallAdmin(EntryAdmin):
    form = HallForm
    address_field = HallForm.address
    export_name = "halls"
    export_fields = ("edition", "code", "name_en", "name_zh", "sources")
    list_display = ["code", "name_en", "name_zh", "edition", "booths", "missing"]
    list_display_links = ["code", "name_en", "name_zh"]
    list_filter = [EditionFilter]
    list_select_related = ["edition"]
    search_fields = ["code", "name_en", "name_zh"]
    autocomplete_fields = ["edition", "sources"]
    readonly_fields = ["booths"]
    fieldsets = [(None, {"fields": [("edition", "code"), language_pair("name"), ("sources", "booths"), "picture"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hall]:
        return super().get_queryset(request).annotate(**{BOOTH_COUNT: Count("booths")})

    def get_inlines(self, request: HttpRequest, obj: Hall | None) -> list[type[InlineModelAdmin]]:
        """So many booths at most on the hall's own page; more are entered in the list of booths."""
        if obj is None or getattr(obj, BOOTH_COUNT) <= BOOTHS_ON_ONE_PAGE:
            return [BoothInline]
        return []

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        found, doubled = super().get_search_results(request, queryset, search_term)
        if is_picker(request):
            found = found.annotate(here=Case(When(edition=entry_edition(request), then=True), default=False))
        return found, doubled

    def label(self, obj: Hall) -> str:
        """With its name; and its edition where that is not the one at work."""
        parts = [obj.code, str(localised_text(obj, "name"))]
        if not getattr(obj, "here", False):
            parts.append(obj.edition.slug)
        return " · ".join(filter(None, parts))

    def response_add(self, request: HttpRequest, obj: Hall, *args: Any, **kwargs: Any) -> HttpResponse:
        """Begun from the plans, it leads on to the plan of the new hall."""
        response = super().response_add(request, obj, *args, **kwargs)
        if request.GET.get("to") == "plan" and SAVE in request.POST and request.user.has_perm("expo.change_booth"):
            return redirect("hall_desk:hall", obj.edition.slug, obj.code)
        return response

    @admin.display(description=_("stands"), ordering=BOOTH_COUNT)
    def booths(self, hall: Hall) -> str | int:
        """How many, with the way to their list."""
        if hall.pk is None:
            return 0
        query = urlencode({"edition": hall.edition.slug, "hall": hall.pk})
        return format_html(
            '<a href="{}?{}">{}</a>', reverse("admin:expo_booth_changelist"), query, getattr(hall, BOOTH_COUNT)
        )


@admin.register(Scenario)
class ScenarioAdmin(EntryAdmin):
    task = Task.EXHIBITION
    form = AddressedForm
    actions = field_actions(Scenario, "hall", "order", "sources")
    list_display = ["names", "edition", "hall", "order", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(NAMES), BelongingFilter.by("hall")]
    list_select_related = ["edition", "hall"]
    search_fields = ["name_en", "name_zh", "slug"]
    autocomplete_fields = ["edition", "hall", "sources"]
    prepopulated_fields = {"slug": ["name_en"]}
    fieldsets = [
        (None, {"fields": ["edition", language_pair("name"), "slug", language_pair("story")]}),
        (_("Place and sources"), {"fields": [("hall", "order"), "sources"]}),
        (_("Picture"), {"fields": ["picture"]}),
    ]
