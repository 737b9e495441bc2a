"""Words of what is hidden: whatever public and staff ask for, no log, metric, file, cache or export has them."""

import datetime as dt
import io
import logging
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from deals import ledger
from deals.ledger.deal_data import AmountData, PartyData, SignatoryData
from deals.models import Deal
from deals.money import Money
from expo.monitoring.json_lines import JsonLines
from expo.monitoring.request_log import LOGGER
from tests.support.addressed_world import make_addressed_world, route_path
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_deal, make_draft, make_press, make_verified
from tests.support.factories import make_organisation, make_participation
from tests.support.routes import GUARDED, PUBLIC
from tests.support.server import ask_server
from tests.support.showcase_factories import make_news
from tests.support.staff import a_superuser

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
LATIN, HAN, DIGITS = "quokkacanary", "袋鼠泄漏", "918273645"
WORDS = (LATIN, HAN, DIGITS, "918,273,645")
NAMES = {"name_en": f"{LATIN} works", "name_zh": f"{HAN}工程"}
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
    return [word for word in WORDS if word in text]


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
    ask_server("/api/v1/deals", "POST", body=LATIN.encode(), HTTP_AUTHORIZATION=f"Bearer {LATIN}")
    return told


def ask_for_public_pages(deal):
    told = [ask_server("/metrics").body]
    searched = urlencode({"q": f"{LATIN} {HAN}"})
    for name in PUBLIC:
        told.append(ask_server(route_path(name, deal)).body)
        ask_server(route_path(name, deal), query=searched)
    return told


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

    assert found_in("".join(at_the_desk)) == list(WORDS)
    assert found_in(logged()) == []
    assert len(logged().splitlines()) > len(GUARDED)
    assert [found_in(text) for text in in_public if found_in(text)] == []
    assert [name for name, text in files_below(settings.VAR_DIR).items() if found_in(name + text)] == []
    assert found_in(b"".join(cache._cache.values()).decode(errors="ignore")) == []


def test_the_same_words_are_found_once_they_are_public(deal, logged):
    """The control: what looks for them sees them where they stand."""
    later = Deal.objects.exclude(pk=deal.pk).earliest("pk")
    ledger.lift(later, version=later.version, by=make_press())
    logging.getLogger("expo").warning(HAN)

    assert found_in("".join(ask_for_public_pages(deal))) == [LATIN, HAN, DIGITS]
    assert found_in(logged()) == [HAN]
