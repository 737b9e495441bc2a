"""Who brings ZIPs of pictures."""

import pytest

from tests.support.factories import make_edition
from tests.support.staff import make_editor, signed_in


@pytest.fixture
def desk():
    make_edition(slug="2019")
    return signed_in(make_editor())
