"""Parts of public pages that are drawn once, and anew as soon as anything that they say has changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from expo.models import Booth, Launch, Organisation, Participation
from expo.web.drawn_parts import DrawnPart, recall_part, recall_parts
from tests.support.factories import make_booth, make_edition, make_hall
from tests.support.floor import make_exhibitor_at
from tests.support.showcase_factories import make_launch

pytestmark = pytest.mark.django_db

HALL, HOME = "/en/2019/halls/S4/", "/en/2019/"


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def stand(edition):
    booth = make_booth(hall=make_hall(edition=edition, code="S4"), number="A01")
    make_exhibitor_at(booth, "Mica Works", slug="mica-works")
    return booth


def test_a_part_is_drawn_once_in_each_language(edition):
    drawn = []

    def draw():
        drawn.append(translation.get_language())
        return DrawnPart(1, f"<p>{Organisation.objects.count()} in {translation.get_language()}</p>")

    found = []
    for language in ("en", "en", "zh-hans", "zh-hans"):
        with translation.override(language):
            found.append(recall_part(("counted",), draw).html)

    assert (found, drawn) == (["<p>0 in en</p>"] * 2 + ["<p>0 in zh-hans</p>"] * 2, ["en", "zh-hans"])


def test_parts_come_in_the_order_in_which_they_are_asked_for(edition):
    draws = {(name,): lambda name=name: DrawnPart(0, name * 3000) for name in "cab"}

    assert [recall_parts(draws), recall_parts(draws)] == [[(0, "c" * 3000), (0, "a" * 3000), (0, "b" * 3000)]] * 2


def test_the_stands_of_a_hall_are_not_asked_for_again_until_one_of_them_changes(client, stand):
    numbers = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            client.get(HALL)
        numbers.append(sum('"expo_booth"."number"' in query["sql"].partition(" FROM ")[0] for query in queries))
        if len(numbers) == 2:
            Booth.objects.update(number="A02")

    assert (numbers[0] > 0, numbers[1], numbers[2]) == (True, 0, numbers[0])


CHANGES = {
    "name": (lambda: Organisation.objects.update(name_en="Quartz Works"), "Quartz Works", "Mica Works"),
    "number": (lambda: Booth.objects.update(number="Z99"), "Z99", "A01"),
    "withdrawal": (
        lambda: Participation.objects.update(status="withdrawn"),
        "Nothing of this was published",
        "Mica Works",
    ),
    "address": (lambda: Participation.objects.update(slug="moved-on"), "moved-on", "mica-works"),
}


@pytest.mark.parametrize(("change", "shown", "gone"), CHANGES.values(), ids=CHANGES)
def test_what_changes_at_a_stand_is_seen_on_the_page_of_its_hall_at_once(client, stand, change, shown, gone):
    before = client.get(HALL).text

    change()
    after = client.get(HALL).text

    assert (gone in before, shown in before, shown in after, gone in after) == (True, False, True, False)


def test_what_is_withdrawn_is_gone_from_the_home_page_at_once(client, edition):
    make_launch(edition=edition, name_en="Basalt cooler")
    before = client.get(HOME).text

    Launch.objects.update(published=False)

    assert ("Basalt cooler" in before, "Basalt cooler" in client.get(HOME).text) == (True, False)
