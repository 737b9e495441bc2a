"""Bulletins: what a draft says, that nobody can print another number, and that a frozen one can be proved for good."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from deals import bulletins, ledger
from deals.bulletins.placeholders import fill_text
from deals.ledger.deal_data import AmountData, PartyData
from deals.ledger.workflow import StaleVersion, StepRefusal
from deals.models import Amount, Bulletin, Event, ExchangeRate
from deals.money import Money
from expo.models import Organisation
from tests.support.deal_factories import (
    make_announced,
    make_batch,
    make_clerk,
    make_draft,
    make_press,
    make_rate,
    make_reviewer,
    make_verified,
    verify,
    yuan,
)
from tests.support.factories import make_area, make_edition, make_organisation, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def press():
    return make_press()


def bodies(bulletin):
    return fill_text(bulletin, "body", "en"), fill_text(bulletin, "body", "zh-hans")


def texts(bulletin, **changes):
    names = ("title_en", "title_zh", "body_en", "body_zh")
    return {name: getattr(bulletin, name) for name in names} | changes


def partner(code, name_en, name_zh):
    region = make_region(code=code, name_en=name_en, name_zh=name_zh)
    return PartyData("A", "investor", make_organisation(region=region))


def test_a_draft_says_the_counted_figures_in_both_languages(edition, press):
    make_rate(on=edition.ends_on)
    chips = make_area(slug="integrated-circuits", name_en="Integrated circuits", name_zh="集成电路")
    host = PartyData("B", "host", make_organisation())
    at_expo = (partner("GB", "United Kingdom", "英国"), host)
    make_announced(edition=edition, amounts=(yuan(500_000_000_000),), primary_area=chips, parties=at_expo)
    outside = (partner("DE", "Germany", "德国"), host)
    make_announced(edition=edition, amounts=(yuan(316_900_000_000),), place="outside", parties=outside)

    bulletin = bulletins.write_draft(edition, by=press)

    en, zh = bodies(bulletin)
    assert "2 projects worth 816.9 billion yuan (US$115.7 billion) had been signed: 1 at the expo and 1 outside" in en
    assert "Of the amount, 500 billion yuan was signed at the expo and 316.9 billion yuan outside the venue." in en
    assert "The largest sums went into integrated circuits." in en
    assert "Partners from outside the Chinese mainland came from Britain and Germany." in en
    assert "共签约项目2个、签约总额8169亿元（1157亿美元）：会场签约1个，场外签约1个。" in zh
    assert "境外合作方来自英国和德国。" in zh
    assert fill_text(bulletin, "title", "en").endswith(": 2 projects worth 816.9 billion yuan signed")


def test_one_project_is_written_in_the_singular(edition, press):
    make_announced(edition=edition, amounts=(yuan(100_000_000),))

    en, _zh = bodies(bulletins.write_draft(edition, by=press))

    assert "1 project worth 100 million yuan had been signed: 1 at the expo and 0 outside the venue." in en


def test_where_nothing_was_signed_it_says_so(edition, press):
    en, zh = bodies(bulletins.write_draft(edition, by=press))

    assert en.endswith("no signed project had been announced.")
    assert zh.endswith("尚未发布签约项目。")


def test_what_the_sum_leaves_out_is_said(edition, press):
    make_announced(edition=edition)
    make_announced(edition=edition, amount_shown="hidden")
    make_announced(edition=edition, amounts=())
    make_announced(edition=edition, amounts=(AmountData(Money(100, "CHF"), as_written="1"),))
    make_batch(edition, projects=12, yuan=3_400_000_000)

    en, zh = bodies(bulletins.write_draft(edition, by=press))

    assert "The sum leaves out 2 projects whose amount is not disclosed." in en
    assert "The sum leaves out 1 project whose exchange rate is missing." in en
    assert "The list of 12 projects, worth 3.4 billion yuan, is still to come." in en
    assert "总额不含2个项目" in zh
    assert "12个项目" in zh
    assert "34亿元" in zh


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("In all, 531 were signed.", "“531” is no counted figure"),
        ("That is 1 in all.", "“1” is typed by hand: write {projects}"),
        ("That is {projects}0.", "What follows {projects}"),
        ("That is {projects}+ of them.", "What follows {projects}"),
        ("That is {projects}-odd.", "What follows {projects}"),
        ("Nearly {amount} was signed.", "“Nearly” before {amount}"),
        ("More than {projects} came.", "“More than” before {projects}"),
        ("Nearly a billion.", "“billion” is no counted figure"),
        ("Twelve were signed.", "“Twelve” is no counted figure"),
        ("They came from fifty-one countries.", "“fifty” is no counted figure"),
        ("2019 projects were signed.", "“2019” is typed by hand"),
        ("Half (½) of them are new.", "“½” is no counted figure"),
        ("{invented} signed.", "“{invented}” is no figure"),
    ],
)
def test_a_number_that_is_not_the_counted_one_is_refused_at_freezing_and_named(edition, press, typed, named):
    make_announced(edition=edition)
    bulletin = bulletins.write_draft(edition, by=press)
    bulletin = bulletins.edit(bulletin, texts(bulletin, body_en=f"{bulletin.body_en} {typed}"), version=1, by=press)

    with pytest.raises(ValidationError) as refused:
        bulletins.freeze(bulletin, version=2, by=press)

    assert named in " ".join(refused.value.messages)
    assert Bulletin.objects.get().number is None


@pytest.mark.parametrize(
    "typed",
    ["五百三十", "十二", "数十", "几百亿", "百余", "八一六九", "壹拾", "Ⅻ", "①", "两个", "三家", "过半", "一倍"],
)
def test_chinese_numerals_typed_by_hand_are_refused_as_well(edition, press, typed):
    bulletin = bulletins.write_draft(edition, by=press)
    body = f"{bulletin.body_zh}共{typed}个。"
    bulletin = bulletins.edit(bulletin, texts(bulletin, body_zh=body), version=1, by=press)

    with pytest.raises(ValidationError, match=typed):
        bulletins.freeze(bulletin, version=2, by=press)


@pytest.mark.parametrize("typed", ["{projects}余个", "{amount}左右", "逾{projects}个", "近{amount}", "至少{at_expo}个"])
def test_chinese_words_that_make_another_number_of_a_figure_are_refused(edition, press, typed):
    make_announced(edition=edition)
    bulletin = bulletins.write_draft(edition, by=press)
    bulletin = bulletins.edit(bulletin, texts(bulletin, body_zh=f"{bulletin.body_zh}共{typed}。"), version=1, by=press)

    with pytest.raises(ValidationError, match="would make another number of it"):
        bulletins.freeze(bulletin, version=2, by=press)


def test_both_languages_say_the_same_figures(edition, press):
    make_announced(edition=edition)
    bulletin = bulletins.write_draft(edition, by=press)
    bulletin = bulletins.edit(bulletin, texts(bulletin, body_zh="共签约{projects}。"), version=1, by=press)

    with pytest.raises(ValidationError, match=r"The Chinese text does not say \{at_expo\}"):
        bulletins.freeze(bulletin, version=2, by=press)


def test_other_words_around_the_figures_are_frozen_as_they_are(edition, press):
    make_announced(edition=edition)
    bulletin = bulletins.write_draft(edition, by=press)
    changed = texts(bulletin, body_en=f"{bulletin.body_en}\n\n5G leads, says the organiser of 2019.")
    changed |= {
        "body_zh": f"{bulletin.body_zh}\n\n落实十九大精神和“十三五”规划，万众一心，坚持“四个自信”，第三个年头。"
    }
    bulletin = bulletins.edit(bulletin, changed, version=1, by=press)

    frozen = bulletins.freeze(bulletin, version=2, by=press)

    assert (frozen.number, frozen.is_frozen, frozen.frozen_by) == (1, True, press)
    assert fill_text(frozen, "body", "en").endswith("5G leads, says the organiser of 2019.")


def test_numbers_have_no_gaps_within_an_edition(edition, press):
    drafts = [bulletins.write_draft(edition, by=press) for _ in range(3)]
    other = bulletins.write_draft(make_edition(slug="2018"), by=press)

    frozen = [bulletins.freeze(bulletin, version=1, by=press).number for bulletin in (drafts[2], drafts[0])]

    assert frozen == [1, 2]
    assert bulletins.freeze(other, version=1, by=press).number == 1


@pytest.mark.parametrize("change", [lambda rows: rows.update(title_en="Other"), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_or_remove_a_frozen_bulletin(edition, press, change):
    bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(Bulletin.objects.all())


def test_a_draft_can_still_be_removed_from_the_database(edition, press):
    bulletins.write_draft(edition, by=press)

    assert Bulletin.objects.all().delete()[0] == 1


def test_only_the_press_officer_writes_and_freezes(edition, press):
    clerk = make_clerk()
    bulletin = bulletins.write_draft(edition, by=press)

    with pytest.raises(StepRefusal):
        bulletins.write_draft(edition, by=clerk)
    with pytest.raises(StepRefusal):
        bulletins.freeze(bulletin, version=1, by=clerk)


def test_a_stale_edit_is_refused_and_a_frozen_one_is_closed(edition, press):
    bulletin = bulletins.write_draft(edition, by=press)
    bulletins.edit(bulletin, texts(bulletin), version=1, by=press)

    with pytest.raises(StaleVersion):
        bulletins.edit(bulletin, texts(bulletin), version=1, by=press)
    bulletins.freeze(bulletin, version=2, by=press)
    with pytest.raises(StepRefusal, match="frozen"):
        bulletins.edit(bulletin, texts(bulletin), version=2, by=press)


def test_every_step_leaves_an_event_with_the_figures(edition, press):
    make_announced(edition=edition)
    bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)

    written, frozen = Event.objects.filter(verb__in=["written", "issued"])

    assert (written.told["figures"]["projects"], frozen.deal_number) == (1, "2019-N01")
    assert frozen.told["digest"] == Bulletin.objects.get().digest


def test_the_figures_are_proved_after_everything_has_changed(edition, press):
    make_rate(on=edition.ends_on)
    kept = make_announced(edition=edition, amounts=(yuan(700_000_000),))
    gone = make_announced(edition=edition, amounts=(yuan(300_000_000),), place="outside")
    waits = make_announced(edition=edition, amounts=(AmountData(Money(100, "CHF"), as_written="1"),))
    batch = make_batch(edition, projects=12, yuan=3_400_000_000)
    bulletin = bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)

    ledger.withdraw(gone, version=1, by=press, reason="No")
    ledger.amend(kept, make_draft(edition=edition, amounts=(yuan(1),)), version=1, by=make_clerk(), reason="Less")
    kept.refresh_from_db()
    ledger.announce(verify(kept), version=2, by=press)
    Amount.objects.filter(terms__deal=waits).update(
        reporting_minor=720, rate="7.2", rate_on=edition.starts_on, rate_source="test"
    )
    new = make_announced(edition=edition)
    ledger.draw(new, version=1, by=make_reviewer(), batch=batch)
    proof = bulletins.prove(Bulletin.objects.get())

    assert proof.holds
    assert {check.key: check.again for check in proof.checks}["second"] == bulletin_value(bulletin, "second")
    assert (proof.since.new, proof.since.gone, proof.since.changed) == ([4], [2], [1])


def test_the_figures_are_proved_by_the_rate_of_then_where_somebody_corrected_it(edition, press):
    make_rate(on=edition.ends_on)
    make_announced(edition=edition)
    bulletin = bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)

    ExchangeRate.objects.update(rate="6.5", source="Corrected")

    assert bulletins.prove(bulletin).holds
    assert {check.key for check in bulletins.prove(bulletin).checks} > {"second"}


def test_the_figures_are_proved_by_where_partners_came_from_then(edition, press):
    host = PartyData("B", "host", make_organisation())
    moved, merged = partner("GB", "United Kingdom", "英国"), partner("DE", "Germany", "德国")
    hidden = replace(partner("FR", "France", "法国"), shown="hidden")
    make_announced(edition=edition, amounts=(yuan(9),), parties=(moved, hidden, host))
    make_announced(edition=edition, amounts=(yuan(5),), parties=(host, merged, replace(moved, side="C")))
    bulletin = bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)

    into = make_organisation(region=make_region(code="SG", name_en="Singapore", name_zh="新加坡"))
    Organisation.objects.filter(pk=moved.organisation.pk).update(region=into.region)
    Organisation.objects.filter(pk=merged.organisation.pk).update(merged_into=into)

    assert bulletin_value(bulletin, "partners") == ["GB", "DE"]
    assert bulletins.prove(Bulletin.objects.get()).holds


def test_the_figures_are_proved_after_areas_have_new_addresses_and_the_edition_another_currency(edition, press):
    make_rate(on=edition.ends_on)
    names = ("ai", "chips", "cloud", "robots", "screens")
    areas = {name: make_area(slug=name, name_en=name, name_zh=name) for name in names}
    for area in areas.values():
        make_announced(edition=edition, amounts=(yuan(5),), primary_area=area)
    bulletin = bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)

    for name, slug in (("ai", "z"), ("cloud", "ai"), ("screens", "a")):
        type(areas[name]).objects.filter(pk=areas[name].pk).update(slug=slug)
    type(edition).objects.update(reporting_currency="USD", second_currency="CNY")

    assert bulletin_value(bulletin, "areas") == ["ai", "chips", "cloud", "robots"]
    assert [check.key for check in bulletins.prove(Bulletin.objects.get()).checks if not check.holds] == []


def bulletin_value(bulletin, key):
    return next(row["value"] for row in bulletin.figures["figures"] if row["key"] == key)


def test_the_proof_fails_where_somebody_changed_an_amount_behind_the_ledger(edition, press):
    deal = make_announced(edition=edition)
    bulletin = bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)

    Amount.objects.filter(terms__deal=deal).update(minor=1, reporting_minor=1)

    proof = bulletins.prove(bulletin)
    assert not proof.holds
    assert [check.key for check in proof.checks if not check.holds] == ["amount"]


def test_what_was_withdrawn_since_the_count_stands_in_the_way_of_freezing(edition, press):
    deal = make_announced(edition=edition)
    bulletin = bulletins.write_draft(edition, by=press)
    ledger.withdraw(deal, version=1, by=press, reason="No")
    make_announced(edition=edition)

    with pytest.raises(ValidationError, match="2019-0001 was withdrawn after it was counted"):
        bulletins.freeze(bulletin, version=1, by=press)
    again = bulletins.count_again(bulletin, version=1, by=press)
    assert bulletins.freeze(again, version=2, by=press).number == 1


def test_counting_again_keeps_edited_words_and_renews_the_others(edition, press):
    bulletin = bulletins.write_draft(edition, by=press)
    make_announced(edition=edition)
    fresh = bulletins.count_again(bulletin, version=1, by=press)
    assert "{projects}" in fresh.body_en
    edited = bulletins.edit(fresh, texts(fresh, title_en="Ours"), version=2, by=press)

    assert bulletins.count_again(edited, version=3, by=press).title_en == "Ours"
    assert bulletins.count_again(edited, version=4, by=press, anew=True).title_en != "Ours"


def test_a_correction_lists_what_differs_by_itself(edition, press):
    deal = make_announced(edition=edition, amounts=(yuan(100_000_000),))
    first = bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)
    ledger.withdraw(deal, version=1, by=press, reason="No")
    make_announced(edition=edition, amounts=(yuan(300_000_000),))
    make_announced(edition=edition, amounts=(yuan(300_000_000),))

    second = bulletins.freeze(bulletins.write_draft(edition, corrects=first, by=press), version=1, by=press)

    found = bulletins.compare_bulletins(first, second)
    assert [(row.field, row.before, row.now) for row in found.figures][:3] == [
        ("Projects signed", "1 project", "2 projects"),
        ("Amount signed", "100 million yuan", "600 million yuan"),
        ("Signed at the expo", "1", "2"),
    ]
    assert (found.deals.new, found.deals.gone, found.deals.changed) == ([2, 3], [1], [])
    with pytest.raises(StepRefusal, match="correction of this bulletin is there already"):
        bulletins.write_draft(edition, corrects=first, by=press)


def test_deals_that_are_not_announced_are_in_no_figure(edition, press):
    make_announced(edition=edition)
    now = dt.datetime.now(dt.UTC)
    before = bulletins.write_draft(edition, by=press).figures

    make_verified(edition=edition)
    make_announced(edition=edition, embargo_until=now + dt.timedelta(days=1))

    after = bulletins.write_draft(edition, by=press).figures
    assert after | {"as_of": "", "figures": ""} == before | {"as_of": "", "figures": ""}
