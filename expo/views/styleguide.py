"""The style guide, on machines of developers only: every component in every state."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from expo.views import specimens


class SpecimenForm(forms.Form):
    """A field of each sort, one of them wrong."""

    name = forms.CharField(help_text="As on the paper that was signed.")
    day = forms.DateField()
    side = forms.ChoiceField(choices=[("a", "side A"), ("b", "side B")])
    place = forms.ChoiceField(choices=[("in", "at the expo"), ("out", "outside")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="No amount is stated", required=False)


@require_safe
def styleguide_page(request: HttpRequest) -> HttpResponse:
    form = SpecimenForm({"name": "", "day": "yesterday", "side": "a", "place": "in"})
    found = SpecimenForm({"filter-day": "yesterday"}, prefix="filter")
    return render(request, "expo/styleguide.html", {"form": form, "found": found, **specimens.styleguide_context()})
