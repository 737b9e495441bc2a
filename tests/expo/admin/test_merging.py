"""Two entries of one organisation become one and can become two again."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from deals.ledger import organisation_lookup
from deals.ledger.deal_data import PartyData
from deals.models import Party
from expo.exhibition import organisation_merge
from expo.models import MovedRow, Organisation, Participation
from tests.support.deal_factories import make_announced
from tests.support.factories import make_attendance, make_edition, make_organisation, make_participation

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_superuser("editor", password="secret")


@pytest.fixture
def two():
    """One firm entered twice: the one to keep, and the other."""
    return make_organisation(name_en="Lanxu Robotics", name_zh="澜煦机器人"), make_organisation(
        name_en="Lanxu Robot", name_zh=""
    )


def rows() -> list:
    """All that points to organisations, as it stands."""
    models = [relation.related_model for relation in organisation_merge.movable_relations()]
    return [list(model._base_manager.order_by("pk").values()) for model in [*models, Organisation]]


def test_what_staff_keep_goes_over_and_comes_back_exactly(two, editor):
    keep, gone = two
    make_participation(organisation=gone, edition=make_edition())
    make_attendance(organisation=gone)
    before = rows()

    touched = organisation_merge.merge_organisations(keep, gone, editor)
    assert sum(each.moved for each in touched) == 2
    assert not Participation.objects.filter(organisation=gone).exists()

    gone.refresh_from_db()
    organisation_merge.split_organisation(gone, editor)

    assert rows() == before
    assert MovedRow.objects.count() == 0


def test_what_the_kept_one_has_already_stays_where_it_is_and_is_told(two, editor):
    keep, gone = two
    edition = make_edition()
    for firm in two:
        make_participation(organisation=firm, edition=edition)

    [touched] = organisation_merge.merge_organisations(keep, gone, editor)

    assert (touched.moved, touched.left) == (0, 1)


def test_a_preview_touches_nothing(two, editor):
    keep, gone = two
    make_participation(organisation=gone, edition=make_edition())
    before = rows()

    [touched] = organisation_merge.preview_merge(keep, gone, editor)

    assert (touched.moved, rows()) == (1, before)


def test_what_was_signed_stays_as_written_and_is_shown_as_the_kept_one_s(client, two, editor):
    keep, gone = two
    edition = make_edition()
    make_participation(organisation=keep, edition=edition, slug="lanxu")
    sides = (PartyData("A", "host", make_organisation()), PartyData("B", "investor", gone))
    deal = make_announced(edition=edition, parties=sides, name_en="Robot plant")

    organisation_merge.merge_organisations(keep, gone, editor)

    assert Party.objects.get(terms__deal=deal, side="B").organisation == gone
    page = client.get(f"/en/2019/deals/{deal.reference}/").text
    assert ("Lanxu Robotics" in page, "Lanxu Robot<" in page) == (True, False)
    assert "Robot plant" in client.get("/en/2019/exhibitors/lanxu/").text
    assert "Robot plant" in client.get("/en/2019/deals/", {"q": "Lanxu Robotics"}).text


def test_a_merged_name_leads_to_the_kept_one(two, editor):
    keep, gone = two
    organisation_merge.merge_organisations(keep, gone, editor)

    assert organisation_lookup.find_organisation("Lanxu Robot") == keep
    assert [row["id"] for row in organisation_lookup.suggest_organisations("Lanxu Robot")] == [keep.pk]


def test_neither_chains_nor_loops(two, editor):
    keep, gone = two
    third = make_organisation()
    organisation_merge.merge_organisations(keep, gone, editor)
    for pair in [(gone, keep), (gone, third), (third, gone), (third, keep), (keep, keep), (keep, gone)]:
        with pytest.raises(ValidationError):
            organisation_merge.merge_organisations(*pair, editor)

    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=keep.pk).update(merged_into=keep.pk)


def test_staff_see_what_either_choice_touches_and_then_merge_and_undo_it(client, two, editor):
    keep, gone = two
    make_participation(organisation=gone, edition=make_edition())
    client.force_login(editor)
    chosen = {"action": "merge", "_selected_action": [keep.pk, gone.pk]}

    asked = client.post("/admin/expo/organisation/", chosen)
    assert "1 go over" in asked.text
    client.post("/admin/expo/organisation/", chosen | {"keep": keep.pk})
    gone.refresh_from_db()
    assert gone.merged_into == keep

    client.post("/admin/expo/organisation/", {"action": "split", "_selected_action": [gone.pk]})
    gone.refresh_from_db()
    assert gone.merged_into is None
