"""The rehearsal's fullest day and a full hall on paper: at most four sheets of A4 each."""

import re

import pytest
from django.db.models import Count

import agenda.demo
import expo.demo
from agenda.models import Session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HALL = "rehearsal/halls/N3/"


def fullest_day():
    sessions = Session.objects.public().filter(edition__slug="rehearsal", day__isnull=False, last_day=None)
    return sessions.order_by().values("day").annotate(number=Count("pk")).order_by("-number").first()["day"]


def test_the_rehearsals_fullest_day_and_a_full_hall_print_on_at_most_four_pages(open_page):
    expo.demo.load()
    agenda.demo.load()
    address = f"rehearsal/agenda/{fullest_day()}/"
    page, sheets = open_page(), {}

    for language in ("en", "zh-hans"):
        for view in ("", "?view=grid", HALL):
            page.goto(f"/{language}/{HALL if view == HALL else address + view}")
            sheets[language, view] = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4")))

    assert {where: number for where, number in sheets.items() if not 1 <= number <= 4} == {}
    assert sheets["zh-hans", ""] == 3, "the list begins on the first sheet, below the heading"
