"""What staff choose when they begin an edition with an earlier one's rooms and structure."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.planning.copy_edition import CopyContent
from expo.models import Edition


class EarlierEditions(forms.ModelChoiceField):
    def label_from_instance(self, obj: Edition) -> str:
        return f"{obj.slug} · {obj}"


class CopyForm(forms.Form):
    """Which edition, and what of it. What a rehearsal invented is offered to rehearsals only."""

    source = EarlierEditions(Edition.objects.none(), to_field_name="slug", label=_("Copy from"), empty_label=None)
    what = forms.MultipleChoiceField(
        choices=CopyContent,
        widget=forms.CheckboxSelectMultiple,
        initial=[CopyContent.ROOMS, CopyContent.SESSIONS],
        label=_("What"),
    )

    def __init__(self, *args: Any, target: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = Edition.objects.filter(starts_on__lt=target.starts_on)
        if not target.rehearsal:
            earlier = earlier.filter(rehearsal=False)
        cast(forms.ModelChoiceField, self.fields["source"]).queryset = earlier

    def clean_what(self) -> list[str]:
        what = self.cleaned_data["what"]
        if CopyContent.SESSIONS not in what and {CopyContent.ABSTRACTS, CopyContent.ROLES} & set(what):
            raise forms.ValidationError(_("Abstracts and roles can be copied only with their sessions."))
        return what
