"""Exactly what a list shows, on all of its pages, as CSV or XLSX: its filters, its search, its order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any, ClassVar

from django.conf import settings
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.text import slugify

from expo.accounts import staff_log
from expo.accounts.access import MAY_EXPORT_CONTACTS, staff_member
from expo.accounts.login_throttle import client_address
from expo.admin.export.columns import ExportColumn, columns_of
from expo.admin.filters import filter_edition_slug
from expo.event_log.address import set_event_address
from expo.mixins import MixedIntoAdmin
from expo.models import Edition
from expo.spreadsheets.export import WORKBOOK_TYPE, csv_file, workbook_file
from expo.web.edition_choice import edition_named, path_to_edition, working_edition

# Rows that are read at a time.
IN_A_PART = 2000
Rows = Iterable[Iterable[Any]]
WRITERS: dict[str, Callable[[str, Rows], IO[bytes]]] = {
    "csv": lambda _title, rows: csv_file(rows),
    "xlsx": workbook_file,
}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": WORKBOOK_TYPE,
}
CONTACTS = "contacts"


class ExportableList(MixedIntoAdmin):
    """Mixed into an admin, before it.

    `export_name`: what its files are called, as kinds of import are. `export_fields`: the columns, where they are not
    those of the form; `export_headings`: how some of them are headed.
    `private_fields`: contacts, which stand in files of their own. Where there is a grid of the same name, its rows can
    be typed in as in a spreadsheet.
    """

    export_name: ClassVar[str] = ""
    export_fields: ClassVar[Sequence[str] | None] = None
    export_headings: ClassVar[dict[str, str]] = {}
    private_fields: ClassVar[Sequence[str]] = ()

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.export_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [
            path("export/<slug:format>/", view, name=name),
            path("export/<slug:format>/<slug:extent>/", view, name=f"{name}_of"),
            *super().get_urls(),
        ]

    def export_view(self, request: HttpRequest, format: str, extent: str = "") -> HttpResponseBase:  # noqa: A002
        """The file. With contacts it is for those alone who may take them out, and each time is written down."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        with_contacts = extent == CONTACTS
        if format not in WRITERS or (extent and not with_contacts):
            raise Http404
        if with_contacts and not self.may_export_contacts(request):
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist") + "?e=1")
        with transaction.atomic(), set_event_address(client_address(request)):
            if with_contacts:
                staff_log.record_export(
                    self.file_name(request, format), shown.count(), request.GET, staff_member(request)
                )
            rows = exported_rows(shown, self.export_columns(request, with_contacts))
            written = WRITERS[format](self.export_title, rows)
        return FileResponse(
            written, as_attachment=True, filename=self.file_name(request, format), content_type=TYPES[format]
        )

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """With the ways to take the list out, and to its grid."""
        offered: dict[str, Any] = {"may_export_contacts": self.may_export_contacts(request)}
        if self.export_name in settings.EXPO_GRIDS and self.has_change_permission(request):
            offered |= {"grid": self.export_name, "grid_edition": chosen_edition(request)}
        return super().changelist_view(request, offered | (extra_context or {}))

    @property
    def export_title(self) -> str:
        return self.export_name or str(self.opts.model_name)

    def may_export_contacts(self, request: HttpRequest) -> bool:
        return bool(self.private_fields) and request.user.has_perm(MAY_EXPORT_CONTACTS)

    def export_columns(self, request: HttpRequest, with_contacts: bool) -> list[ExportColumn]:
        names = self.export_fields
        if names is None:
            names = flatten_fieldsets(self.get_fieldsets(request))
        chosen = [name for name in names if with_contacts or name not in self.private_fields]
        return columns_of(self, chosen)

    def file_name(self, request: HttpRequest, format: str) -> str:  # noqa: A002
        """2019-exhibitors.csv"""
        edition = ""
        if path_to_edition(self.model):
            edition = slugify(filter_edition_slug(request))[:50]
        return f"{edition}-{self.export_title}.{format}".lstrip("-")


def chosen_edition(request: HttpRequest) -> Edition | None:
    """The edition that the list is of; of all together, the one that is worked on."""
    return edition_named(request, filter_edition_slug(request)) or working_edition(request)


def exported_rows(shown: QuerySet, columns: Sequence[ExportColumn]) -> Iterator[list[Any]]:
    """A row of headings, then one for each row of the list."""
    joined: dict[str, None] = {}
    many: dict[str, None] = {}
    for column in columns:
        joined.update(dict.fromkeys(column.joined))
        many.update(dict.fromkeys(column.many))
    rows = shown.prefetch_related(*many)
    if joined:
        rows = rows.select_related(*joined, *selected_paths(shown))
    yield [column.heading for column in columns]
    for row in rows.iterator(chunk_size=IN_A_PART):
        yield [column.read(row) for column in columns]


def selected_paths(rows: QuerySet) -> Iterator[str]:
    """What the list reads along with its rows already, as paths."""
    selected = rows.query.select_related
    if isinstance(selected, dict):
        yield from nested_paths(selected)


def nested_paths(selected: dict[str, dict], before: str = "") -> Iterator[str]:
    for name, below in selected.items():
        yield f"{before}{name}"
        yield from nested_paths(below, f"{before}{name}__")
