"""The form by which a file of any kind is brought."""

import hashlib
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from expo.models.imports import ImportedFile, RunState

if TYPE_CHECKING:
    from expo.imports.kinds import ImportKind


class UploadForm(forms.Form):
    """A file that is kept before it is read, so that it is not lost where that is cut: `run` and its `reading`."""

    file = forms.FileField(max_length=200)

    def __init__(self, *args: Any, kind: "ImportKind", edition: Edition, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.edition, self.by = kind, edition, by
        field = self.fields["file"]
        field.label, field.help_text = kind.file_label, kind.file_help
        field.widget.attrs["accept"] = kind.accept

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if upload.size > self.kind.largest:
            limit = {"limit": self.kind.largest // 1_000_000}
            raise ValidationError(_("The file is larger than %(limit)s MB."), "too_large", limit)
        return upload

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self.keep_file(self.cleaned_data["file"])
            self.read_file()
        return self.cleaned_data

    def keep_file(self, upload: UploadedFile) -> None:
        """In place of the same one that the same person brought before, and that was not looked at."""
        content = upload.read()
        self.run = self.kind.new_run(
            edition=self.edition,
            name=str(upload.name)[:200],
            digest=hashlib.sha256(content).hexdigest(),
            content=content,
            brought_by=self.by,
            state=RunState.BROUGHT,
        )
        self.choose()
        same = self.kind.runs().filter(edition=self.edition, brought_by=self.by, digest=self.run.digest)
        self.run.save()
        same.filter(state=RunState.BROUGHT).exclude(pk=self.run.pk).delete()

    def read_file(self) -> None:
        """What cannot be read is not kept."""
        try:
            self.reading = self.kind.read_upload(self.run)
        except ValidationError as error:
            let_go_of_unread(self.kind, self.run)
            self.add_error("file", error)

    def choose(self) -> None:
        """Set on the run what was chosen beside the file."""


def let_go_of_unread(kind: "ImportKind", run: ImportedFile) -> bool:
    """A file that cannot be read, or shall not; not one that another process could, and has looked at or imported.

    Whether it was there to be let go of.
    """
    gone, _rows = kind.runs().filter(pk=run.pk, state=RunState.BROUGHT).delete()
    return bool(gone)
