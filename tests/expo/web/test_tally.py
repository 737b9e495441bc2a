"""The count kept in strokes of 正."""

import re

import pytest
from django.template import Context, Template

from expo.templatetags.drawing import COLUMNS_NARROW, COLUMNS_WIDE, STROKES, tally


def strokes(drawing):
    """How many strokes of 正 a path draws: each place begins with a capital M, each further stroke with a small m."""
    places = drawing.path.split("M")[1:]
    return sum(len(re.findall("m", place)) for place in places)


def places(drawing):
    return [tuple(map(int, place)) for place in re.findall(r"M(\d+) (\d+)", drawing.path)]


@pytest.mark.parametrize("number", [0, 1, 4, 5, 89, 441, 1000])
def test_every_project_is_one_stroke_in_both_drawings(number):
    wide, narrow = tally(number, 0).first

    assert [strokes(wide), strokes(narrow)] == [number, number]


def test_the_figures_of_2019_fill_two_lines_whose_lengths_are_their_shares():
    drawn = tally(89, 441)

    assert [part[0][:2] for part in (drawn.first, drawn.second)] == [(9, 2), (45, 2)]


@pytest.mark.parametrize("counts", [(0, 0), (1, 0), (89, 441), (500, 500), (5300, 8900), (123456, 7)])
def test_no_stroke_stands_outside_its_drawing_and_no_drawing_outgrows_the_page(counts):
    drawn = tally(*counts)

    for wide, narrow in (drawn.first, drawn.second):
        for drawing in (wide, narrow):
            assert all(x < drawing.columns * 10 and y < drawing.rows * 10 for x, y in places(drawing))
        assert narrow.columns == COLUMNS_NARROW
    assert drawn.first[0].columns + drawn.second[0].columns <= COLUMNS_WIDE + 2


def test_large_counts_are_kept_in_tens_and_say_so():
    drawn = tally(890, 4410)

    assert (drawn.each, strokes(drawn.first[0]), strokes(drawn.second[0])) == (10, 89, 441)


def test_a_count_that_was_not_published_draws_nothing():
    drawn = Template("{% load drawing %}{% tally count None as t %}{{ t.first.0.path }}{{ t.second.0.path }}")

    assert drawn.render(Context({"count": None})) == ""


def test_a_whole_character_takes_five_strokes():
    assert len(STROKES) == 5
