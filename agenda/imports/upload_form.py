"""The form by which a programme is brought."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from expo.imports.uploads import UploadForm


class ProgrammeForm(UploadForm):
    """A programme, and whether it confirms sessions and widens the edition: the latter asks whoever may do so."""

    confirmed = forms.BooleanField(
        label=_("Confirm new sessions at once"), required=False, help_text=_("Otherwise they are drafts.")
    )
    widening = forms.BooleanField(
        label=_("Widen the edition to the days of the file"),
        required=False,
        help_text=_("Otherwise what lies outside its days is left out."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.by.has_perm("expo.change_edition"):
            del self.fields["widening"]

    def choose(self) -> None:
        self.run.options = {name: self.cleaned_data.get(name, False) for name in ("confirmed", "widening")}
