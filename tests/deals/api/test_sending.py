"""Partner systems record deals, each once, through the same door as the desk."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection

from deals import ledger
from deals.api import offices
from deals.models import Amount, ApiToken, Deal, Event, Lookalike, Party, Terms
from expo.availability.places import take_place
from expo.models import Edition, Organisation
from tests.support.api import ADDRESS, PARTIES, Office, pointers, signing
from tests.support.deal_factories import make_clerk, make_draft, make_reviewer
from tests.support.factories import make_area, make_edition, make_organisation, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    make_region(code="GB", name_en="United Kingdom")
    return Office()


def test_a_deal_is_recorded_with_all_that_was_sent(office):
    areas = [make_area(slug="chips"), make_area(name_en="Clouds", name_zh="云")]
    parties = [PARTIES[0], {"name": "Cambridge Arms", "side": "B", "role": "investor", "country": "GB"}]

    response = office.send(signing(areas=["chips", "云"], parties=parties))

    deal, terms, amount = Deal.objects.get(), Terms.objects.get(), Amount.objects.get()
    told = {"number": "2019-0001", "edition": "2019", "recorded_at": deal.recorded_at.isoformat()}
    assert (response.status_code, response.json()) == (201, told)
    assert (deal.channel, deal.status, deal.recorded_by.get_full_name()) == ("api", "submitted", "Liangjiang bureau")
    assert (terms.name_en, terms.name_zh, terms.place) == ("Memory chip works", "存储芯片工厂", "outside")
    assert (terms.instrument, str(terms.signed_on), terms.contract_number) == ("investment", "2019-08-26", "LJ-17")
    assert (terms.primary_area, set(terms.areas.all())) == (areas[0], set(areas))
    assert (amount.minor, amount.currency, amount.basis) == (125_000_000_000, "CNY", "investment")
    assert [(row.side, row.role, row.organisation.name_en) for row in Party.objects.all()] == [
        ("A", "host", "Liangjiang New Area"),
        ("B", "investor", "Cambridge Arms"),
    ]
    assert Organisation.objects.get(name_en="Cambridge Arms").region.code == "GB"
    assert Organisation.objects.get(name_zh="两江新区管委会").name_en == "Liangjiang New Area"


def test_a_repetition_is_answered_with_the_same_body_and_records_nothing(office):
    first = office.send(key="a-key")

    again = office.send(key="a-key")

    assert (first.status_code, again.status_code, again.content) == (201, 200, first.content)
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (None, "true")
    assert [model.objects.count() for model in (Deal, Event)] == [1, 1]


def test_the_same_words_are_a_repetition_whatever_their_order_and_spaces_and_whoever_is_merged_meanwhile(office):
    first = office.send(key="a-key")
    Organisation.objects.filter(name_en="Memory Works").update(name_en="Merged Works")
    spaced = dict(reversed(signing(title_en=" Memory  chip works ", areas=[]).items()))

    again = office.send(spaced, key="a-key")

    assert (again.status_code, again.content) == (200, first.content)


def test_a_key_that_comes_back_with_other_contents_is_refused(office):
    office.send(key="a-key")

    other = office.send(signing(amount={"undisclosed": True}), key="a-key")

    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert "2019-0001" in other.json()["detail"]
    assert Deal.objects.count() == 1


def test_a_key_that_the_desk_took_on_purpose_is_refused_and_shows_nothing_else(office):
    ledger.record(make_draft(), key=offices.submission_key(office.token, "a-key"), by=make_clerk())

    assert (office.send(key="a-key").json()["code"], Deal.objects.count()) == ("key_reused", 1)


def test_a_key_that_recorded_nothing_may_be_used_again(office):
    refused = office.send(signing(areas=["unknown"]), key="a-key")

    assert (refused.status_code, office.send(key="a-key").status_code) == (422, 201)
    assert Organisation.objects.count() == 2


def test_two_offices_never_meet_in_a_key_and_a_renewed_token_keeps_its_own(office):
    renewed, other = Office(), Office("Another bureau")

    statuses = [sender.send(key="a-key").status_code for sender in (office, renewed, other)]

    assert statuses == [201, 200, 201]


@pytest.mark.parametrize("key", ["", "x" * 256, "two words", "ключ"])
def test_without_a_key_of_visible_ascii_nothing_is_recorded(office, key):
    response = office.send(key=key)

    assert (response.status_code, response.json()["code"]) == (400, "key")
    assert Deal.objects.count() == 0


@pytest.mark.parametrize("key", ["x", "!~", "x" * 255, '"8e03978e-40d5-43dd-bc93-6894a57f9324"'])
def test_any_key_of_visible_ascii_will_do(office, key):
    assert office.send(key=key).status_code == 201


@pytest.mark.parametrize("credentials", ["", "Bearer", "Bearer x", "Bearer expo_000000.x", "Basic eDp5", "Bearer é.é"])
def test_without_a_known_token_nobody_is_let_in(office, credentials):
    response = office.send(authorization=credentials)

    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, 'Bearer realm="deals"')


def test_a_token_s_name_without_its_secret_is_not_enough(office):
    name = office.text.partition(".")[0]

    for guess in (name, f"{name}.", f"{name}.{office.token.digest}", office.text[:-1], f"{office.text}x"):
        assert office.send(authorization=f"Bearer {guess}").status_code == 401


def test_a_revoked_token_and_another_edition_are_not_allowed(office):
    make_edition(slug="2020")
    elsewhere = office.send(signing(edition="2020"))
    call_command("revoke_token", office.text.partition(".")[0])

    revoked = office.send()

    assert [(one.status_code, one.json()["code"]) for one in (elsewhere, revoked)] == [
        (403, "edition"),
        (403, "revoked"),
    ]
    assert Deal.objects.count() == 0


def test_an_office_whose_user_lost_the_permission_records_nothing(office):
    office.token.user.user_permissions.clear()

    assert office.send().status_code == 403


def test_a_lookalike_marks_the_deal_and_does_not_refuse_it(office):
    statuses = [office.send().status_code for _ in range(2)]

    assert statuses == [201, 201]
    assert Lookalike.objects.count() == 1


def test_what_an_office_sent_only_others_verify(office):
    office.send()
    deal, user = Deal.objects.get(), office.token.user
    user.user_permissions.add(*make_reviewer().user_permissions.all())

    with pytest.raises(ValidationError, match="Somebody else"):
        ledger.verify(deal, version=1, by=type(user).objects.get(pk=user.pk))


def test_nobody_logs_in_as_an_office(client, office):
    assert not office.token.user.has_usable_password()
    assert not client.login(username=office.token.user.username, password="")


def test_the_token_is_printed_once_and_only_its_hash_is_kept(capsys, office):
    call_command("create_token", office="Yubei", edition="2019")
    text = capsys.readouterr().out.strip()

    row = ApiToken.objects.get(office="Yubei")
    secret = text.partition(".")[2]
    assert (offices.find_token(text), len(secret) > 40) == (row, True)
    assert secret not in str(ApiToken.objects.values_list())
    with pytest.raises(CommandError):
        call_command("create_token", office="Yubei", edition="1999")


def test_when_a_token_was_last_used_is_kept(office):
    office.send()

    assert ApiToken.objects.get().last_used_at is not None


def test_the_log_tells_where_it_came_from_and_what_was_said(office):
    office.send()

    told = json.loads(Event.objects.get().body)
    assert (told["channel"], told["from"], told["actor"]) == ("api", "127.0.0.1", "office:Liangjiang bureau")


def test_an_answer_is_never_stored_and_sets_no_cookie(office):
    response = office.send()

    assert (response.headers["Cache-Control"], response.cookies) == ("no-store", {})


def test_a_known_organisation_is_found_by_either_name_and_stays_as_it_is(office):
    known = make_organisation(name_en="Huawei", name_zh="华为技术有限公司")
    parties = [PARTIES[0], {"name": "Huawei Technologies", "name_zh": "华为技术", "side": "B"}]

    office.send(signing(parties=parties))

    assert Party.objects.filter(side="B").get().organisation == known
    known.refresh_from_db()
    assert (known.name_en, known.name_zh) == ("Huawei", "华为技术有限公司")


def test_names_of_two_organisations_are_refused(office):
    make_organisation(name_en="Huawei", name_zh="华为")
    make_organisation(name_en="ZTE", name_zh="中兴")

    crossed = office.send(signing(parties=[PARTIES[0], {"name": "Huawei", "name_zh": "中兴", "side": "B"}]))
    unlike = office.send(signing(parties=[PARTIES[0], {"name": "Huawei", "name_zh": "大疆", "side": "B"}]))

    assert (crossed.status_code, pointers(crossed)) == (422, ["#/parties/1"])
    assert (unlike.status_code, pointers(unlike)) == (422, ["#/parties/1/name_zh"])


def test_a_party_that_nobody_named_is_where_it_comes_from(office):
    office.send(signing(parties=[PARTIES[0], {"side": "B", "country": "GB"}]))

    party = Party.objects.get(side="B")
    assert (party.organisation, party.region.code) == (None, "GB")


def test_only_post_is_taken(client):
    response = client.get(ADDRESS)

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("table", ["deals_apitoken", "deals_chainhead", "deals_event"])
def test_while_the_ledger_cannot_be_reached_the_office_is_told_to_send_again(office, table):
    def unreachable(execute, sql, params, many, context):
        if table in sql:
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(unreachable):
        busy = office.send(key="a-key")

    assert (busy.status_code, busy.headers["Retry-After"], busy.json()["code"]) == (503, "1", "busy")
    assert (Deal.objects.count(), office.send(key="a-key").status_code) == (0, 201)


def test_an_office_goes_on_sending_the_address_that_it_knows(office):
    """Once its edition has another address, the old one, the new one and the same key again are the same deal."""
    before = office.send(signing(), key="one")
    Edition.objects.update(slug="sce-2019")

    again = [office.send(signing(edition=edition), key="one") for edition in ("2019", "sce-2019")]

    assert [each.json() for each in again] == [before.json()] * 2
    assert before.json()["number"] == Deal.objects.get().number == "2019-0001"
    assert office.send(signing(edition="2018")).status_code == 403


def test_of_one_office_so_many_are_taken_at_a_time_and_none_of_it_is_read(office, settings):
    taken = [take_place(f"office-{office.token.pk}", settings.OFFICE_PLACES) for _ in range(settings.OFFICE_PLACES)]

    refused, other = office.send(b"{no JSON", key="a-key"), Office("Another bureau").send()
    for place in taken:
        place.leave()

    assert (refused.status_code, refused.headers["Retry-After"], refused.json()["code"]) == (429, "1", "too_many")
    assert other.status_code == 201
    assert [office.send(key="a-key").status_code for _ in range(settings.OFFICE_PLACES + 1)] == [201, *[200] * 8]
