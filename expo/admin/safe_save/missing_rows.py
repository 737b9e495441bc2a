"""Rows below a row that a form still holds and somebody has deleted meanwhile."""

from django.forms import BaseInlineFormSet, ModelForm
from django.forms.formsets import INITIAL_FORM_COUNT
from django.http import QueryDict

MARK = "was"


def turn_into_new_rows(data: QueryDict, prefix: str, key: str, there: set[str]) -> None:
    """Turn what was sent of them into new rows, behind those that are there; Django would refuse them for ever."""
    counter = f"{prefix}-{INITIAL_FORM_COUNT}"
    count = 0
    for number in range(min(parse_count(data.get(counter)), len(data))):
        count += f"{prefix}-{number}-{key}" in data
    for number in reversed(range(count)):
        if (was := data.get(f"{prefix}-{number}-{key}", "")) not in there:
            count -= 1
            swap_rows(data, f"{prefix}-{number}-", f"{prefix}-{count}-")
            data[f"{prefix}-{count}-{key}"], data[f"{prefix}-{count}-{MARK}"] = "", was
            data[counter] = str(count)


def parse_count(sent: str | None) -> int:
    if sent and sent.isascii() and sent.isdecimal() and len(sent) < 10:
        return int(sent)
    return 0


def swap_rows(data: QueryDict, one: str, other: str) -> None:
    """Exchange all fields of two rows."""
    held = {}
    for start in {one, other}:
        held[start] = {name: data.pop(name) for name in list(data) if name.startswith(start)}
    for start, into in ((one, other), (other, one)):
        for name, values in held[start].items():
            data.setlist(into + name.removeprefix(start), values)


def forms_by_key(formset: BaseInlineFormSet) -> dict[str, ModelForm]:
    """The forms of the rows that there were when the page was opened, those that have gone since among them."""
    found = {}
    for form in formset.forms:
        key = str(form.instance.pk or form.data.get(form.add_prefix(MARK), ""))
        if key:
            found[key] = form
    return found
