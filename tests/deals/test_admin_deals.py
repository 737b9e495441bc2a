"""Deals in data entry: to look at only, for everyone; exchange rates are entered there."""

import pytest
from django.contrib import admin

from deals.models import Deal, ExchangeRate, Project, Terms
from tests.support.deal_factories import make_announced, make_deal, make_rate
from tests.support.staff import a_superuser, an_editor, filled, make_staff, page, signed_in

pytestmark = pytest.mark.django_db

LOOKED_AT = ["deals.deal", "deals.event", "deals.project", "deals.terms"]
COSTS = {"deals.deal": 14, "deals.event": 12, "deals.project": 13, "deals.terms": 14}


def row_of(label):
    deal = make_announced()
    model = next(model for model in admin.site._registry if model._meta.label_lower == label)
    return {Deal: deal, Project: deal.project, Terms: deal.versions.get()}.get(model) or model.objects.first()


def looker():
    """Somebody with every permission there is on deals, short of being a superuser."""
    return signed_in(make_staff(("deals",)))


def test_nothing_else_of_deals_is_in_the_admin():
    registered = {model._meta.label_lower for model in admin.site._registry}

    assert {label for label in registered if label.startswith("deals.")} == {
        *LOOKED_AT,
        "deals.definition",
        "deals.exchangerate",
    }


@pytest.mark.parametrize("label", LOOKED_AT)
@pytest.mark.parametrize("who", [a_superuser, looker])
def test_whoever_it_is_can_look_and_nothing_else(label, who):
    row = row_of(label)
    client = who()
    paths = [page(label, "changelist"), page(label, "change", row.pk), page(label, "history", row.pk)]

    assert [client.get(path).status_code for path in paths] == [200, 200, 200]
    assert client.post(page(label, "change", row.pk), {}).status_code == 404
    assert [client.get(path).status_code for path in (page(label, "add"), page(label, "delete", row.pk))] == [404, 404]
    assert [client.post(path).status_code for path in (page(label, "add"), page(label, "delete", row.pk))] == [404, 404]


@pytest.mark.parametrize("label", LOOKED_AT)
def test_list_offers_no_action_and_ignores_one_that_is_sent(label):
    row = row_of(label)
    client = a_superuser()

    response = client.post(
        page(label, "changelist"), {"action": "delete_selected", "_selected_action": [row.pk], "confirmed": "yes"}
    )

    assert response.status_code == 200
    assert 'name="action"' not in response.content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("label", LOOKED_AT)
def test_page_of_a_deal_has_nothing_to_save(label):
    row = row_of(label)

    html = a_superuser().get(page(label, "change", row.pk)).content.decode()

    assert [name for name in ("_save", "_continue", "_addanother", "deletelink") if name in html] == []


@pytest.mark.parametrize("label", [*LOOKED_AT, "deals.definition", "deals.exchangerate"])
def test_data_entry_staff_without_permission_see_nothing_of_deals(label):
    assert an_editor().get(page(label, "changelist")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("label", LOOKED_AT)
def test_list_costs_the_same_however_long_it_is(label, rows, django_assert_num_queries):
    client = looker()
    for _ in range(rows):
        make_deal()

    with django_assert_num_queries(COSTS[label]):
        response = client.get(page(label, "changelist"))

    assert response.context["cl"].result_count == rows


def test_rate_is_entered_and_corrected_but_never_removed():
    client = signed_in(make_staff(codenames=("add_exchangerate", "change_exchangerate", "delete_exchangerate")))
    add = page("deals.exchangerate", "add")
    new = {"base": "USD", "quote": "CNY", "on": "2019-08-26", "rate": "7.0572", "source": "PBoC"}

    client.post(add, filled(client.get(add), **new))
    rate = ExchangeRate.objects.get()
    change = page("deals.exchangerate", "change", rate.pk)
    client.post(change, filled(client.get(change), source="People's Bank of China"))

    assert ExchangeRate.objects.values_list("source", flat=True).get() == "People's Bank of China"
    assert client.post(page("deals.exchangerate", "delete", rate.pk), {"post": "yes"}).status_code == 404
    assert a_superuser().post(page("deals.exchangerate", "delete", rate.pk), {"post": "yes"}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"base": "CNY"}, {"base": ["A rate joins two different currencies."]}),
        ({"base": "usd"}, {"base": ["There is no currency “usd”: write a code like USD."]}),
        ({"quote": "CNX"}, {"quote": ["There is no currency “CNX”: write a code like USD."]}),
        ({"rate": "0"}, {"rate": ["A rate must be greater than zero."]}),
        ({"on": "2019-08-25"}, {"on": ["There is a rate for this pair and day already."]}),
    ],
)
def test_what_is_wrong_with_a_rate_is_said_beside_its_field(changes, said):
    make_rate(on="2019-08-25")
    rate = make_rate()
    client = a_superuser()
    path = page("deals.exchangerate", "change", rate.pk)

    response = client.post(path, filled(client.get(path), **changes))

    errors = response.context["adminform"].form.errors
    assert {field: list(sentences) for field, sentences in errors.items()} == said
