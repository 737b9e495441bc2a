"""Files that staff bring in a browser: looked at first, imported when somebody says so."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.imports import programme_file, save
from agenda.imports.formats import detection
from agenda.models import ImportedFile
from expo.models import Edition


class ImportForm(forms.Form):
    """A file, read as soon as it is known to be small enough."""

    file = forms.FileField(label=_("schedule.xml or schedule.json"), max_length=200)
    confirmed = forms.BooleanField(
        label=_("Confirm new sessions at once"), required=False, help_text=_("Otherwise they are drafts.")
    )
    widening = forms.BooleanField(
        label=_("Widen the edition to the days of the file"),
        required=False,
        help_text=_("Otherwise what lies outside its days is left out."),
    )

    def __init__(self, *args: Any, edition: Edition, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        if not by.has_perm("expo.change_edition"):
            del self.fields["widening"]

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        # The size first: what is too large is not even loaded.
        self.content = upload.read() if upload.size <= detection.LARGEST else b" " * (detection.LARGEST + 1)
        self.programme = programme_file.read_programme(self.content, self.edition.tz)
        return upload


@transaction.atomic
def store_upload(form: ImportForm, by: User) -> ImportedFile:
    """Keep the file with the report of what importing it would do; of those never imported, the newest alone."""
    ImportedFile.objects.filter(edition=form.edition, brought_by=by, imported_at=None).delete()
    chosen = {name: form.cleaned_data.get(name, False) for name in ("confirmed", "widening")}
    report = save.import_programme(
        form.programme, form.edition, confirmed=chosen["confirmed"], extend=chosen["widening"], dry_run=True
    )
    return ImportedFile.objects.create(
        edition=form.edition,
        name=form.cleaned_data["file"].name[:200],
        content=form.content,
        report=report.as_dict(),
        brought_by=by,
        **chosen,
    )


@transaction.atomic
def import_upload(pk: int) -> ImportedFile:
    """Import a file that was brought, once; its bytes are not kept, its report is."""
    file = ImportedFile.objects.select_for_update(of=("self",)).select_related("edition").get(pk=pk)
    if file.imported_at is None:
        programme = programme_file.read_programme(bytes(file.content), file.edition.tz)
        report = save.import_programme(programme, file.edition, confirmed=file.confirmed, extend=file.widening)
        file.report, file.content, file.imported_at = report.as_dict(), b"", timezone.now()
        file.save(update_fields=["report", "content", "imported_at"])
    return file


def has_no_effect(report: dict[str, Any]) -> bool:
    """Whether importing a file so reported would leave everything as it is."""
    sessions = report["sessions"]
    counted = (sessions["new"], sessions["changed"], sessions["gone"], report["new_people"])
    return not (any(counted) or report["new_rooms"] or report.get("widened_to"))


def warnings_by_kind(report: dict[str, Any]) -> list[dict[str, Any]]:
    """What was odd, by kind, worst first: `label`, `count`, and the `entries`."""
    labels = {kind.value: kind.label for kind in programme_file.WarningKind}
    return [
        {
            "label": labels.get(kind, kind),
            "count": count,
            "entries": [each for each in report["oddities"] if each["kind"] == kind],
        }
        for kind, count in report["counts"].items()
    ]
