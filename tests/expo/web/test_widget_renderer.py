"""What Python draws of widgets is what Django's templates draw, character by character."""

import datetime as dt

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from expo.forms.widget_renderer import WidgetRenderer

HOSTILE = """<b>'"&</b>"""
CHOICES = [("", "---"), (1, 1_234_567), ("g", gettext_lazy("Amount")), (HOSTILE, HOSTILE), ("s", mark_safe("<i>s</i>"))]
GROUPED = [(HOSTILE, CHOICES), ("empty", []), ("alone", "Alone")]
ATTRS = {"id": "id_x", "required": True, "disabled": False, "data-x": HOSTILE, "min": 0, "title": mark_safe("a&amp;b")}
WIDGETS = [
    forms.TextInput(ATTRS),
    forms.NumberInput({"step": 0.5}),
    forms.EmailInput(),
    forms.URLInput(),
    forms.HiddenInput(ATTRS),
    forms.CheckboxInput(ATTRS),
    forms.Select(ATTRS, choices=CHOICES),
    forms.Select(choices=GROUPED),
    forms.SelectMultiple(ATTRS, choices=GROUPED),
]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "value", [None, "", 0, 1, True, 2.5, dt.date(2019, 8, 26), HOSTILE, mark_safe("&amp;"), ["g", 1]]
)
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
def test_a_widget_looks_as_by_its_template(widget, value, language):
    with override(language):
        drawn = widget.render(HOSTILE, value, renderer=WidgetRenderer())

        assert drawn == widget.render(HOSTILE, value, renderer=TemplatesSetting())
    assert HOSTILE not in drawn


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
def test_no_template_is_read_for_it(widget, monkeypatch):
    monkeypatch.setattr(WidgetRenderer, "get_template", lambda *_args: pytest.fail("a template"))

    assert widget.render("x", 1, renderer=WidgetRenderer())


def test_a_select_whose_options_have_a_template_of_their_own_and_other_widgets_keep_theirs():
    class Own(forms.Select):
        option_template_name = "django/forms/widgets/radio_option.html"

    for widget in (Own(choices=CHOICES), forms.Textarea(ATTRS), forms.RadioSelect(choices=CHOICES)):
        expected = widget.render("x", "g", renderer=TemplatesSetting())

        assert widget.render("x", "g", renderer=WidgetRenderer()) == expected
