"""Stands from CSV and SVG: read as they are meant, refused with the line, hostile files without harm."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports.rectangles import read_rectangles
from expo.models import Booth
from tests.support.factories import make_edition, make_hall
from tests.support.floor import make_drawn, make_exhibitor_at, make_plan
from tests.support.staff import make_editor, signed_in

A01 = {"A01": {"x": 0, "y": 150, "width": 300, "depth": 600}}
RECT = '<rect id="A01" width="3" height="3"/>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><g>%s</g></svg>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "number,x,y,width,depth\nA01,0,1.5,3,6\n"),
        ("a.csv", "\ufeffNumber,X,Y,Width,Depth,note\r\nA01,0,1.50,3,6,corner\r\n,,,,\r\n"),
        ("a.svg", SVG % '<rect id="A01" y="150" width="300" height="600"/><rect width="9" height="9"/>'),
        ("a.svg", SVG % '<g transform="scale(2)"/><rect id="A01" y="150" width="300" height="600"/>'),
        ("a.SVG", SVG % '<polygon id="A01" points="0,150 300,150 300,750 0 750"/><text id="B">x</text>'),
    ],
)
def test_a_file_of_stands_is_read(name, content):
    assert read_rectangles(name, content.encode()) == A01


def test_a_table_in_chinese_of_an_old_spreadsheet_is_read():
    assert read_rectangles("a.csv", "展位号,x,y,宽,深\nA01,0,1.5,3,6".encode("gb18030")) == A01


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG % "&b;"


def test_a_table_that_windows_calls_unicode_is_read():
    assert read_rectangles("a.csv", "number,x,y,width,depth\nA01,0,1.5,3,6".encode("utf-16")) == A01


def test_a_table_whose_encoding_is_not_certain_is_refused_and_not_read_as_rare_characters():
    with pytest.raises(ValidationError, match="encoding is not certain"):
        read_rectangles("a.csv", b"number,x,y,width,depth\nA01\x81\x45\x81\x46,0,1.5,3,6")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "", "missing"),
        ("a.csv", "number,x,y,width\n", "depth"),
        ("a.csv", "number,x,y,width,depth\n", "no stands"),
        ("a.csv", "number,x,y,width,depth\nA01,0,0,3,six", "Line 2"),
        ("a.csv", "number,x,y,width,depth\nA01,0,0,3,0", "Line 2"),
        ("a.csv", "number,x,y,width,depth\nA01,0,0,3,3\nA01,3,0,3,3", "Line 3"),
        ("a.csv", "number,x,y,width,depth\nA01,9999,0,3,3", "Line 2"),
        ("a.svg", "not a drawing", "no SVG"),
        ("a.svg", BOMB, "entities"),
        ("a.svg", '<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + SVG % "", "entities"),
        ("a.svg", SVG % '<rect id="A01" width="1e999" height="3"/>', "Line 1"),
        ("a.svg", SVG % '<rect id="A01" x="-5" width="3" height="3"/>', "Line 1"),
        ("a.svg", SVG % '<rect id="A01" width="3" height="3" transform="rotate(9)"/>', "transform"),
        ("a.svg", SVG % f'<g transform="translate(500,0)"><g>{RECT}</g></g>', "A01 is turned or moved by a transform"),
        ("a.svg", SVG % f'<g style="transform: scale(2)">{RECT}</g>', "A01 is turned or moved by a transform"),
        ("a.svg", SVG % f'<svg x="9">{RECT}</svg>', "A01 is turned or moved by a transform"),
        ("a.svg", SVG % f"<defs>{RECT}</defs><clipPath><g>{RECT}</g></clipPath>", "no stands"),
        ("a.csv", "x" * 2_000_001, "large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(name, content, said):
    with pytest.raises(ValidationError, match=said):
        read_rectangles(name, content.encode())


@pytest.mark.django_db
def test_a_file_moves_what_there_is_adds_the_rest_and_is_undone_in_one_step():
    hall = make_hall(edition=make_edition(slug="2019"), code="S4")
    make_plan(hall)
    make_exhibitor_at(make_drawn(hall, "A01", 900, 900), "Acme")
    make_drawn(hall, "Z01", 0, 0)
    staff = signed_in(make_editor())
    file = SimpleUploadedFile("plan.csv", b"number,x,y,width,depth\nA01,0,0,3,3\nA02,3,0,3,3\n")

    response = staff.post("/desk/halls/2019/S4/rectangles/", {"file": file})
    drawn = dict(Booth.objects.order_by("number").values_list("number", "x"))
    staff.post("/desk/halls/2019/S4/undo/")

    assert response.status_code == 302
    assert drawn == {"A01": 0, "A02": 300, "Z01": 0}
    assert dict(Booth.objects.values_list("number", "x")) == {"A01": 900, "Z01": 0}
    assert Booth.objects.get(number="A01").participations.count() == 1


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_changes_nothing_and_says_why():
    make_plan(make_hall(edition=make_edition(slug="2019"), code="S4"))
    file = SimpleUploadedFile("plan.csv", b"number,x,y,width,depth\nA01,0,0,3,six\n")

    response = signed_in(make_editor()).post("/desk/halls/2019/S4/rectangles/", {"file": file})

    assert (response.status_code, "Line 2" in response.text) == (422, True)
    assert not Booth.objects.exists()
