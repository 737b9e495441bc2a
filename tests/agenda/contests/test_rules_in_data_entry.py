"""The rule of a round in data entry: its ties name criteria that it has, and a frozen ranking settles it."""

import pytest

from agenda.models.contests import Criterion, Round
from tests.support.contest_factories import make_entry, make_ranking, make_round
from tests.support.staff import a_superuser, filled, page

pytestmark = pytest.mark.django_db


def save(round_, **changes):
    client, address = a_superuser(), page("agenda.round", "change", round_.pk)
    return client.post(address, filled(client.get(address), **changes))


def said_of_criteria(response):
    (criteria,) = (each.formset for each in response.context["inline_admin_formsets"] if each.opts.model is Criterion)
    return list(criteria.non_form_errors())


def test_ties_name_a_criterion_that_the_round_has():
    round_ = make_round()

    refused = save(round_, ties="criterion:novelty,criterion:imapct,shared")

    assert said_of_criteria(refused) == ["Ties name criteria that this round does not have: imapct."]
    assert save(round_, ties="criterion:novelty,shared").status_code == 302
    assert Round.objects.get().tie_breaks == ["criterion:novelty", "shared"]


@pytest.mark.parametrize("change", [{"criteria-0-code": "effect"}, {"criteria-0-DELETE": "on"}])
def test_a_criterion_that_ties_name_keeps_its_code(change):
    round_ = make_round(ties="criterion:impact")

    response = save(round_, **change)

    assert said_of_criteria(response) == ["Ties name criteria that this round does not have: impact."]
    assert Criterion.objects.filter(code="impact").count() == 1


def test_a_frozen_ranking_settles_rule_and_criteria_and_nothing_else():
    round_ = make_round(ties="criterion:impact")
    make_ranking(round_, make_entry(round_.contest), published=False)
    sent = {"aggregate": "trimmed", "decimals": "1", "advance_count": "9", "criteria-0-weight": "5", "number": "7"}

    response = save(round_, name_en="Grand final", objection_days="5", **sent)

    assert response.status_code == 302
    row = Round.objects.get()
    assert (row.name_en, row.objection_days) == ("Grand final", 5)
    assert (row.aggregate, row.decimals, row.advance_count, row.number) == ("mean", 3, None, 1)
    assert set(Criterion.objects.values_list("weight", flat=True)) == {1}


@pytest.mark.parametrize("words", ["Quokka", "7", "七"])
def test_an_entry_is_picked_for_an_award_by_its_name_or_number(words):
    make_entry(name_en="Quokka drive", name_zh="七号车", number=7)
    asked = {"term": words, "app_label": "agenda", "model_name": "award", "field_name": "entry"}

    found = a_superuser().get("/admin/autocomplete/", asked)

    assert [row["text"] for row in found.json()["results"]] == ["Quokka drive"]
