"""What a bulletin is written from, and its texts."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from deals.models import Bulletin, Definition
from expo.i18n.languages import AsksAboutLanguages
from expo.models import Edition


class BulletinDraftForm(forms.Form):
    definition = forms.ModelChoiceField(
        label=_("Definition"),
        queryset=Definition.objects.none(),
        required=False,
        empty_label=_("every announced project"),
    )
    corrects = forms.ModelChoiceField(
        label=_("Corrects"), queryset=Bulletin.objects.none(), required=False, empty_label=_("no earlier bulletin")
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["definition"]).queryset = Definition.objects.of(edition).public()
        frozen = Bulletin.objects.of(edition).frozen().filter(corrected_by=None).select_related("edition")
        cast(forms.ModelChoiceField, self.fields["corrects"]).queryset = frozen.order_by("-number")


class BulletinTextForm(AsksAboutLanguages, forms.ModelForm):
    """The texts with figures as `{name}`. Nothing is saved by the form: `deals.bulletins.edit` does."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        model = Bulletin
        fields = ["title_zh", "title_en", "body_zh", "body_en"]
        widgets = {"body_zh": forms.Textarea(attrs={"rows": 9}), "body_en": forms.Textarea(attrs={"rows": 9})}

    def __init__(self, *args: Any, bulletin: Bulletin, **kwargs: Any) -> None:
        names = ("title_zh", "title_en", "body_zh", "body_en", "version")
        kwargs["initial"] = {name: getattr(bulletin, name) for name in names}
        super().__init__(*args, **kwargs)

    def _post_clean(self) -> None:
        """The row is not touched: a model form would write into it."""
        self.ask_about_languages()
