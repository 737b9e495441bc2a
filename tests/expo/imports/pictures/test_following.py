"""The index of searches follows a ZIP of pictures once, and not with each picture, also where the ZIP is cut."""

import pytest

from expo.models.search import SearchDue
from expo.search_index import upkeep
from tests.expo.imports.pictures.zips import PAGE, bring, carry_out, packed, png
from tests.support.factories import make_organisation, make_participation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("read_here")]
NAMES = ("长江智能", "嘉陵云计算", "两江机器人")


@pytest.fixture
def followed(monkeypatch):
    """How often all that was due was worked off."""
    times = []
    catch_up = upkeep.catch_up

    def counted():
        times.append(SearchDue.objects.ready().count())
        catch_up()

    monkeypatch.setattr(upkeep, "catch_up", counted)
    return times


@pytest.fixture
def run(desk, followed):
    for name in NAMES:
        make_participation(organisation=make_organisation(name_en="", name_zh=name))
    run = bring(desk, packed({f"{name}.png": png(shade) for shade, name in enumerate(NAMES)}))
    followed.clear()
    return run


def test_what_is_searched_for_follows_once_all_pictures_are_taken(desk, run, followed):
    report = carry_out(desk, run)

    assert len(report["accepted"]) == 3
    assert [due > 0 for due in followed] == [True]
    assert not SearchDue.objects.ready().exists()


def test_an_import_that_is_left_follows_all_the_same(desk, run, followed):
    answer = desk.post(f"{PAGE}{run.pk}/rows/")
    parts = iter(answer)
    while "2 of 3" not in next(parts).decode():
        pass
    # As a server ends what nobody reads on.
    answer._iterator.close()

    assert [due > 0 for due in followed] == [True]
    assert not SearchDue.objects.ready().exists()
