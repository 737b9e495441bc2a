"""The rule of a round, corrected after its judging has begun."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.contests.rules import WrongRule, tie_breaks
from agenda.desk.contests.rule_corrections import FACTS, WEIGHT, facts_digest, rule_facts
from agenda.models.contests import Round
from expo.i18n.bilingual import localised_text


class RuleForm(forms.ModelForm):
    """The facts of the rule and the weights of the criteria; `seen` is what the form showed."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
    seen = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Round
        fields = list(FACTS)

    def __init__(self, data: Any = None, *, round_: Round) -> None:
        super().__init__(data, instance=round_, initial={"seen": facts_digest(rule_facts(round_))})
        self.codes = []
        for criterion in round_.criteria.all():
            self.codes.append(criterion.code)
            label = _("Weight of “%(criterion)s”") % {"criterion": localised_text(criterion, "name").value}
            field = forms.DecimalField(
                label=label, initial=criterion.weight.normalize(), max_digits=7, decimal_places=4
            )
            self.fields[f"{WEIGHT}{criterion.code}"] = field
        self.order_fields([*FACTS, *(f"{WEIGHT}{code}" for code in self.codes), "reason", "seen"])

    def clean_ties(self) -> str:
        ties = [tie.strip() for tie in self.cleaned_data["ties"].split(",") if tie.strip()]
        try:
            tie_breaks(ties, set(self.codes))
        except WrongRule:
            said = _("Use criterion:CODE, head_to_head or shared, with commas between them.")
            raise forms.ValidationError(said) from None
        return ",".join(ties)

    @property
    def changes(self) -> dict[str, Any]:
        """What `correct_rule` takes."""
        names = [*FACTS, *(f"{WEIGHT}{code}" for code in self.codes)]
        return {name: self.cleaned_data[name] for name in names}
