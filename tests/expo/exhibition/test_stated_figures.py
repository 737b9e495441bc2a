"""Figures said in public: read as people write them, held against the print, their parts and each other."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from expo.exhibition import amounts, stated_figures
from expo.models import StatedFigure
from tests.support.factories import make_edition, make_stated_figure
from tests.support.staff import make_editor

pytestmark = pytest.mark.django_db
YI = 10**10


@pytest.mark.parametrize(
    ("text", "unit", "currency", "value", "qualifier", "named"),
    [
        ("8169亿元", "money", "CNY", 8169 * YI, None, "CNY"),
        ("816.9bn yuan", "money", "CNY", 8169 * YI, None, "CNY"),
        ("約8169億元", "money", "CNY", 8169 * YI, "about", "CNY"),
        ("$115.7 billion", "money", "USD", 1157 * YI, None, "USD"),
        ("0", "money", "CNY", 0, None, "CNY"),
        ("843", "count", "", 843, None, ""),
        ("８４３", "count", "", 843, None, ""),
        ("nearly 60", "count", "", 60, "nearly", ""),
        ("近60", "count", "", 60, "nearly", ""),
        ("60多个国家和地区", "count", "", 60, "more_than", ""),
        ("500余家", "count", "", 500, "more_than", ""),
        ("70万", "count", "", 700_000, None, ""),
        ("五百三十个项目", "count", "", 530, None, ""),
        ("1.2 million", "count", "", 1_200_000, None, ""),
        ("5 thousand exhibitors", "count", "", 5_000, None, ""),
        ("843 exhibitors", "count", "", 843, None, ""),
        ("21万平方米", "m2", "", 210_000, None, ""),
        ("210,000 m²", "m2", "", 210_000, None, ""),
        ("13.6 per cent", "per_mille", "", 136, None, ""),
        ("13.6%", "per_mille", "", 136, None, ""),
    ],
)
def test_a_figure_is_read_as_people_write_it_and_read_back_as_the_same(text, unit, currency, value, qualifier, named):
    assert amounts.read_figure(text, unit, currency) == amounts.Reading(value, qualifier, named)

    assert amounts.read_figure(amounts.format_value(value, unit, currency), unit, currency).value == value


@pytest.mark.parametrize(
    ("text", "unit", "currency"),
    [
        ("1.2 b", "count", ""),
        ("1.000", "count", ""),
        ("50-60", "count", ""),
        ("4.25", "count", ""),
        ("at least 60", "count", ""),
        ("1e9", "money", "CNY"),
        ("8169亿", "money", ""),
        ("$115.7 billion", "money", "CNY"),
        ("many", "count", ""),
        ("843 yuan", "count", ""),
        ("5 t", "count", ""),
    ],
)
def test_what_is_not_clear_is_refused(text, unit, currency):
    with pytest.raises(ValidationError):
        amounts.read_figure(text, unit, currency)


def test_money_reads_back_in_figures_both_languages_and_capitals():
    assert amounts.echo_value(8169 * YI, "money", "CNY") == [
        "¥816,900,000,000.00",
        "8169亿元",
        "816.9 billion yuan",
        "捌仟壹佰陆拾玖亿元整",
    ]


@pytest.mark.parametrize(
    ("fields", "differs"),
    [
        ({"as_printed": "8169亿元"}, ""),
        ({"as_printed": "签约项目530个，总额8169亿元（约1157亿美元）"}, ""),
        ({"as_printed": "530 projects worth 816.9 billion yuan"}, ""),
        (
            {"value": 81690 * YI, "as_printed": "8169亿元"},
            "The value reads ¥8,169,000,000,000.00, what was printed reads ¥816,900,000,000.00.",
        ),
        (
            {"as_printed": "about 816.9 billion yuan"},
            "The value reads ¥816,900,000,000.00, what was printed reads about ¥816,900,000,000.00.",
        ),
        (
            {"as_printed": "816.9 billion US dollars"},
            "The value reads ¥816,900,000,000.00, what was printed reads US$816,900,000,000.00.",
        ),
        ({"as_printed": ""}, "No such figure stands in what was printed: copy there how it was printed."),
        ({"value": None, "as_printed": "8169亿元"}, "A figure is printed, but the value is empty."),
        ({"value": None, "as_printed": ""}, ""),
        ({"unit": "count", "currency": "", "value": 40, "as_printed": "heads of more than 40"}, None),
    ],
)
def test_the_value_is_held_against_what_was_printed(fields, differs):
    row = StatedFigure(**({"figure": "amount", "unit": "money", "currency": "CNY", "value": 8169 * YI} | fields))

    said = stated_figures.print_difference(row)

    assert said == ("The value reads 40, what was printed reads more than 40." if differs is None else differs)


def money(*amounts: int) -> list:
    """The whole and its parts, in 亿."""
    names = ("amount", "amount_at_expo", "amount_outside")
    return [(name, amount * YI, "CNY") for name, amount in zip(names, amounts, strict=True)]


def make(figure: str, value: int | None, currency: str = "", **fields) -> StatedFigure:
    unit = "money" if currency else "count"
    return make_stated_figure(figure=figure, value=value, currency=currency, unit=unit, **fields)


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([("projects", 530), ("projects_at_expo", 89), ("projects_outside", 441)], []),
        (
            [("projects", 530), ("projects_at_expo", 89), ("projects_outside", 440)],
            ["530 in all, but its parts 89 and 440 add up to 529."],
        ),
        ([("projects", 530), ("projects_at_expo", 89)], []),
        ([("projects", 530), ("projects_at_expo", 890)], ["890 is a part of 530, and more."]),
        ([("projects", 530), ("projects_at_expo", 89), ("projects_outside", None)], []),
        (
            [("amount", 8169 * YI, "CNY"), ("amount_at_expo", 1000 * YI, "CNY"), ("amount_outside", 7169 * YI, "CNY")],
            [],
        ),
        (
            [("amount", 8169 * YI, "CNY"), ("amount_at_expo", 1000 * YI, "CNY"), ("amount_outside", 7168 * YI, "CNY")],
            [],
        ),
        (
            money(8169, 1000, 716),
            [
                "¥816,900,000,000.00 in all, but its parts ¥100,000,000,000.00 and ¥71,600,000,000.00 "
                "add up to ¥171,600,000,000.00."
            ],
        ),
        ([("amount", 8169 * YI, "CNY"), ("amount_at_expo", 9000 * YI, "USD")], []),
    ],
)
def test_parts_are_held_against_their_whole(rows, asked):
    make_edition()
    for row in rows:
        make(*row)

    assert [said for _row, said in stated_figures.figure_problems(StatedFigure.objects.all())] == asked


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ((843, "exact"), (843, "exact"), True),
        ((843, "exact"), (842, "exact"), False),
        ((843, "exact"), (800, "more_than"), True),
        ((790, "exact"), (800, "more_than"), False),
        ((60, "more_than"), (40, "more_than"), True),
        ((57, "exact"), (60, "nearly"), True),
        ((61, "exact"), (60, "nearly"), False),
        ((1000, "exact"), (1020, "about"), True),
        ((1000, "exact"), (1200, "about"), False),
    ],
)
def test_one_statement_is_held_against_another(one, other, fits):
    make_edition()
    for shown, (value, qualifier) in ((True, one), (False, other)):
        make("exhibitors", value, qualifier=qualifier, headline=shown)

    assert (stated_figures.figure_problems(StatedFigure.objects.order_by("pk")) == []) == fits


def test_who_typed_a_figure_does_not_confirm_it_says_the_database_too():
    editor = make_editor()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_stated_figure(typed_by=editor, confirmed_by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_stated_figure(confirmed_by=editor, confirmed_at=None)
