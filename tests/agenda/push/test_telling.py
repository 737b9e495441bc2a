"""What browsers are told of releases: to whom, once, in which words, and never of what is not public."""

import datetime as dt

import pytest

from agenda.models import PushMessage
from agenda.push.outcomes import Totals
from agenda.push.sending import send_messages
from agenda.releases import publication
from expo.models import Edition
from tests.support.agenda_factories import make_room, make_session
from tests.support.push_service import run_push_service
from tests.support.push_world import change, make_coming_edition, make_keynote, move, release, subscribe, switch_on

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
CANARY = "Zyzzyva"


@pytest.fixture
def service(settings):
    switch_on(settings)
    with run_push_service() as running:
        settings.WEB_PUSH_LOOPBACK = [running.origin]
        yield running


@pytest.fixture
def edition():
    return make_coming_edition()


@pytest.fixture
def keynote(edition):
    return make_keynote(edition)


def told(service, browser):
    """Title and text of all that it was told."""
    send_messages()
    return [(one["title"], one["body"]) for one in service.told(browser)]


def test_who_keeps_a_session_is_told_once_of_its_move_in_their_language(service, edition, keynote):
    english, chinese, other = (service.make_browser() for _number in range(3))
    subscribe(english, keynote)
    subscribe(chinese, keynote, language="zh-hans")
    subscribe(other, make_session(edition=edition))
    move(keynote)

    release(edition)

    assert send_messages() == Totals(sent=2)
    [message] = service.told(english)
    assert message == {
        "title": "Moved: Keynote",
        "body": "Sun 26 Aug 10:00 → 11:00, Hall N3",
        "url": f"/en/2040/agenda/sessions/{keynote.slug}/",
        "tag": "2040-2.0",
        "lang": "en",
    }
    [message] = service.told(chinese)
    assert (message["title"], message["body"]) == ("时间变动：主旨演讲", "8月26日周日 10:00 → 11:00，N3馆")
    assert message["url"] == f"/zh-hans/2040/agenda/sessions/{keynote.slug}/"
    assert service.told(other) == []
    assert send_messages() == Totals()
    assert len(service.posted) == 2


def test_a_message_has_the_headers_of_the_standards(service, edition, keynote):
    subscribe(service.make_browser(), keynote)
    move(keynote)
    release(edition)

    send_messages()

    [posted] = service.posted
    names = ("Content-Encoding", "TTL", "Urgency")
    assert [posted.headers[name] for name in names] == ["aes128gcm", "86400", "high"]
    assert posted.headers["Authorization"].startswith("vapid t=")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "cancelled"}, ("Cancelled: Keynote", "Sun 26 Aug 10:00, Hall N3")),
        ({"visibility": "staff"}, ("Taken off the agenda: Keynote", "Sun 26 Aug 10:00, Hall N3")),
        ({"by": DAY, "day": dt.date(2040, 8, 27)}, ("Moved: Keynote", "Sun 26 Aug 10:00 → Mon 27 Aug 10:00, Hall N3")),
        (
            {"starts_at": None, "ends_at": None},
            ("Moved: Keynote", "Sun 26 Aug 10:00 → Sun 26 Aug, Hall N3"),
        ),
    ],
)
def test_what_has_become_of_it_is_said(service, edition, keynote, fields, words):
    browser = service.make_browser()
    subscribe(browser, keynote)
    if by := fields.pop("by", None):
        move(keynote, by, **fields)
    else:
        change(keynote, **fields)

    release(edition)

    assert told(service, browser) == [words]


def test_another_room_is_told_with_the_one_before(service, edition, keynote):
    browser = service.make_browser()
    subscribe(browser, keynote)
    change(keynote, room=make_room(edition=edition, name_en="Grand Hall"))

    release(edition)

    assert told(service, browser) == [("Another room: Keynote", "Sun 26 Aug 10:00, Hall N3 → Grand Hall")]


def test_several_of_one_release_are_one_message_and_lead_to_the_whole_visit(service, edition, keynote):
    others = [make_keynote(edition, name_en=f"Talk {number}", hour=12) for number in range(5)]
    browser = service.make_browser()
    subscribe(browser, keynote, *others)
    for session in (keynote, *others):
        move(session)

    release(edition)

    [(title, body)] = told(service, browser)
    assert title == "6 sessions that you keep have changed"
    lines = body.splitlines()
    assert len(lines) == 5
    assert lines[0] == "Moved: Keynote, Sun 26 Aug 10:00 → 11:00, Hall N3"
    assert lines[4] == "and 2 more"
    assert service.told(browser)[0]["url"] == "/en/2040/agenda/mine/"


def test_other_people_and_other_words_are_no_reason_to_ring(service, edition, keynote):
    subscribe(service.make_browser(), keynote)
    change(keynote, abstract_en="Other words.", name_en="Opening keynote")

    release(edition)

    assert not PushMessage.objects.exists()


