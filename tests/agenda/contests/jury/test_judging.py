"""A judge comes by invitation, sees their own entries, and scores them; nobody else's, and each once."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from agenda.contests.jury.invitations import GROUP, invite_judge, revoke_invitation
from agenda.models.contests import Assignment, Juror, Recusal, Round, Score
from tests.support.contest_factories import (
    assign,
    enter_round,
    make_contest,
    make_entry,
    make_juror,
    make_ranking,
    make_round,
)
from tests.support.factories import make_person
from tests.support.routes import GUARDED, STAFF

pytestmark = pytest.mark.django_db
SHEET = {"score-impact": "8.25", "score-novelty": "7", "comment": "Bold.", "version": "1"}
JSON = {"headers": {"accept": "application/json"}}
HOUR = dt.timedelta(hours=1)


def make_jury(entries: int = 2, **contest) -> list[Juror]:
    """Two judges of one round, both with all of its entries."""
    round_ = make_round(make_contest(**contest))
    made = enter_round(round_, *(make_entry(round_.contest) for _ in range(entries)))
    jurors = [make_juror(round_), make_juror(round_)]
    for juror in jurors:
        for entry in made:
            assign(juror, entry)
    return jurors


def come_in(juror: Juror, client: Client | None = None) -> Client:
    client = client or Client()
    assert client.post(f"/jury/invitation/?key={invite_judge(juror)}")["Location"] == "/jury/"
    return client


def first_of(juror: Juror) -> Assignment:
    return Assignment.objects.of(juror).first()


def given(juror: Juror) -> list[tuple[str, int]]:
    rows = Score.objects.filter(assignment__juror=juror).order_by("pk")
    return list(rows.values_list("criterion__code", "units"))


def test_a_preview_of_the_link_does_nothing(client):
    juror = make_jury()[0]
    key = invite_judge(juror)

    page = client.get(f"/jury/invitation/?key={key}")

    juror.refresh_from_db()
    assert (page.status_code, juror.joined_at, juror.user) == (200, None, None)
    assert key not in str(Juror.objects.values())
    assert client.get("/jury/").status_code == 403


def test_the_link_lets_in_one_user_on_every_browser():
    juror = make_jury()[0]
    key = invite_judge(juror)

    for client in (Client(), Client()):
        client.post(f"/jury/invitation/?key={key}")
        assert client.get("/jury/").status_code == 200
    juror.refresh_from_db()
    assert [group.name for group in juror.user.groups.all()] == [GROUP]
    assert (juror.user.has_usable_password(), User.objects.filter(juries__isnull=False).count()) == (False, 1)


def test_a_judge_reaches_nothing_else():
    client = come_in(make_jury()[0])

    opened = [
        name for name, route in GUARDED.items() if route.who != STAFF and client.get(route.path).status_code == 200
    ]
    assert opened == []
    assert client.get("/admin/").status_code == 302


def test_a_revoked_or_renewed_invitation_is_out_at_once():
    one, other = make_jury()
    clients = come_in(one), come_in(other)

    revoke_invitation(Juror.objects.get(pk=one.pk))
    invite_judge(Juror.objects.get(pk=other.pk))

    assert [client.get("/jury/").status_code for client in clients] == [403, 403]
    assert clients[0].post(f"/jury/{first_of(one).pk}/", SHEET).status_code == 403
    assert given(one) == []


def test_an_unknown_key_and_an_empty_one_open_nothing(client):
    revoke_invitation(make_jury()[0])

    assert client.post("/jury/invitation/?key=unknown").status_code == 404
    session = client.session
    session["jury_invitation"] = ""
    session.save()
    assert client.get("/jury/").status_code == 403


def test_the_link_opens_nothing_once_the_round_has_closed(client):
    juror = make_jury()[0]
    key = invite_judge(juror)
    Round.objects.update(opens_at=timezone.now() - 2 * HOUR, closes_at=timezone.now() - HOUR)

    assert client.post(f"/jury/invitation/?key={key}").status_code == 403


def test_scoring_twice_is_scoring_once():
    juror = make_jury()[0]
    client, mine = come_in(juror), first_of(juror)

    for _ in range(2):
        client.post(f"/jury/{mine.pk}/", SHEET)
    answer = client.post(f"/jury/{mine.pk}/", SHEET, **JSON)

    assert given(juror) == [("impact", 82500), ("novelty", 70000)]
    assert answer.json() == {"version": 2, "finished": True}
    client.post(f"/jury/{mine.pk}/", SHEET | {"version": "2", "score-novelty": "9"})
    assert given(juror) == [("impact", 82500), ("novelty", 90000)]


def test_a_save_that_arrives_late_does_not_overwrite_a_newer_one():
    juror = make_jury()[0]
    client, mine = come_in(juror), first_of(juror)
    client.post(f"/jury/{mine.pk}/", SHEET)
    client.post(f"/jury/{mine.pk}/", SHEET | {"version": "2", "score-novelty": "9"})

    again = client.post(f"/jury/{mine.pk}/", SHEET, **JSON)

    said = again.json()["said"].partition("Saved: ")[2]
    assert (again.status_code, again.json()["version"], said) == (409, 3, "Impact 8.25 · Novelty 9")
    assert given(juror) == [("impact", 82500), ("novelty", 90000)]


def test_another_judge_s_entry_is_not_there():
    one, other = make_jury()
    client, theirs = come_in(one), first_of(other)

    found = [client.post(path, SHEET).status_code for path in (f"/jury/{theirs.pk}/", f"/jury/{theirs.pk}/conflict/")]

    assert (found, given(other), Recusal.objects.count()) == ([404, 404], [], 0)


def test_no_judge_sees_what_another_gave():
    one, other = make_jury()
    come_in(other).post(f"/jury/{first_of(other).pk}/", SHEET | {"score-impact": "3.1415", "comment": "Secret words."})

    page = come_in(one).get("/jury/").content.decode()

    assert [word for word in ("3.1415", "Secret words.") if word in page] == []
    Round.objects.update(opens_at=timezone.now() - 2 * HOUR, closes_at=timezone.now() - HOUR)
    assert "3.1415" not in come_in_later(one).get("/jury/").content.decode()


def come_in_later(juror: Juror) -> Client:
    """With a session from before the round closed."""
    Round.objects.update(closes_at=timezone.now() + HOUR)
    client = come_in(Juror.objects.get(pk=juror.pk))
    Round.objects.update(closes_at=timezone.now() - HOUR)
    return client


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_closed_and_a_frozen_round_refuse_in_the_judge_s_language(language):
    juror = make_jury()[0]
    client, mine = come_in(juror), first_of(juror)
    client.cookies["staff_language"] = language
    closed = {"en": "not open for scores", "zh-hans": "评分"}
    frozen = {"en": "is frozen", "zh-hans": "封存"}

    Round.objects.update(opens_at=timezone.now() - 2 * HOUR, closes_at=timezone.now() - HOUR)
    late = client.post(f"/jury/{mine.pk}/", SHEET)
    Round.objects.update(closes_at=timezone.now() + HOUR)
    make_ranking(juror.round, published=False)
    after = client.post(f"/jury/{mine.pk}/", SHEET)

    assert (late.status_code, after.status_code, given(juror)) == (422, 422, [])
    assert closed[language] in late.content.decode()
    assert frozen[language] in after.content.decode()
    assert 'value="8.25"' in after.content.decode()


def test_a_declared_conflict_takes_the_entry_away():
    juror = make_jury()[0]
    client, mine = come_in(juror), first_of(juror)

    for _ in range(2):
        client.post(f"/jury/{mine.pk}/conflict/", {"reason": "My sister's"})

    assert [(row.kind, row.reason) for row in Recusal.objects.all()] == [("declared", "My sister's")]
    assert client.post(f"/jury/{mine.pk}/", SHEET).status_code == 422
    assert given(juror) == []


def test_a_frozen_round_takes_no_conflict_any_more():
    juror = make_jury()[0]
    client, mine = come_in(juror), first_of(juror)
    make_ranking(juror.round, published=False)

    assert client.post(f"/jury/{mine.pk}/conflict/").status_code == 422
    assert Recusal.objects.count() == 0


def blind_page(blind: bool) -> str:
    round_ = make_round(make_contest(blind=blind))
    person = make_person(slug=f"ada-{blind}".lower(), name_en="Ada Quill", name_zh="阿达")
    entry = make_entry(
        round_.contest,
        members=[{"person": person}, {"name_en": "Quill Labs", "organisation_name": "奎尔研究院"}],
        name_en="The Quill Labs loom",
        summary_en="ada  quill built it, see https://quill.example/ or ada@quill.example.",
        summary_zh="奎尔研究院与阿达的作品",
        website="https://loom.example/",
    )
    juror = make_juror(round_)
    assign(juror, *enter_round(round_, entry))
    client = come_in(juror)
    pages = [client.get("/jury/").content.decode()]
    client.cookies["staff_language"] = "zh-hans"
    return (pages[0] + client.get("/jury/").content.decode()).lower()


def test_a_blind_contest_masks_whose_an_entry_is():
    words = ["quill", "阿达", "奎尔", "loom.example"]

    shown, masked = blind_page(blind=False), blind_page(blind=True)

    assert [word for word in words if word in shown] == words
    assert [word for word in words if word in masked] == []
    assert masked.count("[hidden]") > 0


def test_what_no_scale_has_is_refused_and_stays_in_the_form():
    juror = make_jury()[0]
    client, mine = come_in(juror), first_of(juror)

    for wrong in ("11", "-1", "1e1", "8,5", "8.12345", "9" * 5_000):
        page = client.post(f"/jury/{mine.pk}/", SHEET | {"score-impact": wrong})
        assert (page.status_code, f'value="{wrong}"' in page.content.decode()) == (422, True)
    assert given(juror) == []
    client.post(f"/jury/{mine.pk}/", SHEET | {"score-impact": "８．５"})
    assert given(juror) == [("impact", 85000), ("novelty", 70000)]


def test_pages_of_the_jury_are_never_stored_nor_indexed():
    client = come_in(make_jury()[0])

    page = client.get("/jury/")

    assert "no-store" in page["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert "Disallow: /jury/" in client.get("/robots.txt").content.decode()
    assert "Set-Cookie" not in client.get("/en/")


def test_the_page_asks_as_much_for_many_entries_as_for_few(django_assert_max_num_queries):
    few, many = make_jury(2)[0], make_jury(9)[0]

    counts = []
    for juror in (few, many):
        client = come_in(juror)
        with django_assert_max_num_queries(30) as asked:
            client.get("/jury/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_progress_counts_finished_entries_without_recused_ones():
    juror = make_jury(3)[0]
    client = come_in(juror)
    mine = list(Assignment.objects.of(juror))
    client.post(f"/jury/{mine[0].pk}/", SHEET)
    client.post(f"/jury/{mine[1].pk}/", {"score-impact": "5", "version": "1"})
    client.post(f"/jury/{mine[2].pk}/conflict/")

    page = client.get("/jury/").content.decode()

    assert "<b data-done>1</b> of 2 scored" in page


def test_a_judge_leaves_on_this_device():
    client = come_in(make_jury()[0])

    client.post("/jury/leave/")

    assert client.get("/jury/").status_code == 403
