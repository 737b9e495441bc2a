"""The rehearsal's fullest day on paper: at most four sheets of A4."""

import re

import pytest
from django.db.models import Count

import agenda.demo
import expo.demo
from agenda.models import Session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fullest_day():
    sessions = Session.objects.public().filter(edition__slug="rehearsal", day__isnull=False, last_day=None)
    return sessions.order_by().values("day").annotate(number=Count("pk")).order_by("-number").first()["day"]


def test_the_rehearsals_fullest_day_prints_on_at_most_four_pages(open_page):
    expo.demo.load()
    agenda.demo.load()
    address = f"rehearsal/agenda/{fullest_day()}/"
    page, sheets = open_page(), {}

    for language in ("en", "zh-hans"):
        for view in ("", "?view=grid"):
            page.goto(f"/{language}/{address}{view}")
            sheets[language, view] = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4")))

    assert {where: number for where, number in sheets.items() if not 1 <= number <= 4} == {}
    assert sheets["zh-hans", ""] == 3, "the list begins on the first sheet, below the heading"
