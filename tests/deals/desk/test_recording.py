"""What the record form takes: parties, amounts and people in any number; days, dollars, embargoes as typed; drafts."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from deals.forms.signing import SigningForms
from deals.models import Deal, Draft, Signatory
from tests.deals.desk.test_desk import RECORD, filled
from tests.support.deal_factories import make_clerk, make_deal, make_draft
from tests.support.factories import make_edition, make_organisation, make_person

pytestmark = pytest.mark.django_db
DRAFTS = "/desk/2019/drafts/"


@pytest.fixture
def edition():
    make_organisation(name_en="Liangjiang")
    make_organisation(name_zh="示例科技")
    return make_edition(slug="2019", timezone="America/New_York")


@pytest.fixture
def clerk(client, edition):
    user = make_clerk()
    client.force_login(user)
    return user


def rows(prefix: str, *filled_in: dict) -> dict[str, str]:
    """The rows of a part of the form as a browser sends them."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(filled_in)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, row in enumerate(filled_in):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def test_signatories_stand_in_stage_order_each_for_a_party(client, clerk):
    ada = make_person(name_en="Ada Li")
    people = [{"name": "Ada Li", "party": "2"}, {"name": "", "party": ""}, {"name": "王五", "role": "witness"}]

    client.post(RECORD, filled(**rows("signatories", *people)))

    first, second = Signatory.objects.all()
    assert (first.name, first.person, first.party.organisation.name_zh) == ("Ada Li", ada, "示例科技")
    assert (second.name, second.person, second.party, second.role) == ("王五", None, None, "witness")


def test_the_deal_s_page_names_the_stage_at_the_same_cost_for_one_or_three_people(client, clerk):
    costs = []
    for people in (1, 3):
        stage = [{"name": f"Person {number}", "party": str(number % 2 + 1)} for number in range(people)]
        named = {"name_en": f"Works {people}", "name_zh": "", "amount": f"{people}亿", "contract_number": str(people)}
        address = client.post(RECORD, filled(**named, **rows("signatories", *stage)))["Location"]
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address).text
        costs.append(len(queries))
        assert all(person["name"] in page for person in stage)

    assert costs[0] == costs[1]


def test_a_signatory_for_a_party_that_is_not_there_is_refused(client, clerk):
    answer = client.post(RECORD, filled(**rows("signatories", {"name": "Ada Li", "party": "3"})))

    assert answer.status_code == 422
    assert "A signatory stands for a party of this deal." in answer.text


def test_further_amounts_stand_beside_the_one_headline(client, clerk):
    client.post(RECORD, filled(**rows("amounts", {"text": "USD 40m", "basis": "foreign"}, {"text": ""})))

    amounts = Deal.objects.get().versions.get().amounts.all()
    assert [(row.currency, row.basis, row.headline) for row in amounts] == [
        ("CNY", "investment", True),
        ("USD", "foreign", False),
    ]


def test_a_further_amount_without_a_headline_is_refused(client, clerk):
    further = rows("amounts", {"text": "USD 40m", "basis": "foreign"})

    answer = client.post(RECORD, filled(amount="", undisclosed="on", **further))

    assert answer.status_code == 422
    assert not Deal.objects.exists()


def test_parties_stand_on_as_many_sides_as_there_are(client, clerk):
    make_organisation(name_en="Third")
    third = {"parties-TOTAL_FORMS": "3", "parties-2-name": "Third", "parties-2-side": "C", "parties-2-role": "partner"}

    client.post(RECORD, filled(**third))

    assert [party.side for party in Deal.objects.get().versions.get().parties.all()] == ["A", "B", "C"]


def test_two_organisations_of_one_name_are_told_apart_by_the_one_that_was_picked(client, clerk):
    twin = make_organisation(name_en="liangjiang")

    client.post(RECORD, filled(**{"parties-0-chosen": str(twin.pk)}))

    assert Deal.objects.get().versions.get().parties.first().organisation == twin


def test_what_was_picked_counts_only_while_its_name_stands_in_the_box(client, clerk):
    other = make_organisation(name_en="Somebody else")

    client.post(RECORD, filled(**{"parties-0-chosen": str(other.pk)}))

    assert Deal.objects.get().versions.get().parties.first().organisation.name_en == "Liangjiang"


@pytest.mark.parametrize("typed", ["2019-08-26", "20190826", "8-26", "08/26", "0826", "8月26日", "8.26"])
def test_a_day_needs_no_year(client, clerk, typed):
    client.post(RECORD, filled(signed_on=typed))

    assert Deal.objects.get().versions.get().signed_on == dt.date(2019, 8, 26)


def test_an_embargo_is_on_the_clocks_of_the_expo_and_says_so(client, clerk):
    assert "America/New_York" in client.get(RECORD).text

    client.post(RECORD, filled(embargo_until="2019-08-27T09:00"))

    assert Deal.objects.get().versions.get().embargo_until == dt.datetime(2019, 8, 27, 13, tzinfo=dt.UTC)


def test_a_bare_dollar_is_asked_about_unless_the_desk_has_one(client, clerk):
    asked = client.post(RECORD, filled(amount="$40m"))
    client.post(RECORD, filled(amount="$40m", dollar="SGD"))

    assert "which dollar" in asked.text
    assert Deal.objects.get().versions.get().amounts.get().currency == "SGD"


