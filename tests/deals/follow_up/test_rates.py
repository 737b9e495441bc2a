"""Landing rates: the published examples come out exactly, and what is unknown is never zero."""

import datetime as dt

import pytest
from django.utils import translation

from deals import follow_up, ledger
from deals.follow_up import rates, snapshots
from deals.follow_up.rates import LandingRate
from deals.ledger.workflow import StaleVersion, StepRefusal
from deals.models import LandingSnapshot
from tests.support.deal_factories import make_announced, make_press, make_rate, yuan
from tests.support.factories import make_edition
from tests.support.follow_up_factories import (
    DAY,
    close,
    make_cohort,
    make_funds,
    make_large_cohort,
    make_publisher,
    make_stage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(slug="2019")


def shown(cohort) -> dict[str, str]:
    found, _behind = follow_up.cohort_numbers(cohort, DAY)
    names = ("performance", "registration", "start", "arrival")
    return {name: getattr(found, name).shown for name in names}


def test_anhui_s_cohort_of_2020_is_registered_at_91_9_per_cent(edition):
    cohort = make_large_cohort(edition, {"registered": 400, "approved": 100, "started": 123, "signed": 55})

    assert shown(cohort)["registration"] == "91.9%"


def test_weinan_s_292_projects_have_the_rates_that_weinan_published(edition):
    cohort = make_large_cohort(edition, {"in_production": 18, "started": 180, "registered": 93, "terminated": 1})

    found = shown(cohort)

    assert (found["start"], found["performance"]) == ("67.8%", "99.66%")


@pytest.mark.parametrize(
    ("numerator", "denominator", "digits", "said"),
    [(1, 8, 1, "12.5%"), (1, 16, 1, "6.3%"), (1, 3, 2, "33.33%"), (2, 3, 2, "66.67%"), (1, 1, 1, "100.0%")],
)
def test_rates_are_rounded_half_up_in_whole_numbers(numerator, denominator, digits, said):
    assert LandingRate("", numerator, denominator, digits).shown == said


def test_a_rate_over_nothing_known_is_not_zero():
    assert (LandingRate("", None, 5).shown, LandingRate("", 5, None).units, LandingRate("", 0, 0).shown) == (
        "",
        None,
        "",
    )
    assert LandingRate("", 0, 5).shown == "0.0%"


def test_the_printed_parts_add_up_to_the_cohort(edition):
    cohort = make_large_cohort(edition, {"signed": 3, "started": 2, "suspended": 1, "terminated": 1})

    found, behind = follow_up.cohort_numbers(cohort, DAY)

    assert (found.signed, sum(number for _stage, _label, number in found.by_stage)) == (7, 7)
    assert {stage: len(projects) for stage, projects in behind.items() if projects} == {
        "signed": 3,
        "started": 2,
        "suspended": 1,
        "terminated": 1,
    }


def test_the_denominators_stay_as_they_were_when_the_edition_closed(edition):
    cohort, deals = make_cohort(edition, deals=2)
    make_stage(deals[0].project, "registered")
    make_stage(deals[1].project, "terminated")
    make_announced(edition=edition)
    ledger.withdraw(deals[0], version=1, by=make_press(), reason="Never signed")

    found, _behind = follow_up.cohort_numbers(cohort, DAY)

    assert (found.signed, found.registration.shown, found.performance.shown) == (2, "50.0%", "50.00%")


def test_funds_count_over_the_projects_whose_amount_is_public(edition):
    seen = make_announced(edition=edition, amounts=(yuan(1000),))
    hidden = make_announced(edition=edition, amounts=(yuan(5000),), amount_shown="hidden")
    cohort = follow_up.fix_cohort(close(edition), by=make_publisher())
    make_funds(seen.project, 250)
    make_funds(hidden.project, 5000)

    found, behind = follow_up.cohort_numbers(cohort, DAY)

    assert (found.arrival.shown, found.undisclosed, behind["funds"]) == ("25.0%", 1, [seen.project_id])


def test_funds_of_another_currency_count_at_the_rate_of_their_day_and_never_as_zero(edition):
    _cohort, (deal,) = make_cohort(edition, amounts=(yuan(14_000),))
    late = make_funds(deal.project, 500, currency="USD")
    make_rate(rate="7.0000", on=DAY)
    early = make_funds(deal.project, 1000, currency="USD")

    found, _behind = follow_up.cohort_numbers(edition.cohort, DAY)

    assert (late.reporting_minor, early.reporting_minor, early.rate_on) == (None, 700_000, DAY)
    assert (found.arrival.shown, found.rate_missing) == ("50.0%", 1)


def test_without_any_funds_reported_their_rate_is_not_known(edition):
    cohort, _deals = make_cohort(edition)

    assert shown(cohort)["arrival"] == ""


def test_a_snapshot_can_be_computed_again_after_reports_were_added_and_corrected(edition):
    _cohort, deals = make_cohort(edition, deals=2)
    first = make_stage(deals[0].project, "registered")
    row = follow_up.publish_snapshot(edition, DAY, by=make_publisher())
    make_stage(deals[1].project, "started")
    make_stage(deals[0].project, "approved", replaces=first, reason="Wrong stage")

    assert (snapshots.snapshot_numbers(row).registration.shown, follow_up.is_reproducible(row)) == ("50.0%", True)
    row.numbers["stages"]["registered"] = 2
    assert not follow_up.is_reproducible(row)


def test_a_snapshot_keeps_its_definition_in_both_languages(edition):
    _cohort, (deal,) = make_cohort(edition)
    make_stage(deal.project, "registered")

    row = follow_up.publish_snapshot(edition, DAY, by=make_publisher())

    with translation.override("zh-hans"):
        assert row.definition_zh == rates.rates_definition(snapshots.snapshot_numbers(row))
    assert row.definition_en.startswith("Cohort: the projects that were announced when the edition closed, 1 of them")


def test_one_press_more_takes_no_second_snapshot(edition):
    _cohort, (deal,) = make_cohort(edition)
    make_stage(deal.project, "registered")
    follow_up.publish_snapshot(edition, DAY, by=make_publisher(), after=0)

    with pytest.raises(StaleVersion):
        follow_up.publish_snapshot(edition, DAY, by=make_publisher(), after=0)

    assert LandingSnapshot.objects.count() == 1


def test_a_second_snapshot_of_a_day_says_what_it_corrects(edition):
    _cohort, (deal,) = make_cohort(edition)
    make_stage(deal.project, "registered")
    follow_up.publish_snapshot(edition, DAY, by=make_publisher())

    with pytest.raises(StepRefusal):
        follow_up.publish_snapshot(edition, DAY, by=make_publisher())
    row = follow_up.publish_snapshot(edition, DAY, by=make_publisher(), note_en="Two reports came late")

    assert row.number == 2


def test_nothing_reported_makes_no_snapshot_of_zeros(edition):
    make_cohort(edition)

    with pytest.raises(StepRefusal, match="nothing is not zero"):
        follow_up.publish_snapshot(edition, DAY, by=make_publisher())


@pytest.mark.parametrize("as_of", [dt.date(2019, 8, 1), dt.date(2999, 1, 1)])
def test_a_snapshot_is_of_a_day_after_the_edition_and_not_to_come(edition, as_of):
    make_cohort(edition)

    with pytest.raises(StepRefusal, match="Choose a day"):
        follow_up.publish_snapshot(edition, as_of, by=make_publisher())


def test_the_cohort_is_fixed_once_and_only_when_the_edition_is_closed(edition):
    make_announced(edition=edition)
    edition.status = "live"
    edition.save()

    with pytest.raises(StepRefusal, match="when the edition is closed"):
        follow_up.fix_cohort(edition, by=make_publisher())
    follow_up.fix_cohort(close(edition), by=make_publisher())
    with pytest.raises(StepRefusal, match="fixed already"):
        follow_up.fix_cohort(edition, by=make_publisher())
