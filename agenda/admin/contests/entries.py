"""Entries with their pictures, teams with their members."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agenda.admin.contests.one_contest import OneContestForm
from agenda.admin.contests.review import accept_entries, refuse_entries
from agenda.imports.entries.members import member_text
from agenda.models.contests import Entry, EntryFile, EntryPicture, Round, Team, TeamMember
from expo.admin.base import EntryAdmin, EntryInline, language_pair
from expo.admin.export.columns import BETWEEN, reads_along
from expo.admin.filters import BelongingFilter, EditionFilter
from expo.data_entry import Task


class MemberInline(EntryInline, admin.TabularInline):
    model = TeamMember
    fields = ["person", "name_en", "name_zh", "organisation", "organisation_name", "order"]
    autocomplete_fields = ["person", "organisation"]


@admin.register(Team)
class TeamAdmin(EntryAdmin):
    task = Task.CONTESTS
    list_display = ["name_en", "name_zh", "contest"]
    list_filter = [EditionFilter, BelongingFilter.by("contest")]
    list_select_related = ["contest__edition"]
    search_fields = ["name_en", "name_zh", "members__name_en", "members__name_zh"]
    autocomplete_fields = ["contest"]
    inlines = [MemberInline]
    fieldsets = [(None, {"fields": ["contest", language_pair("name")]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Team | None = None) -> tuple[Any, ...]:
        """It stays in the contest of its entries."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, "contest") if obj is not None and obj.entries.exists() else fields

    def save_model(self, request: HttpRequest, obj: Team, form: forms.ModelForm, change: bool) -> None:
        """Its entries are others than before: to the team's open form, and to whoever looks before accepting them."""
        super().save_model(request, obj, form, change)
        obj.entries.update(version=F("version") + 1)


class PictureInline(EntryInline, admin.TabularInline):
    model = EntryPicture
    fields = ["picture", "telling", "order"]


class FileInline(EntryInline, admin.TabularInline):
    """What the team sent, to be looked at, hidden from judges or taken off; added by the team alone."""

    model = EntryFile
    fields = ["download", "telling", "order"]
    readonly_fields = ["download"]

    @admin.display(description=_("file"))
    def download(self, row: EntryFile) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("contest_desk:file", args=[row.public_number]), row.name)

    def has_add_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False


# Who takes lists out of the system needs a permission of its own for these.
CONTACTS = ("contact_name", "contact_email", "contact_phone")


class EntryOfContestForm(OneContestForm):
    of_contest = ("track", "team")


@admin.register(Entry)
class EntryOfContestAdmin(EntryAdmin):
    """What was entered. Entries of teams are accepted and refused by actions of the list."""

    task = Task.CONTESTS
    form = EntryOfContestForm
    list_display = ["number", "name_en", "name_zh", "track", "team", "status"]
    list_display_links = ["name_en", "name_zh"]
    list_filter = [EditionFilter, BelongingFilter.by("contest"), "status"]
    list_select_related = ["contest__edition", "track", "team"]
    search_fields = ["name_en", "name_zh", "team__name_en", "team__name_zh", "number"]
    autocomplete_fields = ["contest", "track", "team"]
    readonly_fields = ["status", "reason", "number"]
    actions = [accept_entries, refuse_entries]
    export_name = "entries"
    export_fields = (
        *("contest", "track", "number", "status", "reason", "name_en", "name_zh", "team__name_en", "team__name_zh"),
        *("members", "summary_en", "summary_zh", "website", "video_url", "code_url", "applied_at"),
        *CONTACTS,
    )
    export_headings = {"team__name_en": "team_en", "team__name_zh": "team_zh"}
    private_fields = CONTACTS
    inlines = [PictureInline, FileInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("contest", "track"),
                    language_pair("name"),
                    "team",
                    language_pair("summary"),
                    ("status", "number", "reason"),
                ]
            },
        ),
        (_("Links"), {"fields": ["website", ("video_url", "code_url")]}),
        (_("Contact, for staff alone"), {"fields": [CONTACTS]}),
    ]

    @reads_along("team__members__person", "team__members__organisation")
    def cell_members(self, obj: Entry) -> str:
        rows = obj.team.members.all() if obj.team else ()
        return BETWEEN.join(map(member_text, rows))

    def get_readonly_fields(self, request: HttpRequest, obj: Entry | None = None) -> tuple[Any, ...]:
        """An accepted entry stays in its contest, and in its track once judges have it: places follow from both."""
        fields = tuple(super().get_readonly_fields(request, obj))
        if obj is None or obj.number is None:
            return fields
        begun = Round.objects.begun().filter(round_entries__entry=obj).exists()
        return (*fields, "contest", "track") if begun else (*fields, "contest")

    def save_model(self, request: HttpRequest, obj: Entry, form: forms.ModelForm, change: bool) -> None:
        """A team that has its form open meanwhile is shown both when it saves."""
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)
