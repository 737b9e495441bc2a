"""Widgets of forms, drawn as Django's own templates draw them, without a template for each of their options."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, mark_safe

WIDGETS = "django/forms/widgets/"
INPUTS = {f"{WIDGETS}{kind}.html" for kind in ("checkbox", "email", "hidden", "number", "text", "url")}
SELECT, OPTION = f"{WIDGETS}select.html", f"{WIDGETS}select_option.html"
Widget = Mapping[str, Any]


class WidgetRenderer(TemplatesSetting):
    """Inputs and selects by Python: a third of a form's time goes into them else. All others by their templates."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        widget = context.get("widget", {})
        if template_name in INPUTS:
            return mark_safe(draw_input(widget))  # noqa: S308 -- each part is escaped
        if template_name == SELECT and has_plain_options(widget):
            return mark_safe("".join(draw_select(widget)))  # noqa: S308 -- each part is escaped
        return super().render(template_name, context, request)


def has_plain_options(widget: Widget) -> bool:
    return all(
        option["template_name"] == OPTION for _group, options, _place in widget["optgroups"] for option in options
    )


def draw_input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{escape_value(widget["value"])}"'
    name = escape_value(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{draw_attributes(widget["attrs"])}>'


def draw_select(widget: Widget) -> Iterator[str]:
    yield f'<select name="{escape_value(widget["name"])}"{draw_attributes(widget["attrs"])}>'
    for group, options, _place in widget["optgroups"]:
        if group:
            yield f'\n  <optgroup label="{conditional_escape(localize(group))}">'
        yield from draw_options(options)
        if group:
            yield "\n  </optgroup>"
    yield "\n</select>"


def draw_options(options: Iterable[Widget]) -> Iterator[str]:
    for option in options:
        label = conditional_escape(localize(option["label"]))
        value = escape_value(option["value"])
        yield f'\n  <option value="{value}"{draw_attributes(option["attrs"])}>{label}</option>\n'


def draw_attributes(attributes: Mapping[str, Any]) -> str:
    """With a space before each; True is one without a value, False none."""
    drawn = []
    for name, value in attributes.items():
        if value is not False:
            drawn.append(
                f" {escape_value(name)}" if value is True else f' {escape_value(name)}="{escape_value(value)}"'
            )
    return "".join(drawn)


def escape_value(value: Any) -> str:
    """As text in HTML; what is HTML already stays."""
    return conditional_escape(value if isinstance(value, SafeData) else str(value))
