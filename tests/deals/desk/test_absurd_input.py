"""What no page sends: absurd numbers and bytes in hand-made forms are refused, and never an error of the server."""

import itertools

import pytest
from django.contrib.auth.models import User

from deals import bulletins
from deals.models import Deal
from expo.models import Edition
from tests.deals.desk.record_form import filled
from tests.support.deal_factories import make_batch, make_deal, make_press, make_user
from tests.support.factories import make_area, make_edition, make_organisation

pytestmark = pytest.mark.django_db
ABSURD = ("9" * 30, "9" * 5000, "-9223372036854775809", "\0", "²")
ALL = ("record_deal", "verify_deal", "announce_deal", "view_ledger", "add_exchangerate", "follow_up_project")
RECORD, DEAL, BATCHES = "/desk/2019/record/", "/desk/deals/2019-0001/", "/desk/2019/batches/"
CHOICES = ("areas", "primary_area", "ceremony", "destination", "kind", "instrument", "place", "basis", "dollar")
TEXTS = ("key", "amount", "signed_on", "embargo_until", "name_zh", "park", "contract_number", "seen", "another")
PARTIES = tuple(f"parties-{part}" for part in ("TOTAL_FORMS", "0-name", "0-chosen", "0-side", "0-role", "0-shown"))
PEOPLE = ("signatories-0-name", "signatories-0-role", "signatories-0-party", "signatories-TOTAL_FORMS")
AMOUNTS = ("amounts-0-text", "amounts-0-basis", "amounts-TOTAL_FORMS")
ROWS = {"signatories-TOTAL_FORMS": "1", "signatories-INITIAL_FORMS": "0", "signatories-0-name": "Ada Li"}
ROWS |= {"amounts-TOTAL_FORMS": "1", "amounts-INITIAL_FORMS": "0", "amounts-0-text": "USD 1m"}
# Step → the fields of its form, beside the version.
STEPS = {
    "verify": ("retyped",),
    "return": ("reason",),
    "embargo": ("until",),
    "supersede": ("earlier", "reason"),
    "draw": ("batch",),
    "tell-apart": ("reason",),
    "announce": (),
}


@pytest.fixture(scope="module")
def clerk(make_once):
    """Who may do all of it, among rows that each form can name."""
    return make_once(make_rows)


def make_rows() -> User:
    edition = make_edition(slug="2019")
    make_organisation(name_en="Liangjiang")
    make_organisation(name_zh="示例科技")
    make_area(slug="chips")
    make_deal(edition=edition)
    make_batch(edition)
    return make_user(*ALL)


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.mark.thorough
@pytest.mark.parametrize("fields", [CHOICES, TEXTS, PARTIES, PEOPLE + AMOUNTS])
def test_an_absurd_value_in_the_record_form_is_no_server_error(desk, fields):
    for field, absurd in itertools.product(fields, ABSURD):
        form = filled(**ROWS) | {field: absurd}

        assert desk.post(RECORD, form).status_code < 500, field
        assert desk.get("/desk/2019/lookalikes/", form).status_code < 500, field
        assert desk.post("/desk/2019/drafts/", form).status_code < 500, field


@pytest.mark.parametrize("absurd", ABSURD)
def test_an_absurd_key_is_none_of_the_areas_and_leaves_the_form_as_it_was(desk, absurd):
    answer = desk.post(RECORD, filled(areas=absurd))

    assert (answer.status_code, Deal.objects.count()) == (422, 1)
    assert "areas" in answer.context["forms"].terms.errors


@pytest.mark.parametrize("absurd", ABSURD)
@pytest.mark.parametrize("step", STEPS)
def test_an_absurd_value_in_a_step_is_no_server_error(desk, step, absurd):
    for field in ("version", "line", *STEPS[step]):
        answer = desk.post(f"{DEAL}{step}/", {"version": "1", field: absurd})

        assert answer.status_code < 500, field
    assert Deal.objects.get().version == 1


@pytest.mark.thorough
@pytest.mark.parametrize("absurd", ABSURD)
def test_an_absurd_value_in_the_address_is_no_server_error(desk, absurd):
    for path in ("/desk/amount/?text=", "/desk/organisations/?q=", "/desk/2019/?page=", f"{RECORD}?draft="):
        assert desk.get(path + absurd).status_code < 500, path
    for name in ("signed_on", "place", "ceremony", "instrument", "dollar", "after"):
        assert desk.get(RECORD, {name: absurd}).status_code < 500, name
    assert desk.get("/desk/2019/next/verify/", {"after": absurd}).status_code < 500
    for name in ("currency", "dollar", "kind", "instrument", "edition"):
        asked = {"text": "12亿", "edition": "2019", "kind": "investment", "instrument": "mou", name: absurd}
        assert desk.get("/desk/amount/", asked).status_code < 500, name


@pytest.mark.parametrize("absurd", ABSURD)
def test_an_absurd_version_of_a_bulletin_is_no_server_error(desk, absurd):
    page = f"/desk/2019/bulletins/{bulletins.write_draft(Edition.objects.get(), by=make_press()).pk}/"
    for step in ("", "freeze/", "count/", "anew/"):
        assert desk.post(page + step, {"version": absurd}).status_code < 500, step
    for field in ("definition", "corrects"):
        assert desk.post("/desk/2019/bulletins/", {field: absurd}).status_code < 500, field


@pytest.mark.parametrize("absurd", ABSURD)
def test_an_absurd_value_in_a_batch_or_a_rate_is_no_server_error(desk, absurd):
    batch = {"name_en": "x", "place": "outside", "projects": "3", "amount": "1亿", "reported_on": "2019-08-26"}
    for field in ("key", "name_en", "place", "projects", "amount", "district", "reported_on", "area"):
        assert desk.post(BATCHES, batch | {field: absurd}).status_code < 500, field
    rate = {"base": "USD", "quote": "CNY", "on": "2019-08-26", "rate": "7.06", "source": "PBoC"}
    for field in rate:
        assert desk.post("/desk/rates/", rate | {field: absurd}).status_code < 500, field
