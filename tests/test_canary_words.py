"""Words of what is hidden: whatever public and staff ask for, no log, metric, file, cache or export has them."""

import datetime as dt
import io
import logging
import re
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from agenda.models.contests import Contest
from deals import ledger
from deals.ledger.deal_data import AmountData, PartyData, SignatoryData
from deals.models import Deal, Terms
from deals.money import Money
from expo.accounts.second_factor import RECOVERY_CODES
from expo.models import Exhibit, Launch, Letter, Quotation, StatedFigure, VisitorPage
from expo.monitoring.json_lines import JsonLines
from expo.monitoring.request_log import LOGGER
from expo.share_cards.names import read_card_name
from tests.support.addressed_world import make_addressed_world, route_path
from tests.support.agenda_factories import make_session
from tests.support.canary_rows import (
    DIGITS,
    HAN,
    LATIN,
    NAMES,
    make_hidden_entries,
    make_hidden_showcase,
    make_kept_files,
    make_masked_deal,
    make_secrets,
)
from tests.support.deal_factories import make_deal, make_draft, make_press, make_verified
from tests.support.factories import make_organisation, make_participation
from tests.support.routes import GUARDED, PUBLIC
from tests.support.server import ask_server
from tests.support.showcase_factories import make_news
from tests.support.staff import a_superuser

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
WORDS = (LATIN, HAN, DIGITS, "918,273,645")
# The masked amount as pages round it, where no digit of its end is left.
ROUNDED = ("1.918 billion", "1.92 billion", "19.18亿")
CARD = re.compile(r"/cards/([\w.-]+)\.png")
CSRF = "a" * 32
# What forms call what is typed.
FIELDS = ("name_en", "name_zh", "title", "q", "reason", "note", "contract_number", "headline", "text_en")


@pytest.fixture(scope="module")
def shown(make_once):
    """A deal of a world in which everything has an address, and beside it what nobody may see."""
    return make_once(make_world_with_hidden_rows)


@pytest.fixture
def deal(shown):
    return Deal.objects.get(pk=shown.pk)


