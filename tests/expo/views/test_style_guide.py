"""The style guide: every component renders from its specimens, which no row of the database stands behind."""

import pytest

from expo.views.styleguide import styleguide_page
from tests.support.reading import elements, texts

pytestmark = pytest.mark.django_db


def test_the_style_guide_shows_every_kind_of_session_in_every_state(rf):
    response = styleguide_page(rf.get("/styleguide/"))

    cards = [one.attributes for one in elements(response, "article") if one.attributes.get("class") == "session-card"]
    assert {card["data-kind"] for card in cards} >= {"conference", "exhibition", "contest", "signing", "break"}
    assert [card["data-kind"] for card in cards if "data-cancelled" in card] == ["forum"]
    assert "A session of the kind called forum" in texts(response, "h3")
