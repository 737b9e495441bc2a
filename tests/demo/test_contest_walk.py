"""The walk of the README through a contest of the demo: by two of its staff and a judge, without the administrator."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from agenda.models.contests import ContestEvent, Round, RoundEntry, Score
from expo.demo import staff
from tests.support.rehearsed_contests import load_rehearsal

pytestmark = pytest.mark.django_db
DESK = "/desk/contests/rehearsal/student-chip-design/1/"


@pytest.fixture
def shown(monkeypatch):
    """The rehearsal before it opens: the preliminary round of a blind contest is being judged."""
    load_rehearsal(monkeypatch, "before")
    staff.make_staff("secret")
    return Round.objects.get(contest__slug="student-chip-design", number=1)


def come_as(name):
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def press(client, step, **more):
    newest = client.get(DESK).context["newest"]
    sent = {"step": step, "version": newest.version if newest else ""} | more
    return [str(said) for said in client.post(DESK, sent, follow=True).context["messages"]]


def test_a_contest_is_led_from_a_judge_s_link_to_the_next_round_by_editor_and_reviewer(shown):
    editor, reviewer = come_as("editor"), come_as("reviewer")
    last = shown.jurors.in_order().last()
    made = editor.post("/desk/jury/rehearsal/", {"juror": last.pk, "step": "invite"})
    link = re.search(r"http://testserver(/jury/invitation/\?key=[\w-]+)", made.text)[1]
    judge = Client()
    assert judge.post(link, follow=True).status_code == 200
    assert not Score.objects.filter(assignment__juror=last).exists()
    assert editor.get(DESK).context["waiting"] == []

    said = [press(editor, "close", sure="1"), press(editor, "freeze"), press(editor, "confirm")]
    said += [press(reviewer, "confirm"), press(editor, "publish"), press(reviewer, "advance")]

    assert said == [
        ["Judging is closed."],
        ["The ranking is frozen."],
        ["Whoever froze a ranking cannot confirm it."],
        ["The ranking is confirmed."],
        ["The ranking is published."],
        ["Entries have gone on."],
    ]
    assert RoundEntry.objects.filter(round__contest=shown.contest, round__number=2).count() == 6
    log = editor.get("/desk/contests/rehearsal/log/?contest=student-chip-design")
    assert [line.event.actor for line in log.context["lines"]][:3] == ["reviewer", "editor", "reviewer"]
    assert not ContestEvent.objects.filter(actor="admin").exists()
