"""While a file is sent and read, the page says which one, how large it is, and that it is being read."""

import pytest
from playwright.sync_api import expect

from tests.support.factories import make_edition
from tests.support.staff import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START = "/desk/lists/2019/exhibitors/"


def test_a_file_that_is_being_read_is_named_with_its_size(log_in):
    make_edition(slug="2019")
    page = log_in(make_editor(), START)
    # As of a server that does not answer yet.
    page.evaluate("document.addEventListener('submit', (event) => event.preventDefault())")
    page.locator("input[type=file]").set_input_files(
        {"name": "firms.csv", "mimeType": "text/csv", "buffer": b"x" * 2_340_000}
    )
    page.get_by_role("button", name="Look at the file").click()

    expect(page.locator("expo-waiting [role=status]")).to_contain_text("firms.csv · 2.3 MB. The file is being read.")
