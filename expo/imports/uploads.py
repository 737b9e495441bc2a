"""The form by which a file of any kind is brought."""

import hashlib
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from expo.models import Edition

if TYPE_CHECKING:
    from expo.imports.kinds import ImportKind


class UploadForm(forms.Form):
    """A file, read as soon as it is known to be small enough: `run`, unsaved, and its `reading`."""

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
        content = upload.read()
        self.run = self.kind.new_run(
            edition=self.edition,
            name=upload.name[:200],
            digest=hashlib.sha256(content).hexdigest(),
            content=content,
            brought_by=self.by,
        )
        self.reading = self.kind.read_upload(self.run)
        return upload

    def choose(self) -> None:
        """Set on the run what was chosen beside the file."""
