"""What a form showed of a row, what the row is now, and what lies between the two."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from expo.admin.forms import has_field
from expo.admin.safe_save.missing_rows import forms_by_key
from expo.db.columns import find_column, related_model
from expo.differences import FieldDifference, real_differences
from expo.i18n.numbers import is_key

SALT = "expo.admin.safe_save.versions"
# What a form shows of a row: `fields` by name; in `rows`, by an inline's prefix and a row's key, the fields below it.
State = dict[str, Any]


class StateEncoder(DjangoJSONEncoder):
    """Moments in UTC, rows as their keys, anything else that JSON lacks as its text."""

    def default(self, o: Any) -> Any:
        if isinstance(o, Model):
            return o.pk
        if isinstance(o, QuerySet):
            return sorted(row.pk for row in o)
        if isinstance(o, dt.datetime) and timezone.is_aware(o):
            return o.astimezone(dt.UTC).isoformat()
        if isinstance(o, dt.datetime):
            return o.isoformat()
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def json_value(value: Any) -> Any:
    """The value as it comes back from a token."""
    return json.loads(json.dumps(value, cls=StateEncoder))


def row_state(row: Model, form: type[ModelForm], formsets: Iterable[tuple[type[BaseInlineFormSet], QuerySet]]) -> State:
    """The row as it is in the database, as far as this form and its inlines change it."""
    rows = {}
    for formset, below in formsets:
        # Of a class of formsets it is the field, not what the field is on a row.
        key = cast(ForeignKey, formset.fk)
        rows_below = below.filter(**{key.name: row})
        rows[formset.get_default_prefix()] = {str(each.pk): field_values(each, formset.form) for each in rows_below}
    return {"fields": field_values(row, form), "rows": rows}


def field_values(row: Model, form: type[ModelForm]) -> dict[str, Any]:
    values = {}
    for name in changeable_fields(row, form):
        values[name] = json_value(database_value(row, find_column(row, name)))
    return values


def changeable_fields(row: Model, form: type[ModelForm] | ModelForm) -> list[str]:
    names = []
    for name, field in form.base_fields.items():
        if not field.disabled and has_field(type(row), name):
            names.append(name)
    return names


def database_value(row: Model, field: Field) -> Any:
    if not field.many_to_many:
        return field.value_from_object(row)
    if not row.pk:
        return []
    return sorted(getattr(row, field.name).values_list("pk", flat=True))


def entry_values(form: ModelForm) -> dict[str, Any]:
    """What somebody entered: as it was understood, or as it stands in the box where it was not."""
    cleaned = getattr(form, "cleaned_data", {})
    values = {}
    for name in changeable_fields(form.instance, form):
        if name in cleaned:
            value = cleaned[name]
        else:
            value = form[name].data
        values[name] = json_value(value)
    return values


def content_type_of(row: Model) -> ContentType:
    return ContentType.objects.get_for_model(row)


def seal_state(state: State, row: Model) -> str:
    return signing.dumps(state, salt=f"{SALT}:{row._meta.label}:{row.pk}", compress=True)


def unseal_state(token: str, row: Model) -> State | None:
    """The state that was sealed for this very row, if it was."""
    try:
        return signing.loads(token, salt=f"{SALT}:{row._meta.label}:{row.pk}")
    except signing.BadSignature:
        return None


def state_digest(state: Any) -> str:
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()


def conflict_differences(
    base: State | None, now: State, form: ModelForm, formsets: Iterable[BaseInlineFormSet]
) -> list[FieldDifference]:
    """Where the row is not what it was any more, or not what was typed: as opened, if that is known, saved, typed."""
    mine, before = entry_values(form), base or now
    fields = []
    for name, theirs in now["fields"].items():
        versions = (before["fields"].get(name), theirs, mine.get(name))
        fields.append(compare_values(form, name, *versions))
    differences = real_differences(fields)
    for formset in formsets:
        differences += row_differences(before, now, formset)
    if base is None:
        return [FieldDifference(each.field, each.said[1:]) for each in differences]
    return differences


def version_changes(
    before: State, after: State, form: ModelForm, formsets: Iterable[BaseInlineFormSet]
) -> list[FieldDifference]:
    """What lies between two versions of a row, as far as its form still has the fields."""
    names = [name for name in form.fields if name in before["fields"] or name in after["fields"]]
    fields = [compare_values(form, name, before["fields"].get(name), after["fields"].get(name)) for name in names]
    differences = real_differences(fields)
    for formset in formsets:
        rows = row_differences(before, after, formset)
        differences += [FieldDifference(row.field, row.said[:2]) for row in rows]
    return differences


def compare_values(form: ModelForm, name: str, *versions: Any) -> FieldDifference:
    """What versions say in one of the form's fields, in words."""
    said = [format_value(form, name, value) for value in versions]
    return FieldDifference(capfirst(str(form.fields[name].label)), tuple(said))


def row_differences(base: State, now: State, formset: BaseInlineFormSet) -> list[FieldDifference]:
    """Rows below the row that somebody else changed: as opened, as saved, as typed."""
    prefix = formset.get_default_prefix()
    name = capfirst(formset.model._meta.verbose_name)
    before, theirs = base["rows"].get(prefix, {}), now["rows"].get(prefix, {})
    forms = forms_by_key(formset)
    differences = []
    for key in before | theirs:
        if before.get(key) == theirs.get(key):
            continue
        form = forms.get(key) or formset.empty_form
        mine = None
        if key in forms and not is_deletion(form):
            mine = entry_values(form)
        said = [format_row(form, values) for values in (before.get(key), theirs.get(key), mine)]
        differences.append(FieldDifference(name, tuple(said)))
    return differences


def is_deletion(form: ModelForm) -> bool:
    return bool(getattr(form, "cleaned_data", {}).get(DELETION_FIELD_NAME))


def format_row(form: ModelForm, values: dict[str, Any] | None) -> str:
    if values is None:
        return "–"
    words = []
    for name, value in values.items():
        if value not in (None, "", [], False):
            words.append(f"{capfirst(form.fields[name].label)}: {format_value(form, name, value)}")
    return "; ".join(words)


def format_value(form: ModelForm, name: str, value: Any) -> str:
    """The value as staff read it: chosen rows by their names, moments by the clock of the edition."""
    field = find_column(form.instance, name)
    if value in (None, "", []):
        return "–"
    if hasattr(form, "written") and (written := form.written(name, value)):
        return written
    if field.is_relation:
        return format_rows(related_model(field), value)
    if isinstance(value, bool):
        return yes_or_no(value)
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if field.get_internal_type() == "DateTimeField" and isinstance(value, str):
        return format_moment(value, form.instance)
    return join_values(value)


def yes_or_no(value: bool) -> str:
    if value:
        return _("yes")
    return _("no")


def join_values(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value)


def format_rows(model: type[Model], value: Any) -> str:
    """The rows of a key, or of a list of keys, by their names."""
    keys = value
    if not isinstance(value, list):
        keys = [value]
    rows = model._default_manager.filter(pk__in=[key for key in keys if is_key(str(key))])
    return ", ".join(map(str, rows)) or "–"


def format_moment(moment: str, row: Any) -> str:
    zone = timezone.get_current_timezone()
    if getattr(row, "edition_id", None):
        zone = row.edition.tz
    return f"{dt.datetime.fromisoformat(moment).astimezone(zone):%Y-%m-%d %H:%M}"
