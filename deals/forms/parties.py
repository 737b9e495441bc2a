"""The rows of a deal's parties."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from deals.ledger import organisation_lookup
from deals.ledger.deal_data import PartyData
from deals.models.terms import PartyRole, Side, Visibility
from expo.db.text_fields import TypedField
from expo.models import Organisation, Region

YES_NO_SHOWN = [(Visibility.PUBLIC, Visibility.PUBLIC.label), (Visibility.HIDDEN, Visibility.HIDDEN.label)]


class PartyForm(forms.Form):
    """One row of the parties: who, on which side, as what."""

    name = TypedField(label=_("Organisation"), max_length=200, required=False)
    chosen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=PartyRole.choices, required=False)
    shown = forms.ChoiceField(label=_("Its name is"), choices=YES_NO_SHOWN, required=False)
    new = forms.BooleanField(label=_("Record it as a new organisation"), required=False)

    def __init__(self, *args: Any, placed: dict[str, Region] | None = None, **kwargs: Any) -> None:
        """`placed`: the regions by which this deal's parties that nobody named are shown, by their names."""
        super().__init__(*args, **kwargs)
        self.placed = placed or {}

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if name := data.get("name", "").strip():
            data["region"], data["organisation"] = self.placed.get(name), None
            if not data["region"]:
                data["organisation"] = self.organisation(name, data)
        return data

    def organisation(self, name: str, data: dict[str, Any]) -> Organisation | None:
        """The one picked from what was offered, as long as it is still called so; else the one that bears the name."""
        picked = organisation_lookup.find_picked(name, data.get("chosen"))
        return picked or self.called(name, new=data.get("new", False))

    def called(self, name: str, *, new: bool) -> Organisation | None:
        try:
            found = organisation_lookup.find_organisation(name)
        except ValidationError as error:
            self.add_error("name", error)
            return None
        if found is None and not new:
            self.unknown = True
            self.add_error("name", _("No organisation is called so. Correct the name, or record it as a new one."))
        return found

    def draft(self) -> PartyData:
        data = self.cleaned_data
        organisation = data["organisation"]
        if not organisation and not data["region"]:
            organisation = organisation_lookup.find_or_create_organisation(data["name"])
        return PartyData(
            side=data["side"] or Side.A,
            role=data["role"] or PartyRole.PARTNER,
            organisation=organisation,
            region=data["region"],
            shown=data["shown"] or Visibility.PUBLIC,
        )


class BasePartyFormSet(forms.BaseFormSet):
    """The rows of the parties; empty rows count for nothing."""

    def filled(self) -> list[PartyForm]:
        return [form for form in self.forms if form.cleaned_data.get("name")]

    def clean(self) -> None:
        if any(self.errors):
            return
        filled = [form.cleaned_data for form in self.filled()]
        sides = {row["side"] for row in filled}
        if len(filled) < 2 or len(sides) < 2:
            raise ValidationError(_("A deal has at least two parties, on two sides."))
        known = [row["organisation"] for row in filled if row["organisation"]]
        if len(set(known)) < len(known):
            raise ValidationError(_("The same organisation stands on this deal twice."))

    def drafts(self) -> tuple[PartyData, ...]:
        return tuple(form.draft() for form in self.filled())


PartyFormSet = forms.formset_factory(
    PartyForm, BasePartyFormSet, extra=1, max_num=50, validate_max=True, absolute_max=60
)
