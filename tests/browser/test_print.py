"""A day on paper: at most four sheets of A4, and nothing of the day left out."""

import re

import pytest

from agenda.schedule.day import PER_PAGE
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition, make_organisation, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOMS = 12


@pytest.fixture
def day():
    make_edition(slug="2019")
    rooms = [make_room(name_en=f"International Conference Hall {number}", order=number) for number in range(ROOMS)]
    person, firm = make_person(), make_organisation()
    for number in range(PER_PAGE):
        make_session(
            name_en=f"Forum {number} on how intelligent machines learn from people, and people from them",
            name_zh=f"第{number}场智能机器如何向人学习以及人如何向智能机器学习高峰论坛",
            hour=9 + number // ROOMS,
            room=rooms[number % ROOMS],
            roles=[person, firm],
        )


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("view", ["", "?view=grid"])
def test_a_full_day_in_twelve_rooms_prints_on_at_most_four_pages(open_page, day, language, view):
    page = open_page()
    page.goto(f"/{language}/2019/agenda/2019-08-26/{view}")

    sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))

    assert 1 <= len(sheets) <= 4
    page.emulate_media(media="print")
    assert page.locator("h3").filter(visible=True).count() == PER_PAGE
    assert page.locator(".people").filter(visible=True).count() == (0 if view else PER_PAGE)
    assert page.locator("a, button").filter(has_text=re.compile("My visit|我的行程")).filter(visible=True).count() == 0
