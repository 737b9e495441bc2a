"""What takes long says so once it is sent, with which file, and is not sent again by a second press."""

import pytest
from playwright.sync_api import expect

from agenda.models import Session
from tests.support.accessibility import violations
from tests.support.agenda_factories import make_session
from tests.support.factories import make_edition
from tests.support.staff import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START = "/desk/agenda/2019/release/"
LISTS = "/desk/lists/2019/exhibitors/"
WORDS = "The agenda is being released."
# As long as a server needs: nothing leaves the page, and what would have left it is counted.
HELD = """addEventListener("submit", (event) => {
  window.sent = (window.sent ?? 0) + (event.defaultPrevented ? 0 : 1);
  event.preventDefault();
});"""


def test_a_release_that_takes_long_says_so_and_is_sent_once(log_in):
    session = make_session(edition=make_edition(slug="2019"))
    Session.objects.filter(pk=session.pk).update(name_en="Another title")
    page = log_in(make_editor(), START)
    page.evaluate(HELD)
    button = page.get_by_role("button", name="Release 1 changed session")
    said = page.get_by_role("status").filter(has_text=WORDS)

    button.click()
    expect(said).to_be_visible()
    assert violations(page) == []
    button.click()
    expect(said).to_contain_text("2 s")
    assert page.evaluate("window.sent") == 1
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    expect(said).to_have_count(0)
    button.click()
    assert page.evaluate("window.sent") == 2


def test_a_file_that_is_being_read_is_named_with_its_size(log_in):
    make_edition(slug="2019")
    page = log_in(make_editor(), LISTS)
    page.evaluate(HELD)
    page.locator("input[type=file]").set_input_files(
        {"name": "firms.csv", "mimeType": "text/csv", "buffer": b"x" * 2_340_000}
    )
    page.get_by_role("button", name="Look at the file").click()

    expect(page.locator("expo-waiting [role=status]")).to_contain_text("firms.csv · 2.3 MB. The file is being read.")
