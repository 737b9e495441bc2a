"""The forms of data entry: what is derived, what must fit together, and what a race broke."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _

from expo.db.columns import column_length
from expo.db.form_errors import ConstraintErrors, races_as_lost
from expo.forms.picture_field import PictureField
from expo.i18n.languages import AsksAboutLanguages
from expo.i18n.pinyin import initials_of, pinyin_of
from expo.mixins import MixedIntoModelForm
from expo.models import Edition
from expo.recovery import deletions
from expo.web import former_addresses
from expo.web.edition_choice import edition_of, path_to_edition
from expo.web.slugs import address_from_names, free_address


class EntryForm(AsksAboutLanguages, ConstraintErrors, forms.ModelForm):
    """A row as staff enter it, all of one edition."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.SplitDateTimeField):
                label_moment_boxes(field)
            elif isinstance(field, PictureField):
                field.hold_to_row(self.instance, name)

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        edition = self.edition_of_row(cleaned)
        for name, value in list(cleaned.items()):
            if edition and value != self.instance and not is_of_edition(edition, value):
                self.add_error(name, _("Something chosen here belongs to another edition."))
        return cleaned

    def edition_of_row(self, cleaned: dict[str, Any]) -> Edition | None:
        """What all that is chosen in the form must belong to: as it is chosen itself, or that of the row above."""
        path = path_to_edition(type(self.instance))
        owner = None
        if path:
            owner = cleaned.get(path.partition("__")[0])
        else:
            for field in self.fields.values():
                if owner is None:
                    owner = getattr(field, "parent_instance", None)
        if isinstance(owner, Edition):
            return owner
        return edition_of(owner)


def label_moment_boxes(field: forms.SplitDateTimeField) -> None:
    """Name the two boxes of a moment, which share one label that belongs to neither."""
    for widget, part in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
        widget.attrs["aria-label"] = f"{field.label}, {part}"


def is_of_edition(edition: Edition, value: Any) -> bool:
    """Whether a row, or every row of a queryset, belongs to the edition; rows that belong to none do."""
    if isinstance(value, QuerySet):
        path = path_to_edition(value.model)
        return path is None or not value.exclude(**{path: edition}).exists()
    return not isinstance(value, Model) or edition_of(value) in (None, edition)


def has_field(model: type[Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


class LastingAddress(MixedIntoModelForm):
    """Mixed into an EntryForm: the field of the address says what becomes of the old one when it is changed."""

    address = "slug"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.address in self.fields:
            field = self.fields[self.address]
            field.help_text = " ".join(filter(None, (str(field.help_text), self.what_a_change_does())))

    def what_a_change_does(self) -> str:
        return _(
            "If you change it, the old address leads on to the new one, and calendars and feeds stay subscribed; "
            "should something else get the old address one day, it leads there."
        )


class WithAddress(LastingAddress):
    """Mixed into an EntryForm: a short address that is left empty is made from the name, and made free."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            if not self.instance.pk:
                made = _("Stands in the public address. Left empty, it is made from the name.")
                self.fields["slug"].help_text = made

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("slug") == "" and any(names := self.names(cleaned)):
            cleaned["slug"] = self.made_address(*names)
        return cleaned

    def names(self, cleaned: dict[str, Any]) -> tuple[str, str]:
        """The English and the Chinese name that the address is made from."""
        return cleaned.get("name_en", ""), cleaned.get("name_zh", "")

    def made_address(self, name_en: str, name_zh: str) -> str:
        model = type(self.instance)
        length = column_length(model, "slug")
        others = model._default_manager.exclude(pk=self.instance.pk)
        if "edition" in self.fields:
            others = others.filter(edition=self.cleaned_data.get("edition"))
        address = address_from_names(name_en, name_zh, length=length) or model._meta.model_name
        return free_address(address, others, former_addresses.addresses_of_others(self.instance), length=length)


class WithPinyin(MixedIntoModelForm):
    """Mixed into an EntryForm: pinyin that is left empty is made from the name, and follows it when it changes."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        before = self.initial
        if cleaned.get("pinyin") in ("", pinyin_of(before.get("name_zh") or before.get("name_en") or "")):
            cleaned["pinyin"] = pinyin_of(cleaned.get("name_zh") or cleaned.get("name_en") or "")
        return cleaned

    def save(self, commit: bool = True) -> Model:
        if has_field(type(self.instance), "initials"):
            self.instance.initials = initials_of(self.instance.name_zh or self.instance.name_en)
        return super().save(commit)


class EntryFormSet(forms.BaseInlineFormSet):
    """Rows below a row; each says itself which race it lost."""

    saved_by: User | None = None

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = _("Delete this row")

    def delete_existing(self, obj: Model, commit: bool = True) -> None:
        """A row of its own can be restored like any other; one that only joins two others is told by its history."""
        if commit and not obj._meta.auto_created:
            deletions.delete_rows([obj], self.saved_by)
        else:
            super().delete_existing(obj, commit)

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Model:
        with races_as_lost(form):
            return super().save_new(form, commit)

    def save_existing(self, form: forms.ModelForm, obj: Model, commit: bool = True) -> Model:
        with races_as_lost(form):
            return super().save_existing(form, obj, commit)
