"""Signing ceremonies: run sheets, the order on the stage, table cards, and the tick that announces a group."""

import datetime as dt

import pytest
from django.utils import timezone

from deals import ceremonies, ledger
from deals.ledger.deal_data import PartyData, SignatoryData
from deals.ledger.workflow import StepRefusal
from deals.models import Event
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import (
    make_announced,
    make_clerk,
    make_deal,
    make_press,
    make_user,
    make_verified,
    yuan,
)
from tests.support.factories import make_edition, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    edition = make_edition(slug="2019")
    return make_session(edition=edition, kind="signing", name_en="Grand signing", roles=[(make_person(), "host")])


@pytest.fixture
def sheet(session):
    return f"/desk/ceremonies/{session.pk}/"


def numbers(session) -> list[list[str]]:
    return [[turn.deal.number for turn in group.turns] for group in ceremonies.signing_groups(session)]


def arrange(session, verb, key, seen=None):
    seen = ceremonies.order_in_view(ceremonies.signing_groups(session)) if seen is None else seen
    ceremonies.arrange_groups(session, verb, key, seen=seen, by=make_press())


def tickets(client, sheet, key) -> list[str]:
    """What the page of confirmation would send."""
    page = client.get(f"{sheet}signed/?group={key}").text
    return [part.partition('"')[0] for part in page.split('name="ticket" value="')[1:]]


def test_groups_stand_in_the_order_of_recording_until_somebody_orders_them(session):
    first, second, third = (make_deal(ceremony=session) for _ in range(3))
    make_deal()

    assert numbers(session) == [[first.number], [second.number], [third.number]]
    arrange(session, "earlier", third.number)
    assert numbers(session) == [[first.number], [third.number], [second.number]]
    arrange(session, "join", second.number)
    assert numbers(session) == [[first.number], [third.number, second.number]]
    arrange(session, "later", first.number)
    assert numbers(session) == [[third.number, second.number], [first.number]]
    arrange(session, "split", third.number)
    assert numbers(session) == [[third.number], [second.number], [first.number]]


def test_a_deal_recorded_later_comes_last_and_a_withdrawn_one_is_gone(session):
    first, second = (make_deal(ceremony=session) for _ in range(2))
    arrange(session, "join", second.number)

    third = make_deal(ceremony=session)
    ledger.withdraw(first, version=1, by=make_press(), reason="Cancelled.")

    assert numbers(session) == [[second.number], [third.number]]


def test_an_order_that_somebody_changed_meanwhile_is_not_changed_unseen(session):
    first, second = (make_deal(ceremony=session) for _ in range(2))
    seen = ceremonies.order_in_view(ceremonies.signing_groups(session))
    arrange(session, "later", first.number, seen)

    with pytest.raises(StepRefusal):
        arrange(session, "later", first.number, seen)

    assert numbers(session) == [[second.number], [first.number]]


def test_the_run_sheet_names_sides_signatories_and_witnesses_in_both_languages(client, session, sheet):
    make_person(name_en="Ada Li", name_zh="李爱达")
    north, south = (
        make_organisation(name_en="North", name_zh="北方"),
        make_organisation(name_en="South", name_zh="南方"),
    )
    make_verified(
        ceremony=session,
        parties=(PartyData("A", "host", north), PartyData("B", "investor", south)),
        signatories=(SignatoryData("李爱达", "signatory", 0), SignatoryData("王见证", "witness", None)),
    )
    client.force_login(make_user("view_ledger"))

    page = client.get(sheet).text

    left, right = page.index("<h4>Left</h4>"), page.index("<h4>Right</h4>")
    assert left < page.index("北方") < page.index("李爱达") < right < page.index("南方") < page.index("王见证")
    assert "Ada Li" in page
    assert "Signed</a>" not in page


@pytest.mark.parametrize("deals", [1, 3])
def test_a_run_sheet_costs_the_same_however_many_sign(client, session, sheet, deals, django_assert_num_queries):
    for _ in range(deals):
        make_verified(ceremony=session)
    client.force_login(make_press())

    with django_assert_num_queries(14):
        client.get(sheet)


def test_a_tick_announces_the_group_exactly_once_though_pressed_twice(client, session, sheet):
    first, second, third = (make_verified(ceremony=session) for _ in range(3))
    arrange(session, "join", second.number)
    client.force_login(make_press())
    sent = tickets(client, sheet, first.number)

    said = [client.post(f"{sheet}signed/", {"ticket": sent}, follow=True).text for _ in range(2)]

    assert sent == [f"{first.number}:1", f"{second.number}:1"]
    assert f"{first.number} is announced." in said[0]
    assert f"{first.number} is announced already." in said[1]
    announced = Event.objects.filter(verb="announced").order_by("position").values_list("deal_number", flat=True)
    assert list(announced) == [first.number, second.number]
    third.refresh_from_db()
    assert third.status == "verified"


