"""Runs of pictures taken back in any order: each row ends with what it had before them."""

from itertools import permutations

import pytest

from expo.imports.pictures.picture_import import PICTURE_IMPORT
from expo.models import ImportedFile, Organisation
from tests.expo.imports.pictures.zips import bring, carry_out, png
from tests.support.factories import make_edition, make_organisation, make_picture
from tests.support.reading import texts

pytestmark = pytest.mark.django_db


def undo(desk, run):
    return desk.post(PICTURE_IMPORT.address("undo_import", run.edition.slug, run.pk), follow=True)


@pytest.fixture
def firm():
    return make_organisation(name_en="", name_zh="长江智能", logo=make_picture(1))


def logo_of(firm):
    return Organisation.objects.get(pk=firm.pk).logo


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_runs_over_one_row_end_in_the_picture_before_them_in_whatever_order_they_are_undone(desk, firm, order):
    new = make_organisation(name_en="", name_zh="嘉陵江智能")
    runs = []
    for shade in (80, 140, 200):
        runs.append(bring(desk, {"长江智能.png": png(shade), "嘉陵江智能.png": png(shade)}))
        carry_out(desk, runs[-1])

    for number in order:
        undo(desk, runs[number])

    assert (logo_of(firm), logo_of(new)) == (firm.logo, None)


def test_a_run_of_another_edition_is_handed_what_was_there_before(desk, firm):
    first = bring(desk, {"长江智能.png": png(100)})
    carry_out(desk, first)
    ImportedFile.objects.update(edition=make_edition(slug="2018"))
    second = bring(desk, {"长江智能.png": png(200)})
    carry_out(desk, second)

    undo(desk, ImportedFile.objects.get(pk=first.pk))
    undo(desk, second)

    assert logo_of(firm) == firm.logo


def test_what_another_run_gave_stays_with_the_reason_until_that_one_is_undone(desk, firm):
    first = bring(desk, {"长江智能.png": png(100)})
    carry_out(desk, first)
    second = bring(desk, {"长江智能.png": png(200)})
    carry_out(desk, second)
    given = logo_of(firm)

    page = undo(desk, first)

    assert logo_of(firm) == given
    assert "长江智能 Another import gave it the picture that it has: undo that one too." in texts(page, "li")


def test_what_somebody_gave_between_two_runs_is_what_the_second_goes_back_to(desk, firm):
    first = bring(desk, {"长江智能.png": png(100)})
    carry_out(desk, first)
    by_hand = make_picture(2)
    Organisation.objects.update(logo=by_hand)
    second = bring(desk, {"长江智能.png": png(200)})
    carry_out(desk, second)

    undo(desk, first)
    undo(desk, second)

    assert logo_of(firm) == by_hand


def test_a_run_is_stopped_from_its_page_and_what_it_gave_is_taken_back(desk, firm):
    run = bring(desk, {"长江智能.png": png(80), "长江智能 2.png": png(140)})
    page = iter(desk.post(PICTURE_IMPORT.address("import_rows", run.edition.slug, run.pk)))
    begun = next(page).decode()
    while "1 of 2" not in next(page).decode():
        pass

    undo(desk, run)
    rest = b"".join(page).decode()

    assert "Stop, and take back what is imported so far" in begun
    assert "It was imported or undone from another page meanwhile." in rest
    assert (logo_of(firm), ImportedFile.objects.get(pk=run.pk).state) == (firm.logo, "undone")


def test_a_run_that_is_stopped_before_it_gave_anything_is_as_it_was_looked_at(desk, firm):
    run = bring(desk, {"长江智能.png": png(80)})
    page = iter(desk.post(PICTURE_IMPORT.address("import_rows", run.edition.slug, run.pk)))
    next(page)

    undo(desk, run)
    rest = b"".join(page).decode()

    assert "It was imported or undone from another page meanwhile." in rest
    assert (logo_of(firm), ImportedFile.objects.get(pk=run.pk).state) == (firm.logo, "looked")
