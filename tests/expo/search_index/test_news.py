"""News, quotations and delegations are found as soon as visitors see them, and never before or after."""

import datetime as dt

import pytest
from django.test import Client

from expo.models import Delegation, Edition, NewsItem, Organisation, Participation, Person, Quotation, Region
from expo.models.search import SearchDue, SearchEntry
from expo.search.news import quotation_url
from expo.search_index import upkeep
from tests.expo.search_index.test_upkeep import content
from tests.support.factories import make_organisation, make_participation, make_person, make_region
from tests.support.showcase_factories import make_delegation, make_news, make_quotation

pytestmark = pytest.mark.django_db
LATER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
TOLD = ["delegations", "news", "quotations"]


@pytest.fixture(scope="module")
def told(make_once):
    def build():
        finder = make_organisation(name_en="Finders", name_zh="寻石", short_en="FND")
        about = [make_participation(organisation=finder), make_participation(status="draft")]
        make_news(slug="quartz", name_en="Quartz found", name_zh="发现石英", participations=about)
        make_quotation(speaker=make_person(name_en="Quentin Ore", name_zh="矿石"), text_en="Quartz is time.")
        make_delegation(
            slug="quartz", name_en="Quartz guild", name_zh="石英行会", head=make_person(name_en="Guildmaster")
        )
        sender = make_organisation(name_en="Quartz Works", name_zh="石英厂")
        make_delegation(slug="works", name_en="Envoys", name_zh="来使", region=None, organisation=sender, head=None)
        upkeep.catch_up()

    return make_once(build)


def kinds_found():
    upkeep.catch_up()
    return sorted(set(SearchEntry.objects.filter(kind__in=TOLD).values_list("kind", flat=True)))


HIDDEN = {
    "news are withdrawn": (lambda: NewsItem.objects.update(published=False), ["delegations", "quotations"]),
    "news are put off": (lambda: NewsItem.objects.update(publish_at=LATER), ["delegations", "quotations"]),
    "quotations are withdrawn": (lambda: Quotation.objects.update(published=False), ["delegations", "news"]),
    "delegations are withdrawn": (lambda: Delegation.objects.update(published=False), ["news", "quotations"]),
    "news go": (lambda: NewsItem.objects.all().delete(), ["delegations", "quotations"]),
    "the edition is hidden": (lambda: Edition.objects.update(published=False), []),
}


@pytest.mark.parametrize("what", sorted(HIDDEN))
def test_what_visitors_no_longer_see_is_no_longer_found(told, what):
    hide, left = HIDDEN[what]

    assert kinds_found() == TOLD
    hide()
    assert kinds_found() == left


WRITES = {
    "news are renamed": lambda: NewsItem.objects.update(name_zh="水晶"),
    "news come": make_news,
    "a speaker is renamed": lambda: Person.objects.update(name_en="Crystal"),
    "a quotation comes before another": lambda: make_quotation(order=1),
    "a delegation comes from elsewhere": lambda: Delegation.objects.update(region=make_region(name_en="Quartzland")),
    "who leads a delegation is renamed": lambda: Person.objects.filter(name_en="Guildmaster").update(name_en="Head"),
    "news are about nobody": lambda: NewsItem.participations.through.objects.all().delete(),
    "whom news are about is renamed": lambda: Organisation.objects.filter(name_en="Finders").update(short_en="SEEK"),
    "whom news are about is hidden": lambda: Participation.objects.update(status="draft"),
    "a region is renamed": lambda: Region.objects.update(name_zh="水晶国"),
    "a sender is renamed": lambda: Organisation.objects.update(name_en="Crystal Works"),
    "the edition has another address": lambda: Edition.objects.update(slug="2020"),
}


@pytest.mark.parametrize("what", sorted(WRITES))
def test_what_is_told_is_in_the_index_as_if_it_were_made_anew(told, what):
    before = content()
    WRITES[what]()
    upkeep.catch_up()
    kept = content()
    upkeep.rebuild_index()

    assert kept == content()
    assert kept != before


def test_drafts_note_nothing_and_news_to_come_only_their_moment(told):
    before = content()
    make_news(published=False)
    make_quotation(published=False)
    make_delegation(published=False)
    assert not SearchDue.objects.filter(kind__in=TOLD).exists()

    make_news(publish_at=LATER)
    upkeep.catch_up()

    assert waiting() == [("news", LATER), ("pages", LATER)]
    assert content() == before


def waiting():
    return sorted(SearchDue.objects.values_list("kind", "due_at"))


def test_news_of_a_rehearsal_are_due_by_its_own_clock(told):
    ahead = dt.timedelta(days=20)
    Edition.objects.update(rehearsal=True, clock_shift=ahead)
    NewsItem.objects.update(publish_at=LATER)
    upkeep.catch_up()

    assert waiting() == [("news", LATER - ahead), ("pages", LATER - ahead)]


def test_lists_of_what_is_told_are_found_among_the_pages_while_they_are_not_empty(told):
    assert pages_found() == TOLD
    NewsItem.objects.update(publish_at=LATER)
    Delegation.objects.update(published=False)
    assert pages_found() == ["quotations"]


def pages_found():
    upkeep.catch_up()
    urls = SearchEntry.objects.filter(kind="pages").values_list("url", flat=True)
    return sorted(url.split("/")[2] for url in urls if url.split("/")[2] in TOLD)


def test_a_quotation_behind_the_first_page_is_found_on_its_own(told):
    row = Quotation.objects.get()

    assert quotation_url(row, 19) == f"/en/2019/quotations/#{row.anchor}"
    assert quotation_url(row, 20) == f"/en/2019/quotations/?page=2#{row.anchor}"


@pytest.mark.parametrize(
    ("language", "words", "heading"),
    [
        ("en", "quartz found", "Quartz found"),
        ("zh-hans", "發現石英", "发现石英"),
        ("en", "FND", "Quartz found"),
        ("zh-hans", "寻石", "发现石英"),
        ("en", "guildmaster", "Quartz guild"),
        ("en", "ore", "What Quentin Ore said"),
        ("zh-hans", "矿石", "矿石的发言摘录"),
        ("en", "quartz guild", "Quartz guild"),
        ("zh-hans", "shiyinghanghui", "石英行会"),
    ],
)
def test_visitors_find_what_is_told_in_both_languages(told, language, words, heading):
    page = Client().get(f"/{language}/2019/search/", {"q": words})

    assert heading in page.content.decode()
