"""People, what they were at each edition, and the letters written to one."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from expo.admin.base import EntryAdmin, EntryInline, language_pair
from expo.admin.bulk.actions import bulk_actions
from expo.admin.bulk.field_actions import field_actions
from expo.admin.bulk.status_changes import PUBLISHED
from expo.admin.filters import EditionFilter, PresenceFilter, ProblemFilter
from expo.admin.forms import EntryForm, WithAddress, WithPinyin
from expo.admin.namesakes import NamesakeWarning
from expo.data_entry import Task
from expo.exhibition.data_checks import ATTENDANCE, LETTER
from expo.models import Attendance, Letter, Person
from expo.problems import NAMES

ATTENDANCE_FIELDS: list[str | tuple[str, ...]] = [
    ("capacity", "organisation"),
    language_pair("title"),
    language_pair("note"),
    ("order", "published"),
    "sources",
]

# A guest in one row: the person, and what they are at this edition.
GUEST_COLUMNS = (
    "edition",
    *(f"person__{name}" for name in ("name_en", "name_zh", "honorific_en", "honorific_zh", "slug")),
    *("capacity", "title_en", "title_zh", "organisation", "note_en", "note_zh", "order", "published", "sources"),
    *("person__biography_en", "person__biography_zh"),
)


class PersonForm(WithAddress, WithPinyin, EntryForm):
    """A person, with an address of their own and pinyin to sort by."""


class AttendanceInline(EntryInline, admin.StackedInline):
    model = Attendance
    autocomplete_fields = ["edition", "organisation", "sources"]
    fieldsets = [(None, {"fields": ["edition", *ATTENDANCE_FIELDS]})]


class AttendanceFilter(PresenceFilter):
    title = _("attends")
    path = "attendances__edition"


@admin.register(Person)
class PersonAdmin(NamesakeWarning, EntryAdmin):
    task = Task.PEOPLE
    form = PersonForm
    list_display = ["name_en", "name_zh", "pinyin", "missing"]
    list_display_links = ["name_en", "name_zh"]
    list_filter = [AttendanceFilter, ProblemFilter.among(NAMES)]
    search_fields = ["name_en", "name_zh", "pinyin", "joined_pinyin", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
    inlines = [AttendanceInline]
    fieldsets = [
        (None, {"fields": [language_pair("name"), language_pair("honorific"), ("slug", "pinyin")]}),
        (_("Biography"), {"fields": [language_pair("biography")]}),
        (_("Portrait"), {"fields": ["portrait"]}),
    ]


@admin.register(Attendance)
class AttendanceAdmin(EntryAdmin):
    task = Task.PEOPLE
    export_name = "people"
    export_fields = GUEST_COLUMNS
    list_display = ["person", "capacity", "organisation", "order", "published", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(ATTENDANCE), "capacity", "published"]
    list_select_related = ["edition", "person", "organisation"]
    search_fields = ["person__name_en", "person__name_zh", "person__pinyin", "title_en", "title_zh"]
    autocomplete_fields = ["edition", "person", "organisation", "sources"]
    actions = [*bulk_actions(PUBLISHED), *field_actions(Attendance, "capacity", "organisation", "order", "sources")]
    fieldsets = [(None, {"fields": [("edition", "person"), *ATTENDANCE_FIELDS]})]


@admin.register(Letter)
class LetterAdmin(EntryAdmin):
    task = Task.PEOPLE
    list_display = ["author", "office_en", "office_zh", "dated_on", "order", "published", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(LETTER), "published"]
    list_select_related = ["edition", "author"]
    search_fields = ["author__name_en", "author__name_zh", "office_en", "office_zh"]
    autocomplete_fields = ["edition", "author", "sources"]
    actions = [*bulk_actions(PUBLISHED), *field_actions(Letter, "dated_on", "sense", "order", "sources")]
    fieldsets = [
        (None, {"fields": [("edition", "author"), language_pair("office"), language_pair("text"), "sense"]}),
        (_("Order and standing"), {"fields": [("dated_on", "order"), "published", "sources"]}),
    ]

    def label(self, obj: Letter) -> str:
        return str(obj)
