"""The rehearsal lives through a day at its desk: planned, released, fixed, cancelled, each seen in its turn."""

import datetime as dt
import re

import icalendar
import pytest

import agenda.demo
import expo.demo
from agenda.models import Session
from tests.support.staff import an_editor, filled, page

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
DESK = "/desk/agenda/rehearsal"


class Day:
    """What the public knows of three sessions of one day, and what an editor does to them."""

    def __init__(self, client):
        self.visitor, self.editor = client, an_editor()
        plan = Session.objects.releasable().filter(edition__slug="rehearsal", status="confirmed", last_day=None)
        self.day = plan.filter(moved_at=None, starts_at__isnull=False).in_order()[60].day
        rows = plan.filter(day=self.day, starts_at__isnull=False, parent=None, copies__moved_at=None).in_order()
        self.one, self.two, self.three = rows.distinct()[:3]

    def public(self):
        """Every byte of the day in both languages, of the files, and of what is told of versions."""
        paths = [f"/{language}/rehearsal/agenda/{self.day}/" for language in ("en", "zh-hans")]
        paths += [f"/rehearsal/{file}" for file in ("agenda.ics", "schedule.xml", "schedule.json", "agenda.atom")]
        return [self.visitor.get(path).content for path in [*paths, "/en/rehearsal/agenda/releases/"]]

    def cancelled_in(self, version):
        return self.visitor.get(f"/en/rehearsal/agenda/releases/{version}/{self.day}/").text.count("<strong>cancelled<")

    def shown(self, session):
        """Its hours and what is said of them on the day's page: cancelled, moved from when."""
        text = self.visitor.get(f"/en/rehearsal/agenda/{self.day}/").text
        card = text.partition(f'href="{session.get_absolute_url()}"')[2].partition("</article>")[0]
        before = text.partition(f'href="{session.get_absolute_url()}"')[0].rpartition("<article")[2]
        return "cancelled" in before, re.findall(r"<time[^>]*>([\d:]+)</time>", card), "moved" in card

    def in_calendar(self, session):
        calendar = icalendar.Calendar.from_ical(self.visitor.get("/rehearsal/agenda.ics").content)
        event = next(event for event in calendar.walk("VEVENT") if str(event["UID"]) == str(session.uid))
        return event["SEQUENCE"], str(event["STATUS"]), event["DTEND"].dt - event["DTSTART"].dt

    def shorten(self, session):
        """By five minutes, which cannot make a new clash, on the planning board."""
        path = f"{DESK}/sessions/{session.pk}/move/"
        end = (session.ends_at - dt.timedelta(minutes=5)).astimezone(session.edition.tz)
        answer = self.editor.post(path, filled(self.editor.get(path), end=f"{end:%H:%M}", length=""))
        assert answer.status_code == 302

    def release(self, what=""):
        path = f"{DESK}/release/{what}"
        return self.editor.post(path, filled(self.editor.get(path)), follow=True).text

    def cancel(self, session):
        chosen = {"action": "cancel", "_selected_action": [session.pk], "confirmed": "yes"}
        assert self.editor.post(page("agenda.session", "changelist"), chosen).status_code == 302


def hours(session, shorter):
    zone, less = session.edition.tz, dt.timedelta(minutes=5 * shorter)
    return [f"{moment.astimezone(zone):%H:%M}" for moment in (session.starts_at, session.ends_at - less)]


def test_the_rehearsal_lives_through_a_day(client):
    expo.demo.load()
    agenda.demo.load()
    day = Day(client)
    first, second, third = day.one, day.two, day.three
    before, length = day.public(), first.ends_at - first.starts_at

    day.shorten(first)
    assert day.public() == before
    assert "Version 3.0 of the agenda is public." in day.release()
    assert day.shown(first) == (False, hours(first, 1), True)
    assert day.in_calendar(first) == (1, "CONFIRMED", length - dt.timedelta(minutes=5))

    day.shorten(second)
    day.shorten(third)
    assert "Version 3.1 of the agenda is public." in day.release(f"{second.pk}/")
    assert day.shown(second) == (False, hours(second, 1), True)
    assert day.shown(third) == (False, hours(third, 0), False)

    before = day.public()
    day.cancel(first)
    assert day.public() == before
    assert "Version 4.0 of the agenda is public." in day.release()
    assert day.shown(first)[:2] == (True, hours(first, 1))
    assert day.in_calendar(first)[:2] == (2, "CANCELLED")
    assert str(first.uid) not in client.get("/rehearsal/schedule.xml").text
    assert day.shown(third) == (False, hours(third, 1), True)
    assert day.cancelled_in("4.0") == day.cancelled_in("3.1") + 1
