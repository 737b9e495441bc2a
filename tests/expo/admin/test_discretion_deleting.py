"""Deleting and merging tell data entry nothing of what the ledger holds."""

import pytest

from deals.models import Party
from expo.exhibition import organisation_merge, organisation_visibility
from expo.models import Organisation, Trace
from expo.recovery import restoration
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_deal
from tests.support.factories import make_edition, make_organisation, make_person, make_region
from tests.support.hidden import LABEL, add, plain, recorded, two
from tests.support.staff import a_superuser, make_editor, page, signed_in

pytestmark = pytest.mark.django_db
LIST = page(LABEL, "changelist")


@pytest.fixture
def editor():
    return signed_in(make_editor())


@pytest.fixture
def deal():
    make_edition(slug="2019")
    return make_deal(parties=two(recorded()))


def delete(client, firm):
    address = page(LABEL, "delete", firm.pk)
    asked = client.get(address)
    return asked.text, client.post(address, {"post": "yes"}, follow=True).text


def test_a_known_firm_of_a_secret_deal_is_deleted_like_any_other_and_stays_in_the_ledger(editor):
    make_edition(slug="2019")
    firm, other = (make_organisation(name_en=name, name_zh="") for name in ("Known Works", "Plain Works"))
    deal = make_deal(parties=two(firm))

    told = [delete(editor, each) for each in (firm, other)]

    pages = [plain(asked, each.pk, each.name_en) for (asked, _done), each in zip(told, (firm, other), strict=True)]
    assert pages[0] == pages[1]
    assert all("Party object" not in text and "deal" not in text.casefold() for pair in told for text in pair)
    assert "The organisation “Known Works” was deleted successfully." in told[0][1]
    assert Party.objects.filter(terms__deal=deal, organisation=firm).exists()
    assert not organisation_visibility.visible_organisations(
        Organisation.objects.filter(pk=firm.pk), make_editor()
    ).exists()
    assert not Organisation.objects.filter(pk=other.pk).exists()


def test_deleting_many_at_once_tells_as_little(editor):
    make_edition(slug="2019")
    firm, other = make_organisation(name_en="Known Works"), make_organisation(name_en="Plain Works")
    make_deal(parties=two(firm))
    sent = {"action": "delete_selected", "_selected_action": [firm.pk, other.pk]}

    asked, done = editor.post(LIST, sent), editor.post(LIST, sent | {"confirmed": "yes"}, follow=True)

    assert "Party object" not in asked.text
    assert "2 organisations: deleted." in done.text
    assert set(Organisation.objects.filter(pk__in=[firm.pk, other.pk])) == {firm}


def test_a_firm_that_stayed_in_the_ledger_is_restored_like_any_other(editor):
    make_edition(slug="2019")
    firm, other = (make_organisation(name_en=name, name_zh="") for name in ("Known Works", "Plain Works"))
    make_deal(parties=two(firm))
    for each in (firm, other):
        delete(editor, each)

    traces = Trace.objects.deleted().order_by("pk")
    back = [restoration.restore(trace).pk for trace in traces]

    assert back == [firm.pk, other.pk]
    assert set(organisation_visibility.visible_organisations(Organisation.objects.all(), make_editor())) >= {
        firm,
        other,
    }


def test_what_an_announced_deal_names_is_not_deleted_and_the_page_says_why(editor):
    make_edition(slug="2019")
    firm = make_organisation(name_en="Public Works")
    make_announced(parties=two(firm))

    asked, _done = delete(editor, firm)

    assert "Public Works is named in public." in asked
    assert "Party object" not in asked
    assert Organisation.objects.get(pk=firm.pk).known


def test_what_it_was_joined_to_is_deleted_and_it_stands_for_itself_again(deal, editor):
    add(editor, name_en="Secret Works")
    made = Organisation.objects.latest("pk")

    delete(editor, made)

    hidden = Organisation.objects.get(name_en="Secret Works")
    assert (hidden.merged_into, hidden.known, hidden.deal_parties.count()) == (None, False, 1)


@pytest.mark.parametrize("make", [make_session, make_person, make_region])
def test_no_delete_page_names_what_hangs_on_a_row_in_the_ledger(editor, make):
    edition = make_edition(slug="2019")
    thing = make()
    label = thing._meta.label_lower
    fields = {"expo.region": {"destination": thing}, "agenda.session": {"ceremony": thing}}.get(label, {})
    made = make_deal(edition=edition, **fields)
    if label == "expo.person":
        made.versions.get().signatories.create(name="Secret", person=thing, order=1)

    said = editor.get(page(label, "delete", thing.pk)).text

    assert "Something else depends on it. Ask an administrator." in said
    assert [word for word in ("Terms object", "Secret", "Chip works", "signator", "permission") if word in said] == []


def test_whoever_may_read_the_ledger_sees_what_stands_in_the_way(deal):
    firm = Organisation.objects.get(known=False)

    asked = a_superuser().get(page(LABEL, "delete", firm.pk)).text

    assert "Party: " in asked


def test_merging_tells_nothing_of_the_ledger_and_takes_along_what_is_hidden(deal, editor):
    add(editor, name_en="Secret Works")
    gone, keep = Organisation.objects.latest("pk"), make_organisation(name_en="Kept Works")
    deal.project.responsible_unit = gone
    deal.project.save()
    hidden = Organisation.objects.get(known=False)
    by = make_editor()

    asked = editor.post(LIST, {"action": "merge", "_selected_action": [gone.pk, keep.pk]}).text
    touched = organisation_merge.merge_organisations(keep, gone, by)

    assert "project" not in asked
    assert "Others are merged" not in asked
    assert touched == []
    deal.project.refresh_from_db()
    hidden.refresh_from_db()
    assert (deal.project.responsible_unit, hidden.merged_into) == (keep, keep)
    organisation_merge.split_organisation(Organisation.objects.get(pk=gone.pk), by)
    hidden.refresh_from_db()
    assert hidden.merged_into == gone
