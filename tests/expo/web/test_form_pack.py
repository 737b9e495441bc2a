"""The crispy template pack: every layout element that forms may use renders, with its field's markup written once."""

import re

import pytest
from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Button, ButtonHolder, Column, Div, Field, Fieldset, Hidden, Layout, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template


class Signing(forms.Form):
    name = forms.CharField(label="Project", help_text="As on paper.")
    day = forms.DateField(label="Signed on")
    place = forms.ChoiceField(label="Place", choices=[("in", "inside"), ("out", "outside")], widget=forms.RadioSelect)
    silent = forms.BooleanField(label="No amount is stated", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def laid_out(*elements, data=None, **options):
    helper = FormHelper()
    helper.layout = Layout(*elements)
    for name, value in options.items():
        setattr(helper, name, value)
    return render_crispy_form(Signing(data), helper)


def test_a_layout_renders_every_element_in_its_place():
    html = laid_out(
        "key",
        Fieldset("Terms", Row(Column("name"), Column("day"))),
        Div(Field("place", wrapper_class="narrow"), "silent", css_class="places"),
        HTML("<hr>"),
        ButtonHolder(Submit("record", "Record deal")),
        FormActions(Button("draft", "Keep as draft"), Hidden("step", "1")),
    )

    kinds = r'<(?:form|fieldset|legend|hr)\b|class="(?:row|column|places|narrow|submit)"|<button type="\w+"|name="\w+"'
    assert re.findall(kinds, html) == [
        "<form",
        'name="key"',
        "<fieldset",
        "<legend",
        'class="row"',
        'class="column"',
        'name="name"',
        'class="column"',
        'name="day"',
        'class="places"',
        'class="narrow"',
        "<fieldset",
        "<legend",
        'name="place"',
        'name="place"',
        'name="silent"',
        "<hr",
        'class="submit"',
        '<button type="submit"',
        'name="record"',
        'class="submit"',
        '<button type="button"',
        'name="draft"',
        'name="step"',
    ]


def test_errors_stand_beside_their_fields_and_in_a_summary_that_takes_focus():
    html = laid_out("name", "day", data={"name": "", "day": "yesterday"})

    assert re.findall(r'<a href="(#\w+)">', html) == ["#id_name", "#id_day", "#id_place"]
    assert re.findall(r'role="alert" tabindex="-1" autofocus', html) == ['role="alert" tabindex="-1" autofocus']
    assert re.findall(r'<ul class="errorlist" id="(\w+)">', html) == ["id_name_error", "id_day_error"]
    assert re.findall(r'aria-describedby="([\w ]+)"', html) == ["id_name_helptext id_name_error", "id_day_error"]


def test_a_form_that_is_part_of_another_brings_neither_tag_nor_summary():
    html = laid_out("name", data={"name": ""}, form_tag=False)

    assert (html.count("<form"), html.count('role="alert"')) == (0, 0)


def test_every_field_has_its_label():
    html = laid_out("name", "day", "place", "silent")

    labels = re.findall(r'<label for="(\w+)">', html)
    assert labels == ["id_name", "id_day", "id_place_0", "id_place_1", "id_silent"]


@pytest.mark.parametrize("extra", [1, 3])
def test_a_formset_without_layout_shows_every_row(extra):
    formset = forms.formset_factory(Signing, extra=extra)()

    html = Template("{% load crispy_forms_tags %}{{ formset|crispy }}").render(Context({"formset": formset}))

    assert len(re.findall('class="formset-row"', html)) == extra
