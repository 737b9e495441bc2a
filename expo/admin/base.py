"""What every list and form of data entry has in common."""

import unicodedata
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db import DataError, models
from django.db.models import Field, Model, QuerySet
from django.db.models.fields.related import RelatedField
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from expo.accounts.access import staff_member
from expo.admin.bulk.field_changes import FieldChange
from expo.admin.bulk.obstacles import DeletionObstacles
from expo.admin.export.lists import ExportableList
from expo.admin.filters import entry_edition
from expo.admin.forms import EntryForm, EntryFormSet, has_field
from expo.admin.long_lists import KeysFirstPaginator
from expo.admin.pickers import Pickers
from expo.admin.run_filter import ListsOfRuns
from expo.admin.safe_save.guard import SafeSave
from expo.data_entry import Task
from expo.db.form_errors import LostRace, races_as_lost
from expo.exhibition.organisation_visibility import visible_organisations
from expo.forms.picture_field import PictureField
from expo.i18n.bilingual import LANG, OTHER, language_suffix
from expo.i18n.languages import is_misplaced
from expo.i18n.numbers import is_key
from expo.mixins import MixedIntoInline
from expo.models import Edition, Organisation, Picture
from expo.search import ranking
from expo.web import former_addresses
from expo.web.edition_choice import edition_of, path_to_edition

LINE_BREAK = mark_safe("<br>")


class EntryRequest(HttpRequest):
    """What a request bears while its form or list is made."""

    form_edition: Edition | None
    listed_by_edition: bool
    lost_race: LostRace


