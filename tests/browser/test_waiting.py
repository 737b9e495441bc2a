"""What takes long says so once it is sent, and is not sent again by a second press."""

import pytest
from playwright.sync_api import expect

from agenda.models import Release, Session
from tests.support.accessibility import violations
from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition
from tests.support.staff import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START = "/desk/agenda/2019/release/"
WORDS = "The agenda is being released."


def test_a_release_that_takes_long_says_so_and_is_sent_once(log_in):
    session = make_session(edition=make_edition(slug="2019"))
    Session.objects.filter(pk=session.pk).update(name_en="Another title")
    page = log_in(make_editor(), START)
    held = []
    page.route(f"**{START}", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    button = page.get_by_role("button", name="Release 1 changed session")

    button.click(no_wait_after=True)
    said = page.get_by_role("status").filter(has_text=WORDS)
    expect(said).to_be_visible()
    assert violations(page) == []
    button.click(no_wait_after=True)
    expect(said).to_contain_text("2 s")
    assert len(held) == 1

    held[0].continue_()
    page.get_by_text("of the agenda is public.").wait_for()
    expect(said).to_have_count(0)
    assert Release.objects.count() == 2
