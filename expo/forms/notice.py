"""The form of an urgent notice: what it says in two boxes, and from when until when it stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.db.form_errors import ConstraintErrors
from expo.i18n.instants import SkippedHour, entered_moment
from expo.models import Edition, Notice

MOMENTS = ("starts_at", "ends_at")


class NoticeForm(ConstraintErrors, forms.ModelForm):
    """Moments are by the clock at the venue; left empty, it stands from now on, until somebody ends it."""

    starts_at = forms.DateTimeField(
        label=gettext_lazy("from"), required=False, widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    ends_at = forms.DateTimeField(
        label=gettext_lazy("until"), required=False, widget=forms.DateTimeInput({"type": "datetime-local"})
    )

    class Meta:
        model = Notice
        fields = ["text_en", "text_zh", *MOMENTS]

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in MOMENTS:
            self.enter_moment(name, cleaned)
        if not cleaned.get("starts_at"):
            cleaned["starts_at"] = Notice().starts_at
        ends = cleaned.get("ends_at")
        if ends and ends <= cleaned["starts_at"]:
            self.add_error("ends_at", _("It must end after it starts."))
        return cleaned

    def enter_moment(self, name: str, cleaned: dict[str, Any]) -> None:
        if not cleaned.get(name):
            return
        try:
            cleaned[name] = entered_moment(cleaned[name].replace(tzinfo=None), self.edition.tz, None, stands=None)
        except SkippedHour as error:
            self.add_error(name, error)