@pytest.fixture
def logged():
    """All that the log was told, as it is written, each time it is asked."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root, level = logging.getLogger(), LOGGER.level
    root.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    yield stream.getvalue
    root.removeHandler(handler)
    LOGGER.setLevel(level)


def make_world_with_hidden_rows():
    deal = make_addressed_world()
    make_hidden_rows(deal.edition)
    return deal


def make_hidden_rows(edition):
    later = make_verified(hidden_draft(edition))
    until = timezone.now() + dt.timedelta(days=9)
    later = ledger.embargo(later, version=later.version, by=make_press(), until=until)
    ledger.announce(later, version=later.version, by=make_press())
    make_deal(hidden_draft(edition))
    make_session(edition=edition, slug=LATIN, status="draft", **NAMES)
    make_news(edition=edition, slug=LATIN, published=False, **NAMES)
    firm = make_organisation(**NAMES)
    make_participation(edition=edition, organisation=firm, slug=LATIN, status="draft", contact_name=HAN)
    make_hidden_showcase(edition)
    make_hidden_entries(edition)
    make_masked_deal(edition)
    make_kept_files(edition)


def hidden_draft(edition):
    """A signing of which every text is a word of its own."""
    firm = make_organisation(**NAMES)
    return make_draft(
        edition,
        **NAMES,
        parties=(PartyData("A", "host", firm), PartyData("B", "investor", make_organisation(**NAMES))),
        amounts=(AmountData(Money(int(DIGITS) * 100, "CNY"), as_written=f"{DIGITS}元 {HAN}"),),
        signatories=(SignatoryData(HAN, party=0),),
        contract_number=LATIN,
        note_en=LATIN,
        note_zh=HAN,
    )


def found_in(text):
    return [word for word in WORDS + ROUNDED if word in text]


def session_cookie():
    """Of somebody who may do everything."""
    session = a_superuser().cookies["sessionid"].value
    return f"sessionid={session}; csrftoken={CSRF}"


def ask(path, method="GET", query="", cookie="", **sent):
    body = urlencode(sent | {"csrfmiddlewaretoken": CSRF}).encode() if method == "POST" else b""
    form = "application/x-www-form-urlencoded"
    return ask_server(path, method, query, body, CONTENT_TYPE=form, HTTP_COOKIE=cookie, HTTP_REFERER=f"/{LATIN}")


def ask_for_everything(deal):
    """Every page of the staff, about hidden deals too, with the words in forms, filters and wrong attempts."""
    cookie = session_cookie()
    told = [ask(f"/desk/deals/{each.number}/", cookie=cookie).body for each in Deal.objects.order_by("pk")]
    searched = urlencode({"q": f"{LATIN} {HAN}"})
    for name, route in GUARDED.items():
        for method in sorted(route.methods):
            told.append(ask(route_path(name, deal), method, searched, cookie, **dict.fromkeys(FIELDS, LATIN)).body)
    ask("/accounts/login/", "POST", username=LATIN, password=HAN)
    ask("/admin/expo/person/add/", query=f"_to_field={LATIN}", cookie=cookie)
    ask_server("/en/", HTTP_HOST=f"{LATIN}.example")
    ask_server("/api/v1/deals", "POST", body=LATIN.encode(), HTTP_AUTHORIZATION=f"Bearer {LATIN}")
    return told


def ask_for_public_pages(deal):
    told = [ask_server("/metrics").body]
    searched = urlencode({"q": f"{LATIN} {HAN}"})
    for name in PUBLIC:
        told.append(ask_server(route_path(name, deal)).body)
        ask_server(route_path(name, deal), query=searched)
    return told + [drawn_words(text) for text in told]


def drawn_words(text):
    """What stands in the pictures that a page has for those who share it; their addresses say it, packed."""
    return "\n".join(read_card_name(name).title for name in CARD.findall(text))


def files_below(folder):
    """What stands in files, but for the database and what it is made of."""
    kept = {}
    for path in folder.rglob("*"):
        if path.is_file() and ".sqlite3" not in path.name:
            kept[str(path.relative_to(folder))] = path.read_bytes().decode(errors="ignore")
    return kept


def test_words_of_what_is_hidden_leave_the_desk_in_no_log_metric_file_or_cache(deal, logged):
    at_the_desk = ask_for_everything(deal)
    in_public = ask_for_public_pages(deal)

    assert set(WORDS) <= set(found_in("".join(at_the_desk)))
    assert found_in(logged()) == []
    assert len(logged().splitlines()) > len(GUARDED)
    assert [found_in(text) for text in in_public if found_in(text)] == []
    assert [name for name, text in files_below(settings.VAR_DIR).items() if found_in(name + text)] == []
    assert found_in(b"".join(cache._cache.values()).decode(errors="ignore")) == []


def test_what_somebody_logs_in_with_stands_in_no_page_of_staff_nor_of_the_public_log_file_or_cache(deal, logged):
    secrets = make_secrets()
    asked = ask_for_everything(deal) + ask_for_public_pages(deal)
    kept = [*files_below(settings.VAR_DIR).values(), b"".join(cache._cache.values()).decode(errors="ignore")]
    everything = "\n".join([*asked, logged(), *kept])

    assert len(secrets) == 1 + 2 * RECOVERY_CODES
    assert [secret for secret in secrets if secret in everything] == []


def test_the_same_words_are_found_once_they_are_public(deal, logged):
    """The control: what looks for them sees them where they stand."""
    later = Deal.objects.exclude(pk=deal.pk).earliest("pk")
    ledger.lift(later, version=later.version, by=make_press())
    logging.getLogger("expo").warning(HAN)

    assert found_in("".join(ask_for_public_pages(deal))) == [LATIN, HAN, DIGITS]
    assert found_in(logged()) == [HAN]


@pytest.mark.parametrize(
    ("publish", "address"),
    [
        (lambda: Launch.objects.filter(slug=f"launch-{LATIN}").update(published=True), "launches/"),
        (lambda: Exhibit.objects.filter(slug=f"exhibit-{LATIN}").update(status="published"), "exhibits/"),
        (lambda: Letter.objects.filter(text_en__contains=LATIN).update(published=True), "letters/"),
        (lambda: StatedFigure.objects.filter(figure="forums").update(confirmed_at=timezone.now()), "sources/"),
        (lambda: Quotation.objects.filter(text_en__contains=LATIN).update(published=True), "press/"),
        (lambda: VisitorPage.objects.filter(text_en__contains=LATIN).update(published=True), "visit/kept-back/"),
        (lambda: Contest.objects.filter(slug="blind").update(blind=False), "contests/blind/"),
        (lambda: Terms.objects.filter(name_en__startswith="Harbour").update(name_shown="public"), "deals/"),
    ],
    ids=["launch", "exhibit", "letter", "figure", "quotation", "page", "team", "deal"],
)
def test_each_of_them_is_found_where_it_would_stand_once_it_is_public(deal, publish, address):
    before = found_in(ask_server(f"/en/2019/{address}").body)
    publish()

    assert before == []
    assert LATIN in found_in(ask_server(f"/en/2019/{address}").body)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("en/2019/deals/", ["1.918 billion", "1.92 billion"]),
        ("en/2019/deals/totals/", ["1.918 billion"]),
        ("zh-hans/2019/deals/", ["19.18亿"]),
    ],
)
def test_a_masked_amount_is_found_as_pages_round_it_once_it_is_public(deal, address, words):
    before = found_in(ask_server(f"/{address}").body)
    Terms.objects.filter(name_en__startswith="Harbour").update(amount_shown="public")

    assert (before, found_in(ask_server(f"/{address}").body)) == ([], words)
