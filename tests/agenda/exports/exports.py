"""Exports read back by other people's parsers, and the official schemas where they lie beside the project."""

import json
from pathlib import Path

import icalendar
import jsonschema
import pytest
from django.conf import settings
from lxml import etree

SCHEMAS = Path(settings.BASE_DIR).parent / "shared" / "data" / "schedule-schemas"
needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason=f"The schemas of schedule.xml and schedule.json are not in {SCHEMAS}"
)


def events(response) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(response.content)
    assert [error for part in calendar.walk() for error in part.errors] == []
    return calendar.walk("VEVENT")


def titles(response) -> list[str]:
    return [str(event["SUMMARY"]) for event in events(response)]


def xml(response) -> etree._Element:
    return etree.fromstring(response.content)


def conference(response) -> dict:
    return json.loads(response.content)["schedule"]["conference"]


def talks(response) -> list[dict]:
    return [one for day in conference(response)["days"] for room in day["rooms"].values() for one in room]


def faults_of_xml(response) -> list[str]:
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / "schedule.xml.xsd")))
    schema.validate(xml(response))
    return [str(error) for error in schema.error_log]


def faults_of_json(response) -> list[str]:
    schema = json.loads((SCHEMAS / "schema.json").read_text())
    checker = jsonschema.Draft6Validator(schema, format_checker=jsonschema.FormatChecker())
    return [error.message for error in checker.iter_errors(json.loads(response.content))]
