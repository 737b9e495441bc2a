"""Sources, and figures said in public: read as people write them, held against the print, confirmed by another."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.accounts.access import staff_member
from expo.admin.amounts import ReadBackInput, amount_reading
from expo.admin.base import EntryAdmin, language_pair
from expo.admin.filters import EditionFilter, ProblemFilter
from expo.admin.forms import EntryForm
from expo.data_entry import Task
from expo.exhibition import amounts, stated_figures
from expo.exhibition.data_checks import STATED_FIGURE
from expo.exhibition.stated_figures import SAYS
from expo.models import Source, StatedFigure
from expo.models.facts import Qualifier, Unit


@admin.register(Source)
class SourceAdmin(EntryAdmin):
    task = Task.FACTS
    list_display = ["key", "publisher", "title", "dated", "reliability"]
    list_filter = ["reliability"]
    search_fields = ["key", "publisher", "title", "url"]
    fieldsets = [(None, {"fields": ["key", "publisher", "title", "url", ("dated", "reliability")]})]


class StatedFigureForm(EntryForm):
    """A figure as somebody writes it, with what is asked about it, and its confirmation by somebody else."""

    user: User | None = None
    value = forms.CharField(
        label=gettext_lazy("value"),
        required=False,
        max_length=100,
        widget=ReadBackInput(Unit.COUNT, beside=("unit", "currency")),
        help_text=gettext_lazy(
            "As people write it: 8169亿元, 816.9bn yuan, 843, nearly 60, 13.6%. Empty: not published."
        ),
    )
    meant = forms.BooleanField(
        label=gettext_lazy("It was stated so all the same"),
        required=False,
        help_text=gettext_lazy("Tick it where the form asks about parts that do not add up, or other statements."),
    )
    confirm = forms.BooleanField(
        label=gettext_lazy("I have compared it with its source: it may be shown to the public"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self.initial["value"] = amounts.format_value(row.value, row.unit, row.currency)
        self.fields["value"].widget.lines = amounts.echo_value(row.value, row.unit, row.currency, row.qualifier)
        self.fields["confirm"].help_text, self.fields["confirm"].disabled = self.standing()

    def standing(self) -> tuple[str, bool]:
        """Who has confirmed the row or still may; and whether this user may not."""
        row = self.instance
        if row.confirmed_at:
            return confirmation_sentence(row), True
        if row.pk is None or row.typed_by_id == getattr(self.user, "pk", None):
            return _("Not public yet: somebody else than who typed it compares it and confirms it here."), True
        return _("Not public yet. Typed by %(who)s.") % {"who": row.typed_by or _("somebody")}, False

    @property
    def changes(self) -> bool:
        return self.instance.pk is None or bool({*SAYS} & {*self.changed_data})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "value" in cleaned:
            self.read_value(cleaned)
        if not self.changes or not {*SAYS} <= {*cleaned}:
            return cleaned
        if cleaned.get("confirm"):
            self.add_error("confirm", _("You have changed what it says: save it, and let somebody else confirm it."))
        row = StatedFigure(pk=self.instance.pk, **{name: cleaned[name] for name in SAYS})
        self.ask_about_print(row, cleaned)
        self.ask_about_others(row, cleaned)
        return cleaned

    def read_value(self, cleaned: dict[str, Any]) -> None:
        """The text as a whole number, with what it names besides: how exact it is, and the currency."""
        text, unit = cleaned["value"].strip(), cleaned.get("unit", Unit.COUNT)
        cleaned["value"] = None
        if figure := cleaned.get("figure"):
            self.check_unit(figure, unit)
        if not text:
            return
        try:
            reading = amounts.read_figure(text, unit, cleaned.get("currency", ""))
        except ValidationError as error:
            self.add_error("value", error)
            return
        cleaned["value"] = reading.value
        self.settle("currency", reading.currency, cleaned, "")
        self.settle("qualifier", reading.qualifier, cleaned, Qualifier.EXACT)

    def check_unit(self, figure: str, unit: str) -> None:
        if unit != (meant := stated_figures.unit_of(figure)):
            self.add_error("unit", _("This figure is counted in another unit: %(unit)s.") % {"unit": meant.label})

    def settle(self, name: str, read: str | None, cleaned: dict[str, Any], unsaid: str) -> None:
        """What the value names goes into its own box; where that says something else, it is asked about."""
        if not read or name not in cleaned or cleaned[name] == read:
            return
        if cleaned[name] == unsaid:
            cleaned[name] = read
        else:
            self.add_error(name, _("The value says otherwise: %(read)s.") % {"read": str(getattr(read, "label", read))})

    def ask_about_print(self, row: StatedFigure, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("difference_reason") and (said := stated_figures.print_difference(row)):
            self.add_error("as_printed", said)
            self.add_error("difference_reason", _("Put right what differs, or write why it does."))

    def ask_about_others(self, row: StatedFigure, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("meant") and (asked := stated_figures.figure_questions(row)):
            self.add_error("meant", [*asked, _("Put right what is wrong, or tick that it was stated so.")])

    def save(self, commit: bool = True) -> StatedFigure:
        row = self.instance
        if self.changes:
            row.typed_by, row.confirmed_by, row.confirmed_at = self.user, None, None
        elif self.cleaned_data.get("confirm"):
            row.confirmed_by, row.confirmed_at = self.user, timezone.now()
        return super().save(commit)

    def written(self, name: str, value: Any) -> str | None:
        """How a history says the value, which it keeps as a whole number."""
        if name == "value" and isinstance(value, int):
            return amounts.format_value(value, self.instance.unit, self.instance.currency)
        return None


def confirmation_sentence(row: StatedFigure) -> str:
    when = f"{timezone.localtime(row.confirmed_at):%Y-%m-%d %H:%M}"
    if row.confirmed_by is None:
        return _("Public since %(when)s.") % {"when": when}
    return _("Public: confirmed by %(who)s, %(when)s.") % {"who": row.confirmed_by, "when": when}


@admin.register(StatedFigure)
class StatedFigureAdmin(EntryAdmin):
    task = Task.FACTS
    form = StatedFigureForm
    export_name = "figures"
    list_display = ["figure", "reads", "as_printed", "said_by", "said_on", "headline", "is_confirmed"]
    list_filter = [EditionFilter, ProblemFilter.among(STATED_FIGURE), "headline", "unit"]
    list_select_related = ["edition"]
    search_fields = ["figure", "as_printed", "said_by", "note_en", "note_zh"]
    autocomplete_fields = ["edition", "sources"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("edition", "figure"),
                    ("unit", "currency"),
                    ("qualifier", "value"),
                    "as_printed",
                    "difference_reason",
                    "meant",
                ]
            },
        ),
        (
            gettext_lazy("Who said so"),
            {"fields": [("said_by", "said_on"), "headline", language_pair("note"), "sources"]},
        ),
        (gettext_lazy("Confirmed by a second person"), {"fields": ["confirm"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(amount_reading)
        return [path("read-back/", view, name="expo_statedfigure_read_back"), *super().get_urls()]

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        cast(type[StatedFigureForm], form).user = staff_member(request)
        return form

    def save_model(self, request: HttpRequest, obj: StatedFigure, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.confirmed_at is None:
            said = _("It reads: %(value)s. The public sees it once somebody else has confirmed it.")
            lines = amounts.echo_value(obj.value, obj.unit, obj.currency, obj.qualifier) or [_("not published")]
            messages.info(request, said % {"value": " · ".join(lines)})

    def cell_value(self, row: StatedFigure) -> str:
        """As people write it, which is how it is read."""
        return amounts.format_value(row.value, row.unit, row.currency)

    @admin.display(description=gettext_lazy("value"), ordering="value")
    def reads(self, row: StatedFigure) -> str | None:
        lines = amounts.echo_value(row.value, row.unit, row.currency, row.qualifier)
        return " · ".join(lines[:2]) or None

    @admin.display(description=gettext_lazy("public"), boolean=True, ordering="confirmed_at")
    def is_confirmed(self, row: StatedFigure) -> bool:
        return row.confirmed_at is not None
