"""What the database refuses to draw, and how outlines are read."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from expo.exhibition.floor.labels import break_lines, text_width
from expo.exhibition.floor.outlines import Point, Rectangle, parse_outline, split_outline
from expo.models import Booth, HallFeature, HallPlan
from tests.support.factories import make_hall

REFUSED = [
    {"x": 1},
    {"x": 0, "y": 0, "width": 0, "depth": 300},
    {"x": 0, "y": 0, "width": 300, "depth": None},
    {"x": 100_001, "y": 0, "width": 300, "depth": 300},
    {"outline": "0,0 1,0 1,1"},
    {"x": 0, "y": 0, "width": 300, "depth": 300, "outline": "0,0 1,0"},
    {"x": 0, "y": 0, "width": 300, "depth": 300, "outline": "0,0 1,0 -1,1"},
    {"x": 0, "y": 0, "width": 300, "depth": 300, "outline": '0,0 1,0 1,1"><script>'},
    {"open_sides": "SN"},
    {"kind": "castle"},
]


@pytest.mark.django_db
@pytest.mark.parametrize("fields", REFUSED)
def test_a_stand_is_drawn_wholly_or_not_at_all(fields):
    booth = Booth(hall=make_hall(), number="A01", **fields)

    with pytest.raises(ValidationError):
        booth.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        booth.save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [
        lambda hall: HallPlan(hall=hall, outline=""),
        lambda hall: HallPlan(hall=hall, outline="0,0 10,0 10,10", map_x=4),
        lambda hall: HallFeature(hall=hall, kind="stage"),
        lambda hall: HallFeature(hall=hall, kind="pool", x=0, y=0, width=1, depth=1),
    ],
)
def test_neither_a_plan_nor_a_feature_is_drawn_by_halves(row):
    made = row(make_hall())

    with pytest.raises(ValidationError):
        made.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


@pytest.mark.parametrize(
    ("outline", "parts"),
    [
        ("0,0 600,0 600,300 0,300", [(0, 0, 600, 300)]),
        ("0,0 600,0 600,300 300,300 300,600 0,600", [(0, 0, 600, 300), (0, 300, 300, 600)]),
        ("0,0 900,0 900,600 600,600 600,300 300,300 300,600 0,600",
         [(0, 0, 900, 300), (0, 300, 300, 600), (600, 300, 900, 600)]),
    ],
)  # fmt: skip
def test_an_outline_is_split_into_the_rectangles_that_it_covers(outline, parts):
    assert split_outline(parse_outline(outline)) == [Rectangle(*part) for part in parts]


def test_the_rectangles_of_a_slanting_outline_cover_it():
    (part,) = split_outline([Point(0, 0), Point(400, 0), Point(200, 300)])

    assert part == Rectangle(0, 0, 400, 300)


@given(st.text(alphabet="ab 字é", max_size=40), st.floats(1.6, 12), st.integers(0, 4))
def test_no_line_of_a_label_is_wider_than_its_stand(text, width, most):
    lines = break_lines(text, width, most)

    assert len(lines) <= most
    assert [line for line in lines if text_width(line) > width] == []


@pytest.mark.parametrize(
    ("text", "width", "most", "lines"),
    [
        ("Acme Robotics", 6, 2, ["Acme", "Robotics"]),
        ("记忆科技公司", 4, 2, ["记忆科技", "公司"]),
        ("记忆科技股份有限公司", 4, 2, ["记忆科技", "股份有…"]),
        ("Incomprehensibilities", 5, 1, ["Incompr…"]),
        ("Acme", 6, 0, []),
    ],
)
def test_names_are_broken_by_word_and_by_character_and_cut_where_they_end(text, width, most, lines):
    assert break_lines(text, width, most) == lines
