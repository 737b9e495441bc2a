"""Addresses of which the pattern is resolved once are those that Django resolves."""

import pytest
from django.urls import reverse, set_script_prefix
from django.utils import translation

from expo import bulk_reverse


@pytest.fixture(autouse=True)
def prefix():
    yield
    set_script_prefix("/")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("mounted", ["/", "/expo/"])
@pytest.mark.parametrize("slug", ["opening", "a-slug-b", "-slug-", "2019"])
def test_an_address_is_the_one_that_is_resolved(language, mounted, slug):
    set_script_prefix(mounted)
    with translation.override(language):
        resolved = reverse("agenda:session", args=["2019", slug])

        assert bulk_reverse.reverse_in_edition("agenda:session", "2019", slug) == resolved


def test_editions_do_not_get_each_others_addresses():
    found = {bulk_reverse.reverse_in_edition("agenda:session", edition, "opening") for edition in ("2019", "2018")}

    assert found == {reverse("agenda:session", args=[edition, "opening"]) for edition in ("2019", "2018")}
