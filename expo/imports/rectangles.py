"""Stands from a file: rectangles as CSV in metres, or an SVG whose ids are the numbers of stands in centimetres."""

import csv
import io
import re
from typing import Any
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from expo.exhibition.floor.plan_changes import MOST, StandChange
from expo.exhibition.floor.stand_states import read_states
from expo.models import Booth, Hall
from expo.models.floor.placement import LONGEST
from expo.spreadsheets.errors import FileRefusal
from expo.spreadsheets.files.encodings import decode_text
from expo.spreadsheets.reading import file_refusal

LARGEST = 2_000_000
COLUMNS = ("number", "x", "y", "width", "depth")
# As spreadsheets of both languages head them.
NAMES = {"编号": "number", "展位": "number", "展位号": "number", "stand": "number", "宽": "width", "深": "depth",
         "height": "depth", "left": "x", "top": "y"}  # fmt: skip
METRES = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")
POINTS = re.compile(r"[-0-9.e]+")
# What is in these is drawn where something refers to it, if at all.
UNDRAWN = frozenset({"defs", "clipPath", "symbol", "pattern", "mask", "marker"})
Rectangles = dict[str, dict[str, int]]


def read_rectangles(name: str, content: bytes) -> Rectangles:
    """By the number of each stand. Raises ValidationError with the line where one cannot be read."""
    if len(content) > LARGEST:
        raise ValidationError(_("The file is too large."))
    found = read_drawing(content) if name.lower().endswith(".svg") else read_table(content)
    if not found:
        raise ValidationError(_("The file has no stands."))
    if len(found) > MOST:
        raise ValidationError(_("These are too many stands at once."))
    return found


def read_table(content: bytes) -> Rectangles:
    rows = csv.reader(io.StringIO(decode_table(content)))
    found: Rectangles = {}
    try:
        heads = [NAMES.get(head.strip().casefold(), head.strip().casefold()) for head in next(rows, [])]
        if missing := [name for name in COLUMNS if name not in heads]:
            raise ValidationError(_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)})
        for row in rows:
            cells = dict(zip(heads, map(str.strip, row), strict=False))
            if any(cells.values()):
                add_stand(found, cells.get("number", ""), table_measures(cells, rows.line_num), rows.line_num)
    except csv.Error as error:
        raise ValidationError(_("This is no table of stands.")) from error
    return found


def decode_table(content: bytes) -> str:
    """Raises UnreadableFile, a ValidationError with the sentence for what is wrong."""
    try:
        return decode_text(content)
    except FileRefusal as error:
        raise file_refusal(error.code, **error.params) from error


def table_measures(cells: dict[str, str], line: int) -> dict[str, int]:
    measures = {}
    for name in COLUMNS[1:]:
        if not METRES.fullmatch(cells.get(name, "")):
            raise ValidationError(
                _("Line %(line)d: “%(column)s” is no number of metres.") % {"line": line, "column": name}
            )
        measures[name] = round(float(cells[name]) * 100)
    return measures


def add_stand(found: Rectangles, number: str, measures: dict[str, int], line: int) -> None:
    names = {"line": line, "number": number[:20]}
    if not 0 < len(number) <= 12:
        raise ValidationError(_("Line %(line)d: “%(number)s” is no number of a stand.") % names)
    if number in found:
        raise ValidationError(_("Line %(line)d: %(number)s is there twice.") % names)
    low, high = min(measures.values()), max(measures.values())
    if low < 0 or high > LONGEST or not (measures["width"] and measures["depth"]):
        raise ValidationError(_("Line %(line)d: %(number)s has no size that a stand can have.") % names)
    found[number] = measures


class DrawingReader:
    """Stands of an SVG: what is drawn where it says that it is, and not what other things are drawn by."""

    def __init__(self) -> None:
        self.found: Rectangles = {}
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.open_element
        self.parser.EndElementHandler = self.close_element
        self.parser.StartDoctypeDeclHandler = self.refuse_declarations
        self.parser.EntityDeclHandler = self.refuse_declarations
        # Of each element that is open.
        self.moved: list[bool] = []
        self.undrawn: list[bool] = []

    def open_element(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self.undrawn.append(name in UNDRAWN)
        self.moved.append((bool(self.moved) and name == "svg") or is_transformed(attributes))
        shape, line = SHAPES.get(name), self.parser.CurrentLineNumber
        if not shape or not attributes.get("id") or any(self.undrawn):
            return
        if any(self.moved):
            names = {"line": line, "number": attributes["id"][:20]}
            raise ValidationError(_("Line %(line)d: %(number)s is turned or moved by a transform.") % names)
        add_stand(self.found, attributes["id"], shape(attributes, line), line)

    def close_element(self, tag: str) -> None:
        self.moved.pop()
        self.undrawn.pop()

    def refuse_declarations(self, *args: Any) -> None:
        raise ValidationError(_("The drawing declares entities; save it as plain SVG."))


def is_transformed(attributes: dict[str, str]) -> bool:
    return bool(attributes.get("transform")) or "transform" in attributes.get("style", "")


def read_drawing(content: bytes) -> Rectangles:
    """Rectangles and polygons with an id; nothing else of the drawing is looked at, and it may declare nothing."""
    reader = DrawingReader()
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValidationError(_("This is no SVG.")) from error
    return reader.found


def rectangle_measures(attributes: dict[str, str], line: int) -> dict[str, int]:
    named = {"x": "x", "y": "y", "width": "width", "depth": "height"}
    return {name: whole_number(attributes.get(theirs, "0"), line) for name, theirs in named.items()}


def polygon_measures(attributes: dict[str, str], line: int) -> dict[str, int]:
    """The rectangle around it."""
    numbers = [whole_number(each, line) for each in POINTS.findall(attributes.get("points", ""))]
    across, along = numbers[::2], numbers[1::2]
    if len(across) != len(along) or not across:
        raise ValidationError(_("This is no SVG."))
    size = {"width": max(across) - min(across), "depth": max(along) - min(along)}
    return {"x": min(across), "y": min(along)} | size


def whole_number(text: str, line: int) -> int:
    try:
        return round(float(text[:20]))
    except (ValueError, OverflowError) as error:
        raise ValidationError(
            _("Line %(line)d: “%(text)s” is no number.") % {"line": line, "text": text[:20]}
        ) from error


SHAPES = {"rect": rectangle_measures, "polygon": polygon_measures}


def rectangle_changes(hall: Hall, rectangles: Rectangles) -> list[StandChange]:
    """The stands of these numbers moved there, and new ones for the others; what the file lacks stays as it is."""
    known = {booth.number: booth for booth in Booth.objects.filter(hall=hall, number__in=list(rectangles))}
    states = read_states(known.values())
    changes = []
    for number, measures in rectangles.items():
        if booth := known.get(number):
            changes.append(StandChange(booth.pk, states[booth.pk].token, measures | {"outline": ""}))
        else:
            changes.append(StandChange(None, "", measures | {"number": number}))
    return changes