def test_each_of_two_releases_is_told(service, edition, keynote):
    browser = service.make_browser()
    subscribe(browser, keynote)
    for _time in range(2):
        move(keynote)
        release(edition)
        send_messages()

    assert [one["body"] for one in service.told(browser)] == [
        "Sun 26 Aug 10:00 → 11:00, Hall N3",
        "Sun 26 Aug 11:00 → 12:00, Hall N3",
    ]


def test_a_hot_fix_is_told_too(service, edition, keynote):
    browser = service.make_browser()
    subscribe(browser, keynote)

    publication.publish_hot_fix(move(keynote), by=None, overridden="for a test")

    assert told(service, browser) == [("Moved: Keynote", "Sun 26 Aug 10:00 → 11:00, Hall N3")]
    assert service.told(browser)[0]["tag"] == "2040-1.1"


def test_a_move_that_was_undone_before_it_was_told_is_not_told(service, edition, keynote):
    browser = service.make_browser()
    subscribe(browser, keynote)
    move(keynote)
    first = release(edition)
    move(keynote, dt.timedelta(hours=-1))
    release(edition)
    PushMessage.objects.exclude(release=first).delete()

    assert told(service, browser) == []
    assert not PushMessage.objects.exists()


def test_it_is_told_where_a_session_stands_now_whatever_was_released_between(service, edition, keynote):
    browser = service.make_browser()
    subscribe(browser, keynote)
    move(keynote)
    first = release(edition)
    change(keynote, status="cancelled")
    release(edition)
    PushMessage.objects.exclude(release=first).delete()

    assert told(service, browser) == [("Cancelled: Keynote", "Sun 26 Aug 11:00, Hall N3")]


def test_the_plan_is_told_to_nobody_before_it_is_released(service, edition, keynote):
    browser = service.make_browser()
    subscribe(browser, keynote)
    move(keynote)
    release(edition)
    move(keynote, name_en="Secret name", room=make_room(edition=edition, name_en="Secret room"))

    assert told(service, browser) == [("Moved: Keynote", "Sun 26 Aug 10:00 → 11:00, Hall N3")]


def test_nothing_of_the_plan_is_in_a_message_that_leaves_while_it_goes_on(service, edition, keynote):
    """The release as it was, although all that it names has another name in the plan by now."""
    browser, hidden = service.make_browser(), make_session(edition=edition, name_en=CANARY, status="draft")
    subscribe(browser, keynote, hidden)
    move(keynote)
    move(hidden)
    release(edition)
    change(keynote, name_en=CANARY, name_zh=CANARY, room=make_room(edition=edition, name_en=CANARY, slug="canary"))
    send_messages()

    assert [CANARY in str(one) for one in service.told(browser)] == [False]
    move(keynote)
    release(edition)
    send_messages()
    # Released it is told: a message would have shown it before, too.
    assert [CANARY in str(one) for one in service.told(browser)] == [False, True]


def test_of_an_edition_that_was_hidden_meanwhile_nothing_is_sent(service, edition, keynote):
    browser = service.make_browser()
    subscribe(browser, keynote)
    move(keynote)
    release(edition)
    Edition.objects.update(published=False)

    assert told(service, browser) == []


def test_a_release_that_fails_tells_nobody(service, edition, keynote, monkeypatch):
    subscribe(service.make_browser(), keynote)
    move(keynote)

    with pytest.raises(RuntimeError):
        release_and_fail(edition, monkeypatch)

    assert not PushMessage.objects.exists()


def release_and_fail(edition, monkeypatch):
    """After all is written, as a connection that breaks would."""
    queue = publication.queue_messages

    def queue_and_fail(*given):
        queue(*given)
        assert PushMessage.objects.exists()
        raise RuntimeError

    monkeypatch.setattr(publication, "queue_messages", queue_and_fail)
    release(edition)


def test_hostile_names_arrive_as_text_and_no_longer_than_a_message_may_be(service, edition):
    name = "<script>alert(1)</script> " + "𝕏" * 200
    sessions = [make_keynote(edition, name_en=name, name_zh="龍" * 250) for _number in range(6)]
    browsers = [service.make_browser(), service.make_browser()]
    subscribe(browsers[0], *sessions)
    subscribe(browsers[1], *sessions, language="zh-hans")
    for session in sessions:
        move(session, room=make_room(edition=edition, name_en=name[:200], name_zh="龍" * 200))

    release(edition)

    assert send_messages() == Totals(sent=2)
    assert [len(posted.body) <= 4096 for posted in service.posted] == [True, True]
    assert service.told(browsers[0])[0]["body"].startswith("Moved: <script>alert(1)</script> 𝕏")


@pytest.mark.parametrize("browsers", [1, 3])
def test_sending_costs_as_many_statements_however_many_browsers_are_told(
    service, edition, keynote, browsers, django_assert_num_queries
):
    for _number in range(browsers):
        subscribe(service.make_browser(), keynote)
    move(keynote)
    release(edition)

    with django_assert_num_queries(16):
        send_messages()
