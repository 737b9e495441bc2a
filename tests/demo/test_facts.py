"""The edition of 2019: what is published, and nothing else."""

from functools import cache

import pytest

from agenda.demo import facts as agenda
from agenda.models import Session, SessionRole
from deals import totals
from deals.demo import facts as deals
from deals.models import Amount, Deal, Event, Party, Terms
from expo.data import read_data
from expo.demo import facts
from expo.exhibition.stated_figures import figure_problems, print_difference
from expo.models import Attendance, Edition, Launch, Participation, Scenario, Source, StatedFigure
from expo.setup import reference_data
from tests.demo.loading import loaded
from tests.demo.told_facts import NOT_IN_THE_DATA, WITHHELD, article_facts, demo_facts, told_facts
from tests.support.reading import Element, elements

LOADERS = (reference_data.load_reference_rows, facts.load, agenda.load, deals.load)


# The database is made where a test asks for it; the rows are those of the whole module.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def edition(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, *LOADERS):
        yield Edition.objects.get(slug="2019")


def stated(figure, currency=""):
    row = StatedFigure.objects.headline().get(figure=figure, currency=currency)
    return row.value, row.qualifier


def test_the_stated_totals_are_those_of_the_press(edition):
    assert stated("projects") == (530, "exact")
    assert stated("amount", "CNY") == (81_690_000_000_000, "exact")
    assert stated("amount", "USD") == (11_570_000_000_000, "exact")
    assert stated("projects_at_expo") == (89, "exact")
    assert stated("projects_outside") == (441, "exact")
    assert stated("exhibitors") == (843, "exact")
    assert stated("countries") == (60, "nearly")
    assert stated("forums") == (46, "exact")


def test_every_stated_figure_is_public_reads_as_it_was_printed_and_fits_the_others(edition):
    rows = StatedFigure.objects.filter(edition=edition)

    assert set(rows) == set(rows.public())
    assert [(row.as_printed, print_difference(row)) for row in rows if row.value and print_difference(row)] == []
    assert [said for _row, said in figure_problems(rows)] == []


def test_a_second_statement_stands_beside_the_one_shown(edition):
    others = StatedFigure.objects.filter(headline=False).values_list("figure", "value", "qualifier")

    assert set(others) == {
        ("amount", 11_788_000_000_000, "about"),
        ("exhibitors", 800, "more_than"),
        ("fortune_500", 40, "more_than"),
    }


def test_what_nobody_published_has_no_value_and_says_so_in_both_languages(edition):
    unknown = StatedFigure.objects.filter(value=None)

    assert set(unknown.values_list("figure", flat=True)) == {
        "amount_at_expo",
        "amount_outside",
        "visitors",
        "contests",
    }
    assert all(row.note_en.startswith("No page gives") and row.note_zh.startswith("未见") for row in unknown)


@pytest.mark.parametrize("model", [StatedFigure, Scenario, Participation, Attendance, Launch, Session, Deal])
def test_every_fact_names_its_source(edition, model):
    rows = model.objects.filter(edition=edition)
    if model is StatedFigure:
        rows = rows.exclude(value=None)

    assert rows.exists()
    assert not rows.filter(sources=None).exists()


def test_the_garbled_copy_of_a_news_page_is_no_source(edition):
    assert not Source.objects.filter(key="mirror").exists()
    assert not Source.objects.filter(url__contains="ugc-csir").exists()


def test_no_session_has_hours_and_one_has_no_day(edition):
    sessions = Session.objects.public().filter(edition=edition)

    assert sessions.count() == 9
    assert not sessions.exclude(starts_at=None).exists()
    assert [session.slug for session in sessions.undated()] == ["future-networks"]
    assert sessions.get(slug="exhibition").last_day == edition.ends_on


def test_people_have_a_part_only_where_a_page_says_so(edition):
    roles = SessionRole.objects.filter(session__edition=edition)

    assert set(roles.values_list("person__slug", "session__slug", "role")) == {
        ("jack-ma", "summit", "speaker"),
        ("vladimir-norov", "summit", "speaker"),
        ("chen-miner", "s4-visit", "guest"),
        ("tang-liangzhi", "s4-visit", "guest"),
    }


def test_scenarios_stand_in_the_order_in_which_the_press_names_them(edition):
    assert [row.slug for row in edition.scenarios.all()] == [
        "smart-travel",
        "smart-medical-care",
        "smart-education",
        "smart-home",
    ]


