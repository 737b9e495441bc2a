"""What other sites may read of the agenda."""

import datetime as dt

import pytest

from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition
from tests.support.reading import texts

pytestmark = pytest.mark.django_db
FILE = "/2019/agenda/embed.json"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def titles(client, **query) -> list[str]:
    return [one["title"] for one in client.get(FILE, query).json()["sessions"]]


@pytest.mark.parametrize("number", [1, 3])
def test_the_sessions_cost_two_queries(client, number, django_assert_num_queries):
    for _ in range(number):
        make_session()

    with django_assert_num_queries(2):
        assert len(titles(client, day="2019-08-26")) == number


def test_a_day_or_a_filter_names_its_sessions_and_nothing_hidden(client):
    make_session(name_en="Forum")
    make_session(name_en="Contest", kind="contest")
    make_session(name_en="Later", day=dt.date(2019, 8, 27))
    make_session(name_en="Secret", status="draft")

    assert titles(client, day="2019-08-26") == ["Forum", "Contest"]
    assert titles(client, day="2019-08-26", kind="contest") == ["Contest"]
    assert titles(client, day="nonsense") == ["Forum", "Contest", "Later"]


def test_any_site_may_read_the_script_and_the_sessions_and_nothing_else(client):
    for path in (FILE, "/embed.js"):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"
    for path in ("/en/2019/agenda/", "/2019/agenda.ics", "/sw.js", "/accounts/login/"):
        assert "Access-Control-Allow-Origin" not in client.get(path)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_for_webmasters_holds_what_to_copy(client, language):
    response = client.get(f"/{language}/2019/agenda/embed/")

    assert '<script src="http://testserver/embed.js" async></script>' in texts(response, "code")[0]
    assert f'lang="{language}"' in texts(response, "code")[0]
