"""A facet's select: every option told once, marked where its name stands in, and nothing in a name is markup."""

from django.http import QueryDict

from expo.facets import Option
from expo.forms.list_filters import QueryForm
from expo.forms.query_fields import choice_field


class HallFilter(QueryForm):
    hall = choice_field("Hall")


def select(asked: str = "", *options: Option) -> str:
    form = HallFilter(QueryDict(asked))
    form.fields["hall"].offer("all halls", options)
    return str(form["hall"])


def test_the_option_that_is_asked_for_is_chosen():
    told = select("hall=n2", Option("n1", "Hall N1", 3), Option("n2", "Hall N2", 1200))

    assert told.splitlines() == [
        '<select id="id_hall" name="hall">',
        '<option value="">all halls</option>',
        '<option value="n1">Hall N1 (3)</option>',
        '<option value="n2" selected>Hall N2 (1,200)</option>',
        "</select>",
    ]


def test_a_name_that_stands_in_is_marked():
    assert '<option lang="zh-Hans" value="n1">北馆 (3)</option>' in select("", Option("n1", "北馆", 3, "zh-Hans"))


def test_nothing_in_a_name_or_a_value_is_markup():
    told = select("", Option('"><b>', "<b>R&D</b>", 1))

    assert '<option value="&quot;&gt;&lt;b&gt;">&lt;b&gt;R&amp;D&lt;/b&gt; (1)</option>' in told


def test_a_select_with_a_fault_says_where_it_is_told():
    form = HallFilter(QueryDict("hall=nowhere"))
    form.fields["hall"].offer("all halls", [Option("n1", "Hall N1", 3)])

    assert 'aria-invalid="true"' in str(form["hall"])
    assert 'aria-describedby="id_hall_error"' in str(form["hall"])
