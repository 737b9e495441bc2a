"""A press officer takes the rehearsal from its next signing to the landing snapshot, at the desk alone.

Run sheet, wall, totals, bulletin, correction, landing: after each step every public number is the one module's.
"""

import csv
import io
import re
import uuid

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

import agenda.demo
import deals.demo
import expo.demo
from deals import bulletins, totals
from deals.models import Bulletin, Deal, LandingSnapshot, Terms
from deals.totals import Scope, charts
from expo.demo.clock import set_moment
from expo.models import Edition
from tests.demo.loading import loaded
from tests.support.reading import elements, texts

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
DESK, PUBLIC = "/desk/rehearsal", "/en/rehearsal"


@pytest.fixture(scope="module", autouse=True)
def rehearsal(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, expo.demo.load, agenda.demo.load, deals.demo.load):
        yield


@pytest.fixture
def edition() -> Edition:
    return Edition.objects.get(slug="rehearsal")


def at_desk(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def sent(client: Client, path: str, data: dict | None = None) -> str:
    """The page that a form leads to."""
    response = client.post(path, data or {}, follow=True)
    assert response.status_code == 200, response.text
    return response.text


def test_from_the_next_signing_to_the_landing_snapshot(edition):
    press, clerk = at_desk("press"), at_desk("clerk")
    assert every_public_number_is_the_module_s(edition) == (530, "816.9 billion yuan")

    deal = next_signing(press, edition)
    assert Client().get(f"{PUBLIC}/deals/{deal.reference}/").status_code == 200
    assert every_public_number_is_the_module_s(edition)[0] == 531

    first = bulletin(press, edition, "Closing bulletin of {edition}")
    assert (first.number, "531 projects" in public_text(first)) == (2, True)

    sent(press, f"{reverse('desk:withdraw', args=[deal.number])}", {"version": deal.version, "reason": "Not signed"})
    assert every_public_number_is_the_module_s(edition) == (530, "816.9 billion yuan")
    second = bulletin(press, edition, "Correction of {edition}", corrects=first)
    told = Client().get(second.get_absolute_url())
    assert ("531 projects", "530 projects") in rows_of(told)
    assert "Corrected by bulletin No. 3." in Client().get(first.get_absolute_url()).text
    assert all(bulletins.prove(each).holds for each in (first, second))

    taken = land(press, clerk, edition)
    assert f"1 of {taken.numbers['stages']['signed'] + 1} projects" in Client().get(f"{PUBLIC}/deals/landing/").text
    assert every_public_number_is_the_module_s(edition)[0] == 530


def next_signing(press: Client, edition: Edition) -> Deal:
    """Tick the first group of the last ceremony that waits; it stands on the wall at once."""
    waiting = Deal.objects.filter(edition=edition, status="verified")
    terms = Terms.objects.latest().filter(deal__in=waiting, embargo_until=None).exclude(ceremony=None).first()
    assert reverse("desk:ceremony", args=[terms.ceremony_id]) in press.get(f"{DESK}/ceremonies/").text
    sheet, asked = (reverse(f"desk:{name}", args=[terms.ceremony_id]) for name in ("ceremony", "signed"))
    group = f"{asked}?group={terms.deal.number}"
    assert group in press.get(sheet).text
    assert press.get(reverse("desk:table_cards", args=[terms.ceremony_id])).status_code == 200
    fields = [row.attributes for row in elements(press.get(group), "input")]
    tickets = [row["value"] for row in fields if row.get("name") == "ticket"]

    said = sent(press, asked, {"ticket": tickets})

    assert f"{terms.deal.number} is announced." in said
    assert terms.name_zh in Client().get(f"{PUBLIC}/wall/").text
    terms.deal.refresh_from_db()
    return terms.deal


def bulletin(press: Client, edition: Edition, title: str, corrects: Bulletin | None = None) -> Bulletin:
    """Count and write, change the title, freeze."""
    sent(press, f"{DESK}/bulletins/", {"definition": "", "corrects": corrects.pk if corrects else ""})
    draft = Bulletin.objects.of(edition).get(number=None)
    names = ("title_zh", "title_en", "body_zh", "body_en")
    texts = {name: getattr(draft, name) for name in names} | {"title_en": title, "title_zh": "{edition}通报"}
    sent(press, draft.get_absolute_url(), texts | {"version": draft.version})

    said = sent(press, reverse("desk:freeze_bulletin", args=["rehearsal", draft.pk]), {"version": draft.version + 1})

    assert "The bulletin is frozen and numbered." in said
    draft.refresh_from_db()
    return draft


def public_text(row: Bulletin) -> str:
    """What the bulletin says in public; each of its figures opens its deals, and they are as many as it says."""
    page, told = Client().get(row.get_absolute_url()), {each["key"]: each for each in row.figures["figures"]}
    for key in re.findall(r"/figures/(\w+)/", page.text):
        behind = len(row.figures["lists"][told[key]["of"]])
        lead = Client().get(f"{row.get_absolute_url()}figures/{key}/").text
        assert f"{behind} deal" in lead, key
    return page.text


def rows_of(response) -> set[tuple[str, ...]]:
    return set(re.findall(r"<td[^>]*>([^<]*)</td>\s*<td[^>]*>([^<]*)</td>", response.text))


def land(press: Client, clerk: Client, edition: Edition) -> LandingSnapshot:
    """After the edition is closed: fix the cohort, report one stage, publish."""
    set_moment("closed")
    edition.refresh_from_db()
    sent(press, f"{DESK}/landing/cohort/")
    project = Deal.objects.filter(edition=edition, status="announced").first().project
    today = edition.now().date()
    report = {"key": uuid.uuid4(), "seen": 0, "stage": "started", "on": today, "evidence": "Notice no. 7"}
    sent(clerk, f"{DESK}/landing/{project.code}/stage/", {f"stage-{name}": value for name, value in report.items()})

    said = sent(press, f"{DESK}/landing/rates/", {"as_of": today, "after": 0})

    assert "Snapshot no. 1 is published." in said
    return LandingSnapshot.objects.get(edition=edition)


def every_public_number_is_the_module_s(edition: Edition) -> tuple[int, str]:
    """The projects and the amount of the total, once home, deals, totals, wall, files and API all say so."""
    scope = Scope(edition)
    read = totals.read_totals(scope, [*totals.TITLES, totals.LEAGUE])
    head = read.headline
    amount, pages = totals.amount_words(totals.printed_amounts([head.amount]).whole, 1, "en"), {}
    for end in ("/", "/deals/", "/deals/totals/", "/wall/"):
        pages[end] = Client().get(f"{PUBLIC}{end}")
        words = " ".join(texts(pages[end], "p"))
        assert f"{head.projects} projects" in words, end
        assert amount in " ".join(words.split()), end
    printed = texts(pages["/deals/totals/"], "tr")
    for each in read.breakdowns.values():
        for bar in (chart := charts.breakdown_chart(each, scope)).bars + chart.foot:
            assert any(bar.text in row and bar.note in row for row in printed), (each.dimension, bar)
    in_files(edition, read)
    return head.projects, amount


def in_files(edition: Edition, read: totals.Totals) -> None:
    """The CSV, and the API by each dimension, hold the same whole numbers."""
    lines = list(csv.DictReader(io.StringIO(Client().get("/rehearsal/data/totals.csv").content.decode("utf-8-sig"))))
    for name, each in read.breakdowns.items():
        whole = next(row for row in lines if row["breakdown"] == name and row["value"] == "total")
        assert int(whole["projects"]) == read.headline.projects
        assert whole["amount"].replace(".", "") == str(read.headline.amount.minor)
        values = [row for row in lines if row["breakdown"] == name and row["value"] not in ("total", "not stated")]
        assert [int(row["projects"]) for row in values] == [row.projects for row in each.rows]
    api = Client().get("/api/v1/editions/rehearsal/totals?by=area").json()
    assert api["counted"]["projects"] == read.headline.projects
    assert [row["projects"] for row in api["breakdown"]["rows"]] == [
        row.projects for row in read.breakdowns["area"].rows
    ]
