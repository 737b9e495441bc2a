"""Who takes part, and where they stand."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, F, Field, Model, Q, QuerySet, When
from django.forms import Field as FormField
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from expo.admin.base import EntryAdmin, EntryInline, is_picker, language_pair
from expo.admin.bulk.actions import bulk_actions
from expo.admin.bulk.field_actions import field_actions
from expo.admin.bulk.field_changes import FieldChange
from expo.admin.bulk.status_changes import PARTICIPATION as STANDINGS
from expo.admin.edition import AddressedForm, exhibitor_names
from expo.admin.export.columns import BETWEEN, reads_along
from expo.admin.filters import (
    BelongingFilter,
    EditionFilter,
    PlaceFilter,
    ProblemFilter,
    ResponsibleFilter,
    entry_edition,
)
from expo.admin.forms import EntryForm, EntryFormSet
from expo.data_entry import Task
from expo.exhibition import shared_stands, stand_names
from expo.exhibition.data_checks import BOOTH, PARTICIPATION, SHOWING
from expo.exhibition.facets import booth_holder_keys
from expo.models import Booth, Participation
from expo.models.exhibition import EXHIBITING, ParticipationStatus

CONTACT = ("contact_name", "contact_email", "contact_phone")
# An exhibitor in one row: the organisation, what it is at this edition, and its stands.
EXHIBITOR_COLUMNS = (
    "edition",
    *(f"organisation__{name}" for name in ("name_en", "name_zh", "short_en", "short_zh", "aliases", "uscc", "region")),
    *(f"organisation__{name}" for name in ("kind", "ownership", "fortune_500", "website")),
    *("kind", "status", "stands", "hall", "areas", "scenarios", "profile_en", "profile_zh", "slug", "order", "sources"),
    "responsible",
    *CONTACT,
)


SET_AT_ONCE = ("hall", "areas", "scenarios", "kind", "order", "responsible", *CONTACT, "sources")


class ParticipationForm(AddressedForm):
    def names(self, cleaned: dict[str, Any]) -> tuple[str, str]:
        organisation = cleaned.get("organisation")
        if organisation is None:
            return "", ""
        return organisation.short_en or organisation.name_en, organisation.short_zh or organisation.name_zh


class StandForm(EntryForm):
    """A stand of an exhibitor; `shared` marks the stand itself."""

    shared = forms.BooleanField(label=_("shared"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["shared"] = self.instance.booth.shared

    def save(self, commit: bool = True) -> Model:
        if "shared" in self.changed_data:
            self.cleaned_data["booth"].shared = self.cleaned_data["shared"]
            self.cleaned_data["booth"].save(update_fields=["shared"])
        return super().save(commit)


class StandFormSet(EntryFormSet):
    """Asks about a stand that another exhibitor has for itself."""

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            booth = cleaned.get("booth")
            if not booth or cleaned.get(DELETION_FIELD_NAME) or cleaned.get("shared"):
                continue
            if others := shared_stands.neighbours(self.instance, booth):
                form.add_error("booth", shared_stands.sharing_question(booth, others))


class StandInline(EntryInline, admin.TabularInline):
    model = Booth.participations.through
    form = StandForm
    formset = StandFormSet
    fields = ["booth", "shared"]
    autocomplete_fields = ["booth"]
    verbose_name = _("stand")
    verbose_name_plural = _("stands")

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        """The row between booth and exhibitor is Django's own, whose fields have no name to translate."""
        return super().formfield_for_dbfield(db_field, request, label=_("stand"), **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("booth__hall")


@admin.register(Participation)
class ParticipationAdmin(EntryAdmin):
    task = Task.EXHIBITION
    form = ParticipationForm
    list_display = ["organisation", "kind", "stands", "status", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(PARTICIPATION), "status", "kind", PlaceFilter, ResponsibleFilter]
    list_select_related = ["organisation", "edition", "hall"]
    ordering = ["organisation__sort_en", "pk"]
    search_fields = [
        "organisation__name_en",
        "organisation__name_zh",
        "organisation__short_en",
        "organisation__short_zh",
        "organisation__aliases",
        "organisation__pinyin",
        "^organisation__initials",
        "slug",
    ]
    autocomplete_fields = ["edition", "organisation", "hall", "areas", "scenarios", "sources"]
    actions = [*bulk_actions(STANDINGS), *field_actions(Participation, *SET_AT_ONCE)]
    attached = {
        _("sessions"): Q(
            organisation__session_roles__session__edition=F("edition"),
            organisation__session_roles__session__origin=None,
        )
    }
    inlines = [StandInline]
    export_name = "exhibitors"
    export_fields = EXHIBITOR_COLUMNS
    export_headings = {"organisation__kind": "organisation_kind"}
    private_fields = CONTACT
    fieldsets = [
        (
            None,
            {"fields": [("edition", "organisation"), ("kind", "status"), ("slug", "order"), language_pair("profile")]},
        ),
        (_("Place and topics"), {"fields": ["hall", ("areas", "scenarios"), "sources"]}),
        (_("Contact, never public"), {"fields": [CONTACT, "responsible"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        return super().get_queryset(request).annotate(showing=SHOWING).prefetch_related("booths__hall")

    def missing_parts(self, obj: Participation) -> list[str]:
        """With what the organisation lacks, and an exhibitor: stand, logo, exhibit."""
        parts = [*super().missing_parts(obj), *super().missing_parts(obj.organisation)]
        if obj.kind not in EXHIBITING or obj.status == ParticipationStatus.WITHDRAWN:
            return parts
        if not obj.hall_id and not obj.booths.all():
            parts.append(gettext("stand"))
        if not obj.organisation.logo_id:
            parts.append(gettext("logo"))
        if not getattr(obj, "showing", True):
            parts.append(gettext("exhibit"))
        return parts

    def note_on_value(self, rows: Sequence[Model], change: FieldChange) -> str:
        """Why visitors are shown another hall than the one that these exhibitors get."""
        if change.column.name != "hall" or change.value is None:
            return ""
        holders = Participation.objects.filter(pk__in=[row.pk for row in rows]).filter(pk__in=booth_holder_keys())
        number = holders.exclude(pk__in=booth_holder_keys(hall=change.value)).count()
        if not number:
            return ""
        return ngettext(
            "Visitors are shown the hall of the stands: %(number)d of these exhibitors has its stands in another hall.",
            "Visitors are shown the hall of the stands: %(number)d of these exhibitors have theirs in another hall.",
            number,
        ) % {"number": number}

    def label(self, obj: Participation) -> str:
        return str(obj)

    @reads_along("booths__hall")
    def cell_stands(self, participation: Participation) -> str:
        return BETWEEN.join(booth.label for booth in participation.booths.all())

    @admin.display(description=_("stands"))
    def stands(self, participation: Participation) -> str | None:
        numbers = [booth.label for booth in participation.booths.all()]
        if numbers:
            return ", ".join(numbers)
        if participation.hall:
            return str(participation.hall)
        return None


class BoothForm(EntryForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("participations")
        if chosen is not None and not cleaned.get("shared"):
            rows = chosen.select_related("organisation").order_by("pk")
            owners = list(filter(shared_stands.has_own_stand, rows))
            if len(owners) > 1:
                self.add_error("shared", shared_stands.sharing_question(self.instance, owners))
        return cleaned


@admin.register(Booth)
class BoothAdmin(EntryAdmin):
    form = BoothForm
    task = Task.EXHIBITION
    list_display = ["__str__", "hall", "edition", "exhibitors"]
    list_filter = [EditionFilter, ProblemFilter.among(BOOTH), BelongingFilter.by("hall")]
    list_select_related = ["hall__edition"]
    search_fields = [
        "number",
        "hall__code",
        "participations__organisation__name_en",
        "participations__organisation__name_zh",
    ]
    autocomplete_fields = ["hall", "participations"]
    export_name = "stands"
    actions = field_actions(Booth, "hall", "kind", "open_sides", "shared")
    export_fields = ("hall__edition", "hall", "number", "kind", "open_sides", "participations", "shared")
    export_headings = {"participations": "exhibitors"}
    fieldsets = [(None, {"fields": [("hall", "number"), ("kind", "open_sides"), "participations", "shared"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Booth]:
        return super().get_queryset(request).prefetch_related("participations__organisation")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[QuerySet, bool]:
        """By its number as it is printed, in any spelling; in a picker with those of the edition at work first."""
        found, doubled = super().get_search_results(request, queryset, term)
        if not stand_names.split_stand_words(term):
            return found, doubled
        found = stand_names.matching_stands(queryset, term, found)
        if not is_picker(request):
            return found, False
        here = Case(When(hall__edition=entry_edition(request), then=True), default=False)
        found = found.annotate(here=here)
        return found.order_by("-here", *found.query.order_by), False

    def label(self, obj: Booth) -> str:
        """As it is printed; with its edition where that is not the one at work."""
        if getattr(obj, "here", False):
            return obj.label
        return f"{obj.label} · {obj.hall.edition.slug}"

    @admin.display(description=_("edition"))
    def edition(self, booth: Booth) -> str:
        return booth.hall.edition.slug

    @admin.display(description=_("exhibitors"))
    def exhibitors(self, booth: Booth) -> str:
        return exhibitor_names(booth)
