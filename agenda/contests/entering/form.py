"""What a team fills in to enter a contest, and to take its entry back."""

from typing import Any, NamedTuple, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.contests.entering.applications import FIELDS, Application, stored_application
from agenda.models.contests import Contest, Entry
from expo.db.text_fields import TypedField
from expo.i18n.lazy_text import LazyText

# More text than this nobody judges; with the limit of the body it bounds what an address may send.
LONGEST_SUMMARY = 2_000
# So many rows stand open, and so many there are.
OPEN_ROWS, MOST_MEMBERS = 4, 12


class SecureURLField(forms.URLField):
    """An address without its scheme is taken to be one of https, which a box for addresses would not let through."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)
        self.widget.attrs |= {"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}


class EntryForm(forms.ModelForm):
    """`version`: of the entry as the form shows it, 0 before there is one. `empty` stays so: programs fill it in."""

    team = TypedField(label=_("Name of the team"), max_length=200)
    summary_en = TypedField(
        label=_("Summary (English)"), required=False, max_length=LONGEST_SUMMARY, widget=forms.Textarea({"rows": 5})
    )
    summary_zh = TypedField(
        label=_("Summary (Chinese)"), required=False, max_length=LONGEST_SUMMARY, widget=forms.Textarea({"rows": 5})
    )
    empty = forms.CharField(label=_("Leave this box empty"), required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    class Meta:
        model = Entry
        fields = ["track", *FIELDS]
        field_classes = dict.fromkeys(("website", "video_url", "code_url"), SecureURLField)

    def __init__(self, contest: Contest, data: Any, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.instance.contest = contest
        track = cast(forms.ModelChoiceField, self.fields["track"])
        track.queryset = contest.tracks.order_by("order", "slug", "pk")
        if len(track.queryset[:2]) == 1:
            # Where there is nothing to choose, it is chosen.
            track.empty_label = None
        self.fields["contact_name"].required = self.fields["contact_email"].required = True
        self.fields["contact_name"].label = _("Contact person")
        self.fields["contact_name"].help_text = _("Only the organisers see whom to reach, and how.")
        self.fields["empty"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_empty(self) -> str:
        if self.cleaned_data["empty"]:
            raise forms.ValidationError(_("This box is to stay empty. Empty it and send the form again."))
        return ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.require_language("name", _("Say what the project is called, in English or in Chinese, better in both."))
        self.require_language("summary", _("Say what the project is, in English or in Chinese, better in both."))
        return data

    def require_language(self, stem: str, sentence: LazyText) -> None:
        names = {f"{stem}_en", f"{stem}_zh"}
        if not any(map(self.cleaned_data.get, names)) and not names & self.errors.keys():
            self.add_error(f"{stem}_en", sentence)


class MemberForm(forms.Form):
    name = TypedField(label=_("Name of the member"), required=False, max_length=200)
    organisation = TypedField(label=_("Organisation"), required=False, max_length=200)

    @property
    def number(self) -> int:
        """Which row it is, from 1."""
        return int((self.prefix or "-0").rpartition("-")[2]) + 1

    @property
    def is_filled(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("name", "organisation"))


class BaseMembers(forms.BaseFormSet):
    """Rows of people and organisations, as the team writes them; empty rows count for nothing."""

    def clean(self) -> None:
        if not any(self.errors) and not self.rows():
            raise forms.ValidationError(_("Name at least one member of the team."))

    def rows(self) -> tuple[tuple[str, str], ...]:
        data = [form.cleaned_data for form in self.forms if form.is_filled]
        return tuple((row.get("name", ""), row.get("organisation", "")) for row in data)

    @property
    def open_rows(self) -> list[forms.Form]:
        return self.forms[:OPEN_ROWS]

    @property
    def folded_rows(self) -> list[forms.Form]:
        return self.forms[OPEN_ROWS:]

    @property
    def unfolded(self) -> bool:
        """Whether something stands in a row of those that are folded away."""
        return any(form[name].value() for form in self.folded_rows for name in form.fields)


def member_rows(stored: int) -> type[BaseMembers]:
    """With rows for all that stand, though staff may have brought more of them than a team may write."""
    most = max(MOST_MEMBERS, stored)
    rows = forms.formset_factory(MemberForm, formset=BaseMembers, extra=most, max_num=most, absolute_max=most)
    return cast(type[BaseMembers], rows)


class BoxProblem(NamedTuple):
    """What is wrong with a box, by its label and its address on the page; both empty where it is none's."""

    sentence: str
    label: str = ""
    anchor: str = ""


def form_problems(form: forms.BaseForm) -> list[BoxProblem]:
    found = [BoxProblem(str(sentence)) for sentence in form.non_field_errors()]
    for field in form:
        found += [BoxProblem(str(sentence), str(field.label), field.auto_id) for sentence in field.errors]
    return found


class EntryForms:
    """The form of an entry with the rows of its members; `entry` is what stands, if anything does."""

    def __init__(self, contest: Contest, key: str, data: Any = None, entry: Entry | None = None) -> None:
        self.entry = EntryForm(contest, data, initial={"key": key, "version": 0} | first_values(entry))
        # A row that was sent as it first stood would count as empty.
        stored = first_rows(entry)
        first = stored if data is None else None
        self.members = member_rows(len(stored))(data, prefix="members", initial=first)

    def is_valid(self) -> bool:
        valid = [self.entry.is_valid(), self.members.is_valid()]
        return all(valid)

    @property
    def problems(self) -> list[BoxProblem]:
        """Of all boxes, those of the members last; that there is no member leads to the first of their boxes."""
        found = form_problems(self.entry) if self.entry.is_bound else []
        if not self.members.is_bound:
            return found
        # Without its count of rows there are none.
        boxes = [row["name"] for row in self.members.forms[:1]]
        place = [str(boxes[0].label), boxes[0].auto_id] if boxes else []
        found += [BoxProblem(str(sentence), *place) for sentence in self.members.non_form_errors()]
        for row in self.members.forms:
            found += form_problems(row)
        return found

    @property
    def key(self) -> str:
        return self.entry["key"].value() or ""

    @property
    def application(self) -> Application:
        data = self.entry.cleaned_data
        fields = {name: data[name] for name in FIELDS}
        return Application(data["track"], fields, data["team"], self.members.rows())


def first_values(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    stored = stored_application(entry)
    return {"version": entry.version, "track": entry.track_id, "team": stored.team, **stored.fields}


def first_rows(entry: Entry | None) -> list[dict[str, str]]:
    members = stored_application(entry).members if entry else ()
    return [{"name": name, "organisation": organisation} for name, organisation in members]


class WithdrawalForm(forms.Form):
    reason = TypedField(label=_("Why do you take it back?"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="", auto_id="withdraw_%s")