def test_a_ticked_group_is_on_the_wall_and_what_is_not_verified_stays(client, session, sheet):
    verified = make_verified(ceremony=session, name_en="Signed now")
    waiting = make_deal(ceremony=session, name_en="Not verified")
    arrange(session, "join", waiting.number)
    client.force_login(make_press())

    asked = client.get(f"{sheet}signed/?group={verified.number}").text
    sent = [*tickets(client, sheet, verified.number), f"{waiting.number}:1"]
    said = client.post(f"{sheet}signed/", {"ticket": sent}, follow=True).text

    assert "Not verified: it stays as it is." in asked
    assert f"{waiting.number} stays as it is: Only a verified deal can be announced." in said
    wall = client.get("/en/2019/wall/").text
    assert ("Signed now" in wall, "Not verified" in wall) == (True, False)


def test_a_deal_under_embargo_is_announced_but_not_on_the_wall_yet(client, session, sheet):
    later = timezone.now() + dt.timedelta(hours=2)
    deal = make_verified(ceremony=session, name_en="Under embargo", embargo_until=later)
    client.force_login(make_press())

    asked = client.get(f"{sheet}signed/?group={deal.number}").text
    client.post(f"{sheet}signed/", {"ticket": tickets(client, sheet, deal.number)})

    deal.refresh_from_db()
    assert "is public from the end of its embargo" in asked
    assert deal.status == "announced"
    assert "Under embargo" not in client.get("/en/2019/wall/").text


def test_a_version_that_was_not_in_view_is_not_announced(client, session, sheet):
    deal = make_verified(ceremony=session)
    client.force_login(make_press())

    said = client.post(f"{sheet}signed/", {"ticket": f"{deal.number}:2"}, follow=True).text

    deal.refresh_from_db()
    assert deal.status == "verified"
    assert "Somebody saved a newer version" in said


@pytest.mark.parametrize("ticket", ["", "x", "2019-0001:x", "2019-9999:1", "2019-0001:١"])
def test_tickets_that_make_no_sense_announce_nothing(client, session, sheet, ticket):
    deal = make_verified(ceremony=session)
    client.force_login(make_press())

    client.post(f"{sheet}signed/", {"ticket": ticket})

    deal.refresh_from_db()
    assert deal.status == "verified"


def test_a_deal_of_another_ceremony_is_not_announced_here(client, session, sheet):
    deal = make_verified(ceremony=make_session(kind="signing"))
    client.force_login(make_press())

    client.post(f"{sheet}signed/", {"ticket": f"{deal.number}:1"})

    deal.refresh_from_db()
    assert deal.status == "verified"


@pytest.mark.parametrize("end", ["signed/", "order/"])
def test_who_may_not_announce_neither_ticks_nor_orders(client, session, sheet, end):
    deal = make_verified(ceremony=session)
    client.force_login(make_clerk())

    answer = client.post(f"{sheet}{end}", {"ticket": f"{deal.number}:1", "verb": "later", "deal": deal.number})

    deal.refresh_from_db()
    assert (answer.status_code, deal.status) == (404, "verified")


def test_amounts_and_names_stand_on_the_run_sheet_as_they_may_be_said(client, session, sheet):
    make_deal(ceremony=session, amounts=(yuan(123_000_000),))
    make_announced(ceremony=session, amount_shown="hidden", amounts=(yuan(456_000_000),))
    make_announced(ceremony=session, name_shown="hidden", amounts=(yuan(789_000_000),))
    client.force_login(make_press())

    page = client.get(sheet).text

    assert [told in page for told in ("123 million", "456 million", "789 million")] == [False, False, True]
    assert page.count("The name is not to be said in public.") == 1


def test_table_cards_stand_for_each_person_or_else_for_the_party(client, session, sheet):
    make_person(name_en="Ada Li", name_zh="李爱达")
    south = make_organisation(name_en="South", name_zh="南方")
    make_deal(
        ceremony=session,
        parties=(PartyData("A", "host", make_organisation()), PartyData("B", "investor", south)),
        signatories=(SignatoryData("李爱达", "signatory", 0),),
    )
    client.force_login(make_user("view_ledger"))

    page = client.get(f"{sheet}cards/").text

    assert page.count('<article class="table-card">') == 2
    assert [page.count(words) for words in ("李爱达", "Ada Li", "南方", "South")] == [2, 2, 2, 2]


def test_the_list_of_ceremonies_leads_to_their_run_sheets(client, session, sheet):
    make_announced(ceremony=session)
    make_deal(ceremony=session)
    client.force_login(make_user("view_ledger"))

    page = client.get("/desk/2019/ceremonies/").text

    assert f'href="{sheet}"' in page
    assert '<td class="number">2</td> <td class="number">1</td>' in " ".join(page.split())
