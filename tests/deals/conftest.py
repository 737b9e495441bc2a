"""Whoever sits at the deal desk, and the organisations that its form names."""

import pytest

from tests.support.factories import make_organisation


@pytest.fixture
def desk(client):
    """A client that is logged in as whoever is given."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def known(edition):
    """The two organisations that `filled` names."""
    return make_organisation(name_en="Liangjiang"), make_organisation(name_zh="示例科技")
