"""Judges of rounds, and from which entries they are recused."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from agenda.models.contests import Juror, Recusal, Round
from expo.admin.base import EntryAdmin, EntryInline, language_pair
from expo.admin.filters import EditionFilter
from expo.admin.forms import EntryFormSet
from expo.data_entry import Task


class RecusalInline(EntryInline, admin.TabularInline):
    """To read: the contest desk recuses, for a reason that its log tells."""

    model = Recusal
    can_delete = False
    fields = ["entry", "kind", "reason"]

    def has_add_permission(self, request: HttpRequest, obj: Juror | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Juror | None = None) -> bool:
        return False


# By what rankings and the log name a judge, and in whose name scores were given.
SEAT = ("round", "number", "person")
KEPT = gettext_lazy("Judging has begun, and this judge has entries: recuse them at the contest desk instead.")


class SeatFormSet(EntryFormSet):
    """Judges to be seated; each gets the next number of its round."""

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Model:
        last = Juror.objects.filter(round=self.instance).aggregate(last=Max("number"))["last"] or 0
        form.instance.number = last + 1
        return super().save_new(form, commit)


class SeatInline(EntryInline, admin.TabularInline):
    """Any number of judges in one go, beside their round; those who are seated already stand in their own list."""

    model = Juror
    formset = SeatFormSet
    verbose_name_plural = gettext_lazy("judges to be seated")
    autocomplete_fields = ["person", "organisation", "tracks"]
    fields = ["person", "organisation", "tracks", "published"]
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Juror]:
        return super().get_queryset(request).none()


@admin.register(Juror)
class JurorAdmin(EntryAdmin):
    task = Task.CONTESTS
    list_display = ["person", "round", "number", "organisation", "joined_at", "published"]
    list_filter = [EditionFilter, "published"]
    list_select_related = ["round__contest__edition", "person", "organisation"]
    search_fields = ["person__name_en", "person__name_zh", "organisation__name_en", "organisation__name_zh"]
    autocomplete_fields = ["round", "person", "organisation", "tracks"]
    inlines = [RecusalInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("round", "number"),
                    ("person", "organisation"),
                    language_pair("title"),
                    ("tracks", "published"),
                    "conflicts",
                ]
            },
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Juror | None = None) -> tuple[Any, ...]:
        """A judge keeps the seat once judging has begun: in another round, what they gave would count nowhere."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, *SEAT) if is_at_work(obj) else fields

    def has_delete_permission(self, request: HttpRequest, obj: Juror | None = None) -> bool:
        """What judges were given, or wrote, goes with no judge once judging has begun: staff recuses them instead."""
        return super().has_delete_permission(request, obj) and not has_work(obj)

    def why_kept(self, rows: QuerySet[Juror]) -> str:
        return str(KEPT) if any(has_work(juror) for juror in rows) else ""

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With a sentence where the judge stays."""
        juror = self.get_object(request, object_id)
        if has_work(juror) and self.has_change_permission(request, juror):
            messages.error(request, KEPT)
            return redirect(reverse("admin:agenda_juror_change", args=[object_id]))
        return super().delete_view(request, object_id, extra_context)


def has_work(juror: Juror | None) -> bool:
    """Whether the judge has entries of a round whose judging has begun."""
    return juror is not None and is_at_work(juror) and juror.assignments.exists()


def is_at_work(juror: Juror | None) -> bool:
    """Whether the judging of their round has begun."""
    stored = juror is not None and juror.pk is not None
    return stored and Round.objects.begun().filter(jurors=juror).exists()