def test_twelve_exhibitors_are_known_and_none_of_their_stands(edition):
    exhibitors = Participation.objects.public().filter(edition=edition).exhibiting()

    assert exhibitors.count() == 12
    assert not exhibitors.exclude(booths=None).exists()
    assert set(exhibitors.exclude(hall=None).values_list("slug", flat=True)) == {
        "liangjiang-new-area",
        "humi",
        "iflytek",
    }


def test_the_letter_and_the_quotation_give_the_sense_and_say_so(edition):
    letter = edition.letters.public().get()
    quotation = edition.quotations.public().get()

    assert [row.slug for row in letter.sessions.public()] == ["opening"]
    assert (letter.author.slug, letter.sense, letter.dated_on) == ("xi-jinping", True, None)
    assert (quotation.speaker.slug, quotation.sense) == ("pony-ma", True)
    assert [row.members for row in edition.delegations.public()] == [None]
    assert (edition.news.exists(), edition.exhibits.exists()) == (False, False)
    assert edition.stated_figures.get(figure="new_products").as_printed == "more than 20 new technologies and products"


def test_seven_deals_are_announced_and_only_the_fund_has_an_amount(edition):
    assert Terms.objects.public().of(edition).count() == 7
    amount = Amount.objects.get(terms__deal__edition=edition)
    assert (amount.minor, amount.currency) == (4_000_000_000, "CNY")
    assert "blog" in amount.terms.note_en
    assert "博客" in amount.terms.note_zh


def test_parties_that_no_page_names_are_only_placed(edition):
    unnamed = Party.objects.filter(terms__deal__edition=edition, organisation=None)

    assert sorted(unnamed.values_list("region__code", flat=True)) == ["500000", "CN", "CN", "SG", "SG"]


def test_the_headline_is_the_stated_total_beside_the_seven_counted(edition):
    headline = totals.edition_headline(edition)

    assert headline.stated
    assert (headline.projects, headline.at_expo.projects, headline.outside.projects) == (530, 89, 441)
    assert (headline.at_expo.amount, headline.outside.amount) == (None, None)
    assert headline.counted.projects == 7


def test_loading_again_changes_nothing(edition):
    before = [model.objects.count() for model in (Source, Session, Deal, Event, Participation, StatedFigure)]

    for load in LOADERS:
        load()

    assert [model.objects.count() for model in (Source, Session, Deal, Event, Participation, StatedFigure)] == before


def test_the_list_of_what_is_told_names_every_fact_of_the_data_and_no_other():
    told = [told["fact"] for told in told_facts()]

    assert sorted(set(told)) == sorted(told)
    assert {fact for fact in told if not fact.startswith(NOT_IN_THE_DATA)} == demo_facts()


def test_every_statement_of_the_article_is_told_or_withheld_for_a_reason():
    told = {told["fact"] for told in told_facts()}

    lost = [name for name, fact in article_facts().items() if fact not in told and not fact.startswith(WITHHELD)]

    assert lost == []


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_fact_stands_at_its_place_with_its_sources_and_what_nobody_published_is_called_so(
    edition, client, language
):
    addresses = {source["key"]: source["url"] for source in read_data(facts.FILE)["sources"]}

    @cache
    def read_page(page: str) -> list[Element]:
        found = elements(client.get(f"/{language}/{edition.slug}/{page.format(**deal_references())}"))
        # What opens a fold stands amid the text that it folds.
        for summary in [element.text for element in found if element.tag == "summary"]:
            for element in found:
                element.text = element.text.replace(f" {summary} ", " ")
        return found

    missing = []
    for told in told_facts():
        found = read_page(told["page"])
        hrefs = {element.attributes.get("href") for element in found}
        unsourced = [key for key in told["sources"] if addresses[key] not in hrefs]
        if unsourced or not stands_at_place(found, told["place"], told[language[:2]]):
            missing.append((told["fact"], told["page"], unsourced))
    assert missing == []


def deal_references() -> dict[str, str]:
    """The public address of each deal by its key in the data; addresses are drawn at random."""
    references = {}
    for row in read_data(facts.FILE)["deals"]:
        references[row["id"]] = Terms.objects.public().get(name_en=row["name_en"]).deal.reference
    return references


def stands_at_place(found: list[Element], place: str, words: str) -> bool:
    """`place`: a class with its dot, or a tag."""
    for element in found:
        classes = (element.attributes.get("class") or "").split()
        if (place == element.tag or place[1:] in classes) and words in element.text:
            return True
    return False