class ChoiceOnly(Pickers):
    """Mixed into an admin or an inline: what is chosen in a field can be added and changed there, never deleted."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.related_model is Picture:
            by = staff_member(request).pk
            return PictureField(label=capfirst(db_field.verbose_name), required=False, by=by)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field

    def get_field_queryset(self, db: str | None, db_field: RelatedField, request: HttpRequest) -> QuerySet | None:
        """Of organisations those that this user may know of, whatever key is sent."""
        rows = super().get_field_queryset(db, db_field, request)
        if db_field.related_model is not Organisation:
            return rows
        if rows is None:
            rows = Organisation.objects.all()
        return visible_organisations(rows, staff_member(request))


class EntryAdmin(ChoiceOnly, DeletionObstacles, ExportableList, ListsOfRuns, SafeSave, admin.ModelAdmin):
    """A model that staff enter. `task`: the group it stands in on the start page."""

    task = Task.EVENT
    form = EntryForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    show_facets = admin.ShowFacets.ALWAYS
    list_per_page = 50
    paginator = KeysFirstPaginator
    save_on_top = True
    # What of a row stands in its public address, and leads on when it changes.
    address_field = "slug"

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Chinese is found in either script."""
        fields = []
        for name in self.search_fields:
            if name.endswith(("_zh", "aliases")):
                fields.append(f"{name}__says")
            else:
                fields.append(name)
        return fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        paths = self.list_select_related
        if isinstance(paths, bool):
            return rows
        return rows.select_related(*paths)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[QuerySet, bool]:
        """Full-width letters are letters; and who chooses a row is offered first what fits best."""
        term = unicodedata.normalize("NFKC", term).strip()
        found, doubled = super().get_search_results(request, queryset, term)
        if not term or not is_picker(request):
            return found, doubled
        names = ranking.name_paths(self.search_fields, self.model)
        others = found.query.order_by or self.model._meta.ordering
        return found.order_by(ranking.rank_by_fit(names, term), *others, "pk"), doubled

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """What no database can look for, such as a number too large for it, is an address to be put right."""
        cast(EntryRequest, request).listed_by_edition = path_to_edition(self.model) is not None
        try:
            return super().get_changelist_instance(request)
        except (ValueError, OverflowError, DataError) as error:
            raise IncorrectLookupParameters(error) from error

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where somebody's write came in between, show the form again with what it broke."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except LostRace as lost:
            cast(EntryRequest, request).lost_race = lost
            return super().changeform_view(request, *args, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        cast(EntryRequest, request).form_edition = edition_of(obj) or entry_edition(request)
        form = super().get_form(request, obj, change=change, **kwargs)
        cast(type[EntryForm], form).lost = getattr(request, "lost_race", None)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new row begins in the edition that staff work on, and with what its address names."""
        sent = super().get_changeform_initial_data(request)
        given: dict[str, Any] = {}
        for name, value in sent.items():
            if is_valid_initial(self.model, name, value):
                given[name] = value
        if has_field(self.model, "edition"):
            given["edition"] = entry_edition(request)
        return given

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Model | None = None, **kwargs: Any
    ) -> HttpResponse:
        """With the edition of the row, which the bar at the top compares with the one that staff work on."""
        context["edition"] = edition_of(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        with races_as_lost(form):
            self.keep_address(request, obj)
            super().save_model(request, obj, form, change)

    def keep_address(self, request: HttpRequest, obj: Model) -> None:
        """Keep the address that the row is about to leave, and say where it leads and whose it takes."""
        if not has_field(self.model, self.address_field):
            return
        old = former_addresses.keep_address(obj, self.address_field)
        if old and old.public:
            messages.info(request, _("The old address “%(old)s” leads on to the new one.") % {"old": old})
        if (old or not obj.pk) and (bearer := former_addresses.former_bearer(obj, self.address_field)):
            told = {"address": getattr(obj, self.address_field), "row": bearer}
            said = _("The address “%(address)s” led to %(row)s until now. It leads here as soon as this is public.")
            messages.warning(request, said % told)

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        """The public page in the staff's language, where there is one."""
        if obj is None or not hasattr(obj, "get_absolute_url") or not self.is_public(obj):
            return None
        return obj.get_absolute_url()

    def is_public(self, obj: Any) -> bool:
        return type(obj).objects.public().filter(pk=obj.pk).exists()

    def label(self, obj: Any) -> str:
        """How a row reads in the lists from which staff choose: with the edition, where it belongs to one."""
        if hasattr(obj, "edition_id"):
            return f"{obj} · {obj.edition.slug}"
        return str(obj)

    @admin.display(description=_("name"), ordering="name_en")
    def names(self, obj: Model) -> str:
        """Both names, one below the other: the one in the language that is read first."""
        names, wanted = [], language_suffix()
        for code in (wanted, OTHER[wanted]):
            if name := getattr(obj, f"name_{code}"):
                names.append((LANG[code], name))
        return format_html_join(LINE_BREAK, '<span lang="{}">{}</span>', names)

    def note_on_value(self, rows: Sequence[Model], change: FieldChange) -> str:
        """What visitors see of a value that these rows get, where it is not what it seems."""
        return ""

    def missing_parts(self, obj: Any) -> list[str]:
        """What a row lacks, in words."""
        return missing_texts(obj)

    @admin.display(description=_("missing"))
    def missing(self, obj: Model) -> str | None:
        names = [(name,) for name in self.missing_parts(obj)]
        return format_html_join(", ", '<span class="missing-text">{}</span>', names) or None


def is_picker(request: HttpRequest) -> bool:
    """Whether it is an autocomplete that asks, not a list."""
    return "app_label" in request.GET


def is_valid_initial(model: type[Model], name: str, value: Any) -> bool:
    """Whether what an address gives a field can be in it: of other rows, it must name them by their keys."""
    if not has_field(model, name) or not model._meta.get_field(name).is_relation:
        return True
    if isinstance(value, list):
        return all(map(is_key, value))
    return is_key(value)


def missing_texts(row: Model) -> list[str]:
    """The names of the texts that are there in one language only, or plainly in the other one."""
    fields = {field.name: field for field in row._meta.concrete_fields}
    missing = []
    for name in fields:
        other = f"{name[:-3]}_zh"
        if name.endswith("_en") and other in fields:
            if is_missing(row, name, other):
                missing.append(str(fields[name].verbose_name))
            if is_missing(row, other, name):
                missing.append(str(fields[other].verbose_name))
    return missing


def is_missing(row: Model, name: str, other: str) -> bool:
    """Whether the text is there in the other language only, or is plainly a text in that one."""
    text = getattr(row, name) or ""
    return bool(getattr(row, other) and not text) or is_misplaced(text, name[-2:])


class EntryInline(ChoiceOnly, MixedIntoInline):
    """Mixed into an inline: rows that say beside which field they broke a rule."""

    form = EntryForm
    formset = EntryFormSet
    extra = 0
    view_on_site = False

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """With its name said aloud: in a table, Django heads columns but labels no field."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(self, admin.TabularInline):
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> type[EntryFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        cast(type[EntryForm], formset.form).lost = getattr(request, "lost_race", None)
        if "edition" in formset.form.base_fields:
            formset.form.base_fields["edition"].initial = entry_edition(request)
        return cast(type[EntryFormSet], formset)


def language_pair(field: str) -> tuple[str, ...]:
    """Both languages of a text, side by side."""
    return f"{field}_en", f"{field}_zh"
