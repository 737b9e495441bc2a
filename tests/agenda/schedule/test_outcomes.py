"""What became of a session: its outcome, its recording, its materials; shown where they are given and released."""

import pytest

from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition
from tests.support.reading import elements, texts

pytestmark = pytest.mark.django_db
PAGE = "2019/agenda/sessions/talk/"
GIVEN = {
    "recording_url": "https://example.org/recorded",
    "materials_url": "https://example.org/slides",
    "outcome_en": "A standard was agreed.\nIt is published in May.",
    "outcome_zh": "达成一项标准。",
}


def outside_links(page) -> dict[str, str]:
    return {
        link.attributes["href"]: link.text for link in elements(page, "a") if link.attributes.get("rel") == "external"
    }


@pytest.mark.parametrize(
    ("language", "heading", "outcome", "watch"),
    [("en", "Outcome", "A standard was agreed.", "Watch"), ("zh-hans", "成果", "达成一项标准。", "观看")],
)
def test_outcome_recording_and_materials_stand_on_the_page(client, language, heading, outcome, watch):
    make_edition(slug="2019")
    make_session(slug="talk", **GIVEN)

    page = client.get(f"/{language}/{PAGE}")

    assert heading in texts(page, "h2")
    assert outcome in texts(page, "p")
    links = outside_links(page)
    assert links["https://example.org/recorded"] == watch
    assert "https://example.org/slides" in links


def test_a_session_without_them_says_nothing_of_them(client):
    make_edition(slug="2019")
    make_session(slug="talk")

    page = client.get(f"/en/{PAGE}")

    assert "Outcome" not in texts(page, "h2")
    assert not {"Recording", "Materials"} & set(texts(page, "dt"))


def test_they_are_public_with_the_next_release_alone(client):
    make_edition(slug="2019")
    session = make_session(slug="talk")
    before = client.get(f"/en/{PAGE}").content

    type(session).objects.filter(pk=session.pk).update(**GIVEN)

    assert client.get(f"/en/{PAGE}").content == before


def test_programs_read_them_too(client):
    make_edition(slug="2019")
    make_session(slug="talk", **GIVEN)

    (told,) = client.get("/api/v1/editions/2019/sessions").json()["items"]
    schedule = client.get("/2019/schedule.json").text

    assert {name: told[name] for name in GIVEN} == GIVEN
    assert ("https://example.org/recorded" in schedule, "https://example.org/slides" in schedule) == (True, True)
