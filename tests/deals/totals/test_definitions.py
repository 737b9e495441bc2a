"""Definitions: what the database refuses, what they say, and what two editions have in common."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from deals import totals
from deals.models import Definition
from deals.totals import Scope
from deals.totals.definitions import definition_sentence
from tests.support.factories import make_edition
from tests.support.staff import a_superuser

pytestmark = pytest.mark.django_db


def make_definition(**fields):
    return Definition(**({"slug": "formal", "name_en": "Formal contracts", "name_zh": "正式合同"} | fields))


@pytest.mark.parametrize("wrong", [{"place": "moon"}, {"minimum_minor": 0}, {"name_en": "", "name_zh": ""}])
def test_a_definition_that_makes_no_sense_is_refused_by_the_form_and_by_the_database(wrong):
    definition = make_definition(**wrong)

    with pytest.raises(ValidationError):
        definition.full_clean()
    with pytest.raises(IntegrityError):
        definition.save()


def test_instruments_are_those_there_are():
    with pytest.raises(ValidationError, match="contract"):
        make_definition(instruments=["handshake"]).full_clean()

    make_definition(instruments=["contract"]).full_clean()


def test_a_definition_says_what_it_leaves_out():
    definition = make_definition(place="outside", instruments=["mou", "intent"], minimum_minor=10**10)

    said = definition_sentence(Scope(make_edition(), definition))

    assert said == (
        "Announced projects, each counted once; amounts fixed when verified. Only those signed outside the venue. "
        "Only these instruments: memorandum of understanding, letter of intent. "
        "Only disclosed amounts of 100 million yuan or more."
    )


def test_a_definition_says_as_of_when_it_counts_and_whether_without_batches():
    edition, moment = make_edition(), dt.datetime(2019, 8, 27, 10, tzinfo=dt.UTC)

    said = {
        definition_sentence(Scope(edition, make_definition(**limit)))
        for limit in ({"as_of": moment}, {"batches": False})
    }

    assert said == {
        "Announced projects, each counted once; amounts fixed when verified. "
        "Only those announced by 18:00 on 27 August 2019.",
        "Announced projects, every instrument, each counted once; amounts fixed when verified. "
        "Without what is not itemised yet.",
    }


def test_two_editions_are_compared_by_the_largest_definition_in_both():
    one = Scope(make_edition(), make_definition(instruments=["mou", "contract"], minimum_minor=5))
    other = Scope(make_edition(slug="2018"), make_definition(place="outside", instruments=["contract"], batches=False))

    shared = totals.common_definition(one, other)

    assert (shared.place, shared.instruments, shared.minimum_minor, shared.batches) == (
        "outside",
        ["contract"],
        5,
        False,
    )


def test_what_one_edition_counts_as_of_a_moment_is_compared_as_of_then():
    moments = [dt.datetime(2019, 8, day, tzinfo=dt.UTC) for day in (27, 28)]
    one, other = (Scope(make_edition(slug=f"{moment:%d}"), make_definition(as_of=moment)) for moment in moments)

    assert totals.common_definition(one, Scope(make_edition())).as_of == moments[0]
    assert totals.common_definition(other, one).as_of == moments[0]


def test_without_definitions_everything_is_common():
    assert totals.common_definition(Scope(make_edition()), Scope(make_edition(slug="2018"))).whole


@pytest.mark.parametrize(
    ("one", "other", "currency", "why"),
    [
        ({"place": "outside"}, {"place": "at_expo"}, "CNY", "signed at the expo"),
        ({"instruments": ["mou"]}, {"instruments": ["contract"]}, "CNY", "different instruments"),
        ({}, {}, "EUR", "different currencies"),
    ],
)
def test_where_nothing_is_common_a_sentence_says_why(one, other, currency, why):
    first = Scope(make_edition(), make_definition(**one))
    second = Scope(make_edition(slug="2018", reporting_currency=currency), make_definition(**other))

    with pytest.raises(totals.Incomparable, match=why):
        totals.common_definition(first, second)


@pytest.mark.parametrize(("currency", "made"), [("USD", True), ("", True), ("XXX", False), ("usd", False)])
def test_staff_choose_a_currency_that_there_is(currency, made):
    form = {"name_en": "Large", "name_zh": "大项目", "slug": "large", "instruments": "[]", "statuses": "announced"}

    a_superuser().post("/admin/deals/definition/add/", form | {"rate_rule": "signing", "currency": currency})

    assert Definition.objects.exists() == made


def test_staff_make_a_definition_in_the_admin():
    form = {"name_en": "Large", "name_zh": "大项目", "slug": "large", "instruments": "[]", "batches": "on"}
    form |= {"place": "", "rate_rule": "signing", "statuses": "announced", "minimum_minor": "10亿"}

    response = a_superuser().post("/admin/deals/definition/add/", form)

    assert response.status_code == 302, response.text
    assert Definition.objects.get().minimum_minor == 100_000_000_000
