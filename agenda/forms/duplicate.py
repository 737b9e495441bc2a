"""When and where a session shall take place once more, and what of it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.forms.move import MoveForm


class DuplicateForm(MoveForm):
    """As for a move. `key`: of this page, so that sending it twice makes one; parts are asked about where there are."""

    roles = forms.BooleanField(label=_("With those who take part"), required=False, initial=True)
    parts = forms.BooleanField(label=_("With its parts"), required=False, initial=True)
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["day", "room", "start", "end", "length", "roles", "parts", "until", "seen", "key"]

    def __init__(self, *args: Any, has_parts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["key"] = uuid4()
        if not has_parts:
            del self.fields["parts"]
