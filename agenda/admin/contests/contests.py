"""Contests with their tracks, rounds with their criteria."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agenda.admin.contests.juries import SeatInline
from agenda.contests.log import append_event, events_of
from agenda.contests.rules import CRITERION, WrongRule, tie_breaks
from agenda.models.contests import Contest, ContestVerb, Criterion, Round, Track
from expo.accounts.access import staff_member
from expo.admin.base import EntryAdmin, EntryInline, language_pair
from expo.admin.edition import AddressedForm
from expo.admin.filters import BelongingFilter, EditionFilter
from expo.admin.forms import EntryForm, EntryFormSet
from expo.data_entry import Task


class TrackInline(EntryInline, admin.TabularInline):
    model = Track
    fields = ["name_en", "name_zh", "slug", "order"]


class ContestForm(AddressedForm):
    """Its address is no one that the log names: what it tells of a blind contest that is gone stays blind."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        edition, slug = cleaned.get("edition"), cleaned.get("slug")
        if edition and slug and events_of(edition, slug).exists():
            said = _("The log tells of a contest that had this address and is gone: choose another one.")
            self.add_error("slug", said)
        return cleaned


@admin.register(Contest)
class ContestAdmin(EntryAdmin):
    task = Task.CONTESTS
    form = ContestForm
    list_display = ["name_en", "name_zh", "entries_open_at", "entries_close_at", "status"]
    list_filter = [EditionFilter, "status", "blind"]
    list_select_related = ["edition"]
    search_fields = ["name_en", "name_zh", "slug"]
    autocomplete_fields = ["edition", "areas"]
    prepopulated_fields = {"slug": ["name_en"]}
    inlines = [TrackInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "edition",
                    language_pair("name"),
                    ("slug", "status"),
                    language_pair("summary"),
                    language_pair("text"),
                    language_pair("rules"),
                ]
            },
        ),
        (
            _("Entries"),
            {"fields": [("entries_open_at", "entries_close_at"), ("entries_shown", "blind"), ("areas", "order")]},
        ),
        (_("Picture"), {"fields": ["picture"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Contest | None = None) -> tuple[Any, ...]:
        """Once judges may know whose entries are, or not, it stays so; names are revealed at the contest desk. The log
        names a contest by its edition and address, which stay from the first that it tells.
        """
        fields = tuple(super().get_readonly_fields(request, obj))
        blind = ("blind",) if has_begun(obj) else ()
        return (*fields, *blind, "edition", "slug") if has_address_for_good(obj) else fields

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = {"form": EntryForm} if has_address_for_good(obj) else {}
        return super().get_form(request, obj, change=change, **kwargs | form)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Contest | None = None) -> dict[str, Any]:
        return {} if has_address_for_good(obj) else super().get_prepopulated_fields(request, obj)


def has_begun(contest: Model | None) -> bool:
    """Whether the judging of a round has."""
    return contest is not None and contest.pk is not None and Round.objects.begun().filter(contest=contest.pk).exists()


def has_address_for_good(contest: Model | None) -> bool:
    """Whether its judging has begun or the log tells of it."""
    if not isinstance(contest, Contest) or contest.pk is None:
        return False
    return has_begun(contest) or events_of(contest.edition, contest.slug).exists()


def is_settled(round_: Round | None) -> bool:
    """Whether judging has begun, so that the rule is corrected at the contest desk alone, for a reason."""
    return round_ is not None and round_.pk is not None and Round.objects.begun().filter(pk=round_.pk).exists()


class CriterionFormSet(EntryFormSet):
    """The criteria of a round, among them those that its ties name."""

    def clean(self) -> None:
        super().clean()
        codes = set()
        for form in self.forms:
            given = getattr(form, "cleaned_data", {})
            if not given.get(DELETION_FIELD_NAME):
                codes.add(given.get("code") or form.instance.code)
        named = {tie.removeprefix(CRITERION) for tie in self.instance.tie_breaks if tie.startswith(CRITERION)}
        if unknown := ", ".join(sorted(named - codes)):
            raise ValidationError(
                _("Ties name criteria that this round does not have: %(codes)s.") % {"codes": unknown}
            )


class CriterionInline(EntryInline, admin.TabularInline):
    """Read-only once judging has begun."""

    model = Criterion
    formset = CriterionFormSet
    fields = ["name_en", "name_zh", "code", "weight", "low", "high", "step", "order"]

    def has_add_permission(self, request: HttpRequest, obj: Round | None = None) -> bool:
        return super().has_add_permission(request, obj) and not is_settled(obj)

    def has_change_permission(self, request: HttpRequest, obj: Round | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_settled(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Round | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_settled(obj)


class RoundForm(EntryForm):
    """A round whose ties are written as they must be; whether it has the criteria, `CriterionFormSet` says."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens_at = cleaned.get("opens_at")
        if "opens_at" in self.changed_data and is_settled(self.instance) and self.is_to_come(opens_at):
            self.add_error("opens_at", _("Judging has begun: its opening is not put off any more."))
        ties = [tie.strip() for tie in cleaned.get("ties", "").split(",") if tie.strip()]
        named = {tie.removeprefix(CRITERION) for tie in ties if tie.startswith(CRITERION)}
        try:
            tie_breaks(ties, named)
        except WrongRule:
            self.add_error("ties", _("Use criterion:CODE, head_to_head or shared, with commas between them."))
        return cleaned

    def is_to_come(self, opens_at: dt.datetime | None) -> bool:
        return opens_at is None or opens_at > self.instance.contest.edition.now()


# What a ranking follows from, or is found by.
RULE = (
    *(
        "contest",
        "number",
        "judges_per_entry",
        "aggregate",
        "trim",
        "normalise",
        "missing",
        "min_judges",
        "decimals",
        "ties",
        "carried_weight",
    ),
    *("advance_count", "track_quota", "cutoff_ties"),
)


@admin.register(Round)
class RoundAdmin(EntryAdmin):
    task = Task.CONTESTS
    form = RoundForm
    list_display = ["name_en", "name_zh", "contest", "number", "stage", "opens_at", "closes_at"]
    list_filter = [EditionFilter, BelongingFilter.by("contest"), "stage"]
    list_select_related = ["contest__edition"]
    search_fields = ["name_en", "name_zh", "contest__name_en", "contest__name_zh"]
    autocomplete_fields = ["contest", "sessions"]
    inlines = [CriterionInline, SeatInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("contest", "number"),
                    language_pair("name"),
                    "stage",
                    ("opens_at", "closes_at"),
                    ("judges_per_entry", "sessions"),
                ]
            },
        ),
        (
            _("From scores to places"),
            {
                "fields": [
                    ("aggregate", "trim"),
                    ("normalise", "missing"),
                    ("min_judges", "decimals"),
                    ("ties", "carried_weight"),
                ]
            },
        ),
        (
            _("After the round"),
            {"fields": [("advance_count", "track_quota"), ("cutoff_ties", "objection_days")]},
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Round | None = None) -> tuple[Any, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, *RULE) if is_settled(obj) else fields

    def save_model(self, request: HttpRequest, obj: Round, form: forms.ModelForm, change: bool) -> None:
        """Hours that change while judges are at work are told in the log."""
        moved = sorted({"opens_at", "closes_at"} & set(form.changed_data)) if change and is_settled(obj) else []
        told = []
        for name in moved:
            moments = [moment and moment.isoformat() for moment in (form.initial.get(name), getattr(obj, name))]
            told.append({"fact": name, "before": moments[0], "after": moments[1]})
        super().save_model(request, obj, form, change)
        if told:
            append_event(ContestVerb.RULED, obj, staff_member(request), changes=told, reason="")