def test_a_slip_of_the_unit_is_asked_about_once(client, clerk):
    form = filled(amount="1250元")
    asked = client.post(RECORD, form)
    assert (asked.status_code, Deal.objects.count()) == (422, 0)
    assert "Check the unit" in asked.text

    client.post(RECORD, form | {"sure": "on"})

    assert Deal.objects.count() == 1


@pytest.mark.parametrize("kind", ["", "nonsense"])
def test_an_amount_beside_an_unreadable_kind_asks_for_the_kind(client, clerk, kind):
    asked = client.post(RECORD, filled(kind=kind))

    assert (asked.status_code, Deal.objects.count()) == (422, 0)
    assert "kind" in asked.context["forms"].terms.errors


def test_a_script_is_told_the_number_and_where_the_next_deal_is_entered(client, clerk):
    answer = client.post(RECORD, filled(signed_on="8-27", dollar="USD"), headers={"accept": "application/json"})

    kept = {"place": "at_expo", "instrument": "investment", "dollar": "USD", "signed_on": "2019-08-27"}
    assert answer.json()["number"] == "2019-0001"
    assert QueryDict(answer.json()["next"].partition("?")[2]).dict() == kept | {"after": "2019-0001"}


def test_a_used_key_with_other_contents_shows_both_field_by_field(client, clerk):
    form = filled()
    client.post(RECORD, form)

    answer = client.post(RECORD, form | {"amount": "13亿", "place": "outside"})

    assert answer.status_code == 409
    assert [row.said for row in answer.context["differences"]] == [
        ("¥1,250,000,000.00 · total investment", "¥1,300,000,000.00 · total investment"),
        ("12.5亿", "13亿"),
        ("at the expo", "outside the venue"),
    ]


def test_coming_back_to_a_form_that_was_recorded_leads_to_its_deal(client, clerk):
    form = filled()
    client.post(RECORD, form)

    answer = client.get(f"{RECORD}?draft={form['key']}")

    assert answer["Location"] == "/desk/deals/2019-0001/"


def test_a_draft_is_saved_again_and_again_listed_and_gone_when_recorded(client, clerk):
    form = filled()
    for amount in ("12", "12.5亿"):
        assert client.post(DRAFTS, form | {"amount": amount}).status_code == 200
    assert ["amount", "12.5亿"] in Draft.objects.get().fields
    assert f"?draft={form['key']}" in client.get(RECORD).text

    client.post(RECORD, form)

    assert (Draft.objects.count(), Deal.objects.count()) == (0, 1)


def test_a_draft_that_arrives_after_its_deal_is_none(client, clerk, edition):
    form = filled()
    client.post(RECORD, form)

    assert client.post(DRAFTS, form).status_code == 409
    Draft.objects.create(key=form["key"], edition=edition, owner=clerk, fields=[["amount", "1"]])
    assert not Draft.objects.open().exists()


def test_drafts_left_for_more_than_thirty_days_go_when_another_is_saved(client, clerk, edition):
    for days in (29, 31):
        saved_at = timezone.now() - dt.timedelta(days=days)
        Draft.objects.create(key=uuid.uuid4(), edition=edition, owner=clerk, fields=[], saved_at=saved_at)

    client.post(DRAFTS, filled())

    assert Draft.objects.count() == 2


def test_drafts_count_nowhere(client, clerk, edition):
    make_deal(make_draft(edition))

    client.post(DRAFTS, filled())

    assert client.get("/desk/2019/").context["standing"]["all"] == 1


def test_a_draft_is_its_owner_s_alone(client, clerk, edition):
    key = uuid.uuid4()
    Draft.objects.create(key=key, edition=edition, owner=make_clerk(), fields=[["name_en", "Secret works"]])

    assert "Secret works" not in client.get(f"{RECORD}?draft={key}").text
    assert client.post(DRAFTS, filled(key=str(key))).status_code == 409
    client.post(f"{DRAFTS}drop/", {"key": str(key)})
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("changes", [{"key": "x"}, {"name_en": "x" * 70_000}])
def test_what_no_page_sends_is_no_draft(client, clerk, changes):
    assert client.post(DRAFTS, filled(**changes)).status_code == 400


def test_a_draft_is_thrown_away_by_its_owner(client, clerk):
    form = filled()
    client.post(DRAFTS, form)

    client.post(f"{DRAFTS}drop/", {"key": form["key"]})

    assert not Draft.objects.exists()


@pytest.mark.thorough
@pytest.mark.parametrize("deals", [1, 3])
def test_the_form_costs_the_same_however_much_was_recorded(client, clerk, edition, deals, django_assert_num_queries):
    for number in range(deals):
        client.post(RECORD, filled(name_en=f"Works {number}", name_zh="", amount=f"{number + 1}亿"))
        client.post(DRAFTS, filled())
    client.get(RECORD)

    with django_assert_num_queries(15):
        client.get(RECORD)


def test_the_edition_says_what_a_bare_dollar_is_until_the_clerk_says_otherwise():
    edition = make_edition(dollar="HKD")

    forms = [SigningForms(None, edition), SigningForms(None, edition, initial={"dollar": "USD"})]

    assert [form.terms["dollar"].value() for form in forms] == ["HKD", "USD"]
