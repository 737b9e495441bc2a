"""Where all is listed, or nothing was stated, no page speaks of a part."""

import pytest

from expo.models import StatedFigure
from tests.deals.totals.statements import addresses, say
from tests.support.deal_factories import make_announced
from tests.support.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.same_on_any]
WORDS = ("named in public:", "公开列明")


@pytest.mark.parametrize("listed", [0, 2])
def test_nothing_changes_where_all_is_listed_or_nothing_was_stated(client, listed):
    """In either language."""
    edition = make_world()
    StatedFigure.objects.filter(figure="projects").delete()
    for _ in range(listed):
        make_announced(edition=edition)
    paths = [path for path in addresses() if "/bulletins/" not in path and "/deals/areas" not in path]

    assert speaking_of_a_part(client, paths) == []
    say(edition, "projects", listed, headline=True)
    assert speaking_of_a_part(client, paths) == []


def speaking_of_a_part(client, paths: list[str]) -> list[str]:
    return [path for path in paths if speaks_of_a_part(page(client, path).lower())]


def speaks_of_a_part(text: str) -> bool:
    return any(word in text for word in WORDS)


def page(client, path: str) -> str:
    """Of a picture, what may be read of its bytes."""
    response = client.get(path)
    return response.content.decode(errors="replace") if response.status_code == 200 else ""
