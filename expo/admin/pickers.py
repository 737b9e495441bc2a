"""Fields in which a row is chosen by typing: what belongs to an edition is offered of the form's own edition."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import ForeignKey, ManyToManyField
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest

from expo.db.columns import related_model
from expo.i18n.numbers import is_key
from expo.mixins import MixedIntoEveryAdmin
from expo.models import Edition
from expo.web.edition_choice import path_to_edition


class EditionPicker(AutocompleteMixin):
    """Mixed into a picker, before it: asks for rows of one edition, if any, whichever another tab has chosen by now."""

    edition: Edition | None = None

    def get_url(self) -> str:
        url = super().get_url()
        if not self.edition:
            return url
        return f"{url}?of={self.edition.pk}"

    def optgroups(self, name: str, value: Sequence[str], attr: dict | None = None) -> list:
        """What was sent is shown again; what no row can have as its key stays out, where Django would look for it."""
        return super().optgroups(name, [each for each in value if not each or is_key(each)], attr)


class EditionSelect(EditionPicker, AutocompleteSelect):
    """One row of the edition."""


class EditionSelectMultiple(EditionPicker, AutocompleteSelectMultiple):
    """Several rows of the edition."""


class Pickers(MixedIntoEveryAdmin):
    """Mixed into an admin or an inline. `request.form_edition`: the edition that the form is of."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        return super().formfield_for_foreignkey(
            db_field, request, **self.picked(EditionSelect, db_field, request, kwargs)
        )

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        kwargs = self.picked(EditionSelectMultiple, db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def picked(
        self, widget: type[EditionPicker], db_field: ForeignKey | ManyToManyField, request: HttpRequest, kwargs: dict
    ) -> dict[str, Any]:
        """What the field is made from, with the picker; of what belongs to an edition it offers that of the form's."""
        is_picker = db_field.name in self.get_autocomplete_fields(request)
        if not is_picker or "widget" in kwargs:
            return kwargs
        made = widget(db_field, self.admin_site, using=kwargs.get("using"))
        if path_to_edition(related_model(db_field)) is not None:
            made.edition = getattr(request, "form_edition", None)
        return kwargs | {"widget": made}
