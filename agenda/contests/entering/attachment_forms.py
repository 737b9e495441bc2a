"""What a team says of a picture or a file that it adds to its entry."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from agenda.contests.entering.attachments import require_pdf
from agenda.models.contests import Contest
from expo.db.text_fields import TypedField
from expo.pictures import limits


class AttachmentForm(forms.Form):
    """`untold`: asked in blind contests alone; elsewhere nothing is masked."""

    untold = forms.BooleanField(
        label=_("Nothing in it tells whose the entry is: no people, names or logos of the team"),
        help_text=_("Judges see only what you tick this for: this contest is judged without names."),
        required=False,
    )

    def __init__(self, contest: Contest, data: Any = None, files: Any = None) -> None:
        prefix = type(self).__name__.removesuffix("Form").lower()
        super().__init__(data, files, label_suffix="", prefix=prefix)
        if not contest.blind:
            del self.fields["untold"]

    @property
    def telling(self) -> bool:
        return not self.cleaned_data.get("untold", False)


class PictureForm(AttachmentForm):
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP or GIF, at most 20 MB."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    alt_en = TypedField(label=_("What is seen (English)"), required=False, max_length=250)
    alt_zh = TypedField(label=_("What is seen (Chinese)"), required=False, max_length=250)
    field_order = ("picture", "alt_en", "alt_zh", "untold")

    def clean_picture(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["picture"]
        if (file.size or 0) > limits.FILE:
            raise ValidationError(_("The picture is larger than 20 MB: make it smaller and send that."))
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("alt_en") or data.get("alt_zh")) and not {"alt_en", "alt_zh"} & self.errors.keys():
            self.add_error(
                "alt_en", _("Say what is seen, in English or in Chinese: not everybody can see the picture.")
            )
        return data


class FileForm(AttachmentForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A PDF of at most 10 MB. Its name is shown, except while entries are judged without names. What the PDF "
            "says of itself stays in it, such as its author."
        ),
        widget=forms.FileInput({"accept": "application/pdf"}),
        max_length=200,
    )
    field_order = ("file", "untold")

    def clean_file(self) -> UploadedFile:
        require_pdf(self.cleaned_data["file"])
        return self.cleaned_data["file"]
