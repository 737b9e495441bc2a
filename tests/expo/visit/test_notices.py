"""An urgent notice stands at once, in both languages, on every page, screen and wall; two boxes publish it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from expo.models import Notice
from expo.visit.notices import seconds_until_change
from expo.web.public_page import public_editions
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import make_edition
from tests.support.staff import a_clerk, make_editor, make_staff, signed_in

pytestmark = pytest.mark.django_db

STORM = {"text_en": "Storm: stay inside.", "text_zh": "暴风雨：请留在室内。"}
DESK = "/desk/notices/2019/"


def make_notice(edition, minutes=0, **fields):
    return Notice.objects.create(
        edition=edition, starts_at=timezone.now() + dt.timedelta(minutes=minutes), **(STORM | fields)
    )


def an_announcer(name="wang"):
    user = make_editor()
    user.username = name
    user.save()
    return signed_in(user)


@pytest.fixture
def edition():
    return make_edition()


@pytest.mark.parametrize(
    "path",
    ["", "exhibitors/", "agenda/", "search/", "deals/", "wall/", "rooms/hall-a/screen/", "notice/", "agenda/mine/"],
)
@pytest.mark.parametrize(("language", "first"), [("en", "Storm"), ("zh-hans", "暴风雨")])
def test_a_notice_stands_in_both_languages_on_every_page_screen_and_wall(edition, client, path, language, first):
    make_session(edition=edition, room=make_room(edition=edition, slug="hall-a"))
    address = f"/{language}/2019/{path}"
    assert "Storm" not in client.get(address).content.decode()

    an_announcer().post(DESK, STORM)

    shown = client.get(address).content.decode()
    assert (shown.count("Storm: stay"), shown.count("暴风雨：请")) == (1, 1)
    assert shown.index(first) == min(shown.index("Storm: stay"), shown.index("暴风雨：请"))


def test_it_comes_with_the_editions_in_their_one_statement(edition, rf, django_assert_num_queries):
    notice = make_notice(edition)

    with django_assert_num_queries(1):
        (found,) = public_editions(rf.get("/"))

    assert found.notice == STORM | {"pk": notice.pk}


def test_the_newest_one_takes_the_place_of_the_one_before_and_an_ended_one_stands_nowhere(edition, client):
    make_notice(edition, minutes=-5, text_en="First.")
    newest = make_notice(edition, minutes=-1, text_en="Second.")
    shown = client.get("/en/2019/notice/").content.decode()
    assert ("First." in shown, "Second." in shown) == (False, True)

    someone = an_announcer("li")
    someone.post(DESK, {"end": newest.pk})

    assert "First." in client.get("/en/2019/notice/").content.decode()
    newest.refresh_from_db()
    assert (newest.ended_by.username, newest.is_over) == ("li", True)
    assert "It had ended already." in someone.post(DESK, {"end": newest.pk}, follow=True).content.decode()


def test_it_begins_and_ends_by_itself_and_other_editions_say_nothing(edition, client):
    make_edition(slug="2020")
    make_notice(edition, minutes=-10, ends_at=timezone.now() - dt.timedelta(minutes=1))
    make_notice(edition, minutes=30, ends_at=timezone.now() + dt.timedelta(minutes=60))

    assert client.get("/en/2019/notice/").content.strip() == b""
    assert 29 * 60 < seconds_until_change() <= 30 * 60
    Notice.objects.update(starts_at=timezone.now() - dt.timedelta(hours=1))
    assert b"Storm" in client.get("/en/2019/notice/").content
    assert client.get("/en/2020/notice/").content.strip() == b""


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"text_zh": ""}, "text_zh"),
        ({"text_en": ""}, "text_en"),
        ({"starts_at": "2019-08-26T10:00", "ends_at": "2019-08-26T09:00"}, "ends_at"),
    ],
)
def test_what_lacks_a_language_or_ends_before_it_starts_is_not_shown(edition, sent, wrong):
    response = an_announcer().post(DESK, STORM | sent)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [wrong])
    assert not Notice.objects.exists()


def test_moments_are_by_the_clock_at_the_venue(edition):
    edition.timezone = "Europe/Berlin"
    edition.save()

    an_announcer().post(DESK, STORM | {"starts_at": "2019-08-26T10:00", "ends_at": "2019-08-26T12:00"})

    notice = Notice.objects.get()
    assert (notice.starts_at.isoformat(), notice.ends_at.isoformat()) == (
        "2019-08-26T08:00:00+00:00",
        "2019-08-26T10:00:00+00:00",
    )
    assert notice.by.username == "wang"


def test_only_those_allowed_find_the_form(edition):
    assert a_clerk().get(DESK).status_code == 404
    assert signed_in(make_staff()).post(DESK, STORM).status_code == 404
    assert an_announcer().get(reverse("notice_desk"))["Location"] == DESK
    assert not Notice.objects.exists()
