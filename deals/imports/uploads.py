"""The forms of an import: the file, and what its columns mean."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from deals.imports.sheets import reading
from deals.imports.sheets.vocabulary import FIELDS, NO_FIELD, UNUSED
from deals.models import ColumnMapping
from expo.models import Edition
from expo.spreadsheets import limits

NOT_USED = [("", _("not used"))]


class FileForm(forms.Form):
    """A file, read as soon as it is known to be small enough; with the meaning its columns were given before."""

    file = forms.FileField(label=_("Workbook or CSV"), max_length=200, help_text=_("XLSX, XLS or CSV, 20 MB at most."))

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.xls,.csv,.txt"

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if upload.size > limits.FILE:
            raise reading.UnreadableFile(
                _("The file is larger than %(limit)s MB."), "too_large", {"limit": limits.FILE // 1_000_000}
            )
        self.content = upload.read()
        self.read = reading.read_file(self.content, self.edition)
        self.mapping = None
        if said := ColumnMapping.objects.filter(fingerprint=self.read.fingerprint).first():
            self.mapping = said.mapping
            self.read = reading.read_file(self.content, self.edition, reading.mapping_from_json(said.mapping))
        return upload


class ColumnsForm(forms.Form):
    """What each column means."""

    def __init__(self, *args: Any, columns: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*NOT_USED, *FIELDS.items()]
        for column in columns:
            field = "" if column["field"] == UNUSED else column["field"]
            self.fields[f"column-{column['index']}"] = forms.ChoiceField(
                label=column["label"], choices=choices, initial=field, required=False, help_text=column_question(column)
            )

    @property
    def asks(self) -> bool:
        """Whether a column may be one thing as well as another, so that somebody must say which."""
        return any(field.help_text for field in self.fields.values())

    def mapping(self) -> dict[str, str]:
        return {name.removeprefix("column-"): field for name, field in self.cleaned_data.items()}


def column_question(column: dict[str, Any]) -> str:
    """Which of two meanings a column has that could have both; "" for a column that is certain."""
    if not column.get("asked"):
        return ""
    one, other = (FIELDS.get(name, NO_FIELD) for name in column["asked"][:2])
    return _("“%(one)s” or “%(other)s”? Say which.") % {"one": one, "other": other}
