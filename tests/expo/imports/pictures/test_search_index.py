"""A picture alters nothing of what is searched for: a ZIP of them makes nothing of the index anew."""

import pytest

from expo.models import Organisation, Person
from expo.models.search import SearchDue
from expo.search_index import upkeep
from tests.expo.imports.pictures.zips import bring, carry_out, packed, png
from tests.support.factories import make_attendance, make_organisation, make_participation, make_person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.index_follows,
    pytest.mark.usefixtures("read_here"),
]
NAMES = ("长江智能", "嘉陵云计算", "两江机器人")


def test_pictures_make_nothing_due(desk, monkeypatch):
    for name in NAMES:
        make_participation(organisation=make_organisation(name_en="", name_zh=name))
    upkeep.catch_up()
    run = bring(desk, packed({f"{name}.png": png(shade) for shade, name in enumerate(NAMES)}))
    monkeypatch.setattr(upkeep, "take_step", lambda: False)
    report = carry_out(desk, run)

    assert len(report["accepted"]) == Organisation.objects.exclude(logo=None).count() == 3
    assert not SearchDue.objects.exists()


@pytest.mark.parametrize("of", ["person", "exhibitor"])
def test_what_is_written_beside_it_is_due(monkeypatch, of):
    """Else the test above could not fail."""
    row, person = make_participation(), make_attendance(person=make_person()).person
    upkeep.catch_up()
    monkeypatch.setattr(upkeep, "take_step", lambda: False)
    if of == "person":
        Person.objects.filter(pk=person.pk).update(name_en="Ada Byron", portrait=None)
    else:
        Organisation.objects.filter(pk=row.organisation_id).update(name_en="Onyx", logo=None)

    assert SearchDue.objects.exists()
