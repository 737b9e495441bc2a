"""A step on a deal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StepForm(forms.Form):
    """A step on a deal: which version was in view, and why where a reason is due."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
