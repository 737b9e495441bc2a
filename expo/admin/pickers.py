"""Fields in which a row is chosen by typing: what belongs to an edition is offered of the form's own edition."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import ForeignKey, ManyToManyField
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest

from expo.db.columns import related_model
from expo.mixins import MixedIntoEveryAdmin
from expo.models import Edition
from expo.web.edition_choice import path_to_edition


class EditionPicker(AutocompleteMixin):
    """Mixed into a picker, before it: asks for rows of one edition, whichever is chosen in another tab meanwhile."""

    edition: Edition | None = None

    def get_url(self) -> str:
        url = super().get_url()
        if not self.edition:
            return url
        return f"{url}?of={self.edition.pk}"


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
        """What the field is made from, with the picker where it chooses among rows of an edition."""
        is_picker = db_field.name in self.get_autocomplete_fields(request)
        if not is_picker or "widget" in kwargs or path_to_edition(related_model(db_field)) is None:
            return kwargs
        made = widget(db_field, self.admin_site, using=kwargs.get("using"))
        made.edition = getattr(request, "form_edition", None)
        return kwargs | {"widget": made}
