"""Pictures and files of an entry: added by the private link until entries close, and shown only when they may be."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.test import Client

from agenda.contests.entering import attachments, bounds
from agenda.contests.entering.keys import key_digest
from agenda.models.contests import Contest, Entry, EntryFile, EntryPicture
from expo.backup.stored_files import named_files
from expo.migration_names import picture_storage
from expo.models import Picture
from expo.pictures import files
from expo.pictures.intake import keep_picture
from tests.agenda.contests.entering.test_review import accept, act, confirm
from tests.agenda.contests.jury.test_judging import come_in
from tests.expo.pictures.files import picture_bytes, turned_photograph
from tests.support.contest_factories import assign, enter_round, make_juror, make_round
from tests.support.entering import DAY, address_of, application, enter, make_call, send
from tests.support.factories import plain_picture
from tests.support.staff import a_superuser
from tests.support.uploads import PDF, send_pdf, send_picture, upload

pytestmark = pytest.mark.django_db


def enter_with_files(client: Client, contest: Contest, **more: str) -> Entry:
    key = enter(client, contest)
    send_picture(client, contest, key, **{f"picture-{name}": value for name, value in more.items()})
    send_pdf(client, contest, key, **{f"file-{name}": value for name, value in more.items()})
    return Entry.objects.order_by("-pk").first()


def public_addresses(entry: Entry) -> list[str]:
    picture = entry.shown_pictures.get().picture
    file = entry.files.get()
    here = f"/{entry.contest.edition.slug}/contests/{entry.contest.slug}/files/{file.public_number}.pdf"
    return [f"/media/{picture.name}-{picture.width}.webp", here]


def statuses(client: Client, entry: Entry) -> list[int]:
    return [client.get(path).status_code for path in public_addresses(entry)]


def stored_pdfs() -> list[str]:
    folder = Path(settings.STORAGES["private"]["OPTIONS"]["location"])
    return [path.name for path in folder.glob("*.pdf")]


def test_a_picture_is_made_anew_and_said_in_words(client):
    contest = make_call()
    key = enter(client, contest)

    answer = send_picture(client, contest, key, content=turned_photograph((60, 30)))

    picture = Picture.objects.get()
    assert (answer.status_code, picture.alt_en, picture.width) == (302, "A car", 30)
    with storages["pictures"].open(picture.file.name) as stored:
        assert b"Secret maker" not in stored.read()
    page = client.get(answer["Location"])
    assert "A car" in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_the_team_sees_its_own_and_nobody_else_does(client):
    contest = make_call()
    key = enter(client, contest)
    send_picture(client, contest, key)
    send_pdf(client, contest, key)
    entry = Entry.objects.get()
    here = address_of(contest)
    own = [f"{here}pictures/{entry.shown_pictures.get().pk}/", f"{here}files/{entry.files.get().pk}/"]

    assert [client.get(path, {"key": key}).status_code for path in own] == [200, 200]
    assert client.get(own[1], {"key": key})["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert {client.get(path, {"key": key})["Cache-Control"] for path in own} == {"no-store"}
    other = enter(client, contest, name_en="Other")
    assert [client.get(path, {"key": other}).status_code for path in own] == [404, 404]
    assert statuses(client, entry) == [404, 404]


def test_accepted_they_are_public_until_the_entry_leaves(client):
    entry = enter_with_files(client, make_call())

    accept(a_superuser(), [entry])

    assert statuses(client, entry) == [200, 200]
    page = client.get(Entry.objects.get().get_absolute_url()).content.decode()
    assert ("plan.pdf" in page, "A car" in page) == (True, True)
    Entry.objects.update(status="withdrawn", reason="sold")
    assert statuses(client, entry) == [404, 404]


@pytest.mark.parametrize(("said", "expected"), [({}, [404, 404]), ({"untold": "on"}, [200, 200])])
def test_in_a_blind_contest_only_what_tells_nothing_is_shown(client, said, expected):
    contest = make_call(blind=True)
    entry = enter_with_files(client, contest, **said)
    final = make_round(contest)

    accept(a_superuser(), [entry])

    assert statuses(client, entry) == expected
    juror = make_juror(final)
    round_entry = final.round_entries.first() or enter_round(final, entry)[0]
    assign(juror, round_entry)
    judge = come_in(juror)
    page = judge.get("/jury/").content.decode()
    picture, file = entry.shown_pictures.get(), entry.files.get()
    paths = [f"/jury/pictures/{picture.pk}-{picture.picture.width}.webp", f"/jury/files/{file.pk}.pdf"]
    assert [judge.get(path).status_code for path in paths] == expected
    assert [path in page for path in paths] == [status == 200 for status in expected]
    public = client.get(Entry.objects.get().get_absolute_url()).content.decode()
    assert ("E001-1.pdf" in public) == (expected[0] == 200)
    assert "plan.pdf" not in public + page


def test_a_judge_sees_none_of_an_entry_that_is_not_theirs(client):
    contest = make_call()
    entry = enter_with_files(client, contest)
    judge = come_in(make_juror(make_round(contest)))

    accept(a_superuser(), [entry])

    picture, file = entry.shown_pictures.get(), entry.files.get()
    paths = [f"/jury/pictures/{picture.pk}-{picture.picture.width}.webp", f"/jury/files/{file.pk}.pdf"]
    assert [judge.get(path).status_code for path in paths] == [404, 404]


def stored_pictures() -> int:
    return len(list(Path(settings.STORAGES["pictures"]["OPTIONS"]["location"]).rglob("*.webp")))


def remove_first_picture(client, contest, key, on_commit) -> None:
    entry = Entry.objects.get(key_digest=key_digest(key))
    with on_commit(execute=True):
        answer = upload(client, contest, key, {"remove": f"picture-{entry.shown_pictures.get().pk}"})
    assert answer.status_code == 302


def test_the_files_of_a_removed_picture_go_once_nothing_else_shows_it(client, django_capture_on_commit_callbacks):
    contest, before = make_call(), stored_pictures()
    keys = [enter(client, contest, name_en=name) for name in ("One", "Two")]
    for key in keys:
        send_picture(client, contest, key, content=turned_photograph((700, 330)))
    both = stored_pictures()

    remove_first_picture(client, contest, keys[0], django_capture_on_commit_callbacks)
    one = (stored_pictures(), Picture.objects.count())
    remove_first_picture(client, contest, keys[1], django_capture_on_commit_callbacks)

    assert (one, stored_pictures(), Picture.objects.count()) == ((both, 1), before, 0)
    assert both > before


def test_a_picture_that_staff_show_elsewhere_stays(client, django_capture_on_commit_callbacks):
    contest = make_call()
    key = enter(client, contest)
    send_picture(client, contest, key)
    Contest.objects.update(picture=Picture.objects.get())

    remove_first_picture(client, contest, key, django_capture_on_commit_callbacks)

    with storages["pictures"].open(Picture.objects.get().file.name) as stored:
        assert stored.read(4) == b"RIFF"


def test_a_picture_that_comes_again_while_its_files_are_removed_has_them(monkeypatch):
    encoded = plain_picture(111)
    kept = keep_picture(encoded, alt_en="A car")
    name, widths = kept.name, kept.widths
    kept.delete()
    answers = iter([False, True])
    monkeypatch.setattr(files.Picture.objects.filter().__class__, "exists", lambda _rows: next(answers))

    files.remove_files(name, widths)

    assert picture_storage().exists(f"{name}.webp")


def test_removed_they_are_gone_and_the_file_with_them(client, django_capture_on_commit_callbacks):
    contest = make_call()
    key = enter(client, contest)
    send_picture(client, contest, key)
    send_pdf(client, contest, key)
    entry, before = Entry.objects.get(), stored_pdfs()

    with django_capture_on_commit_callbacks(execute=True):
        for name in (f"picture-{entry.shown_pictures.get().pk}", f"file-{entry.files.get().pk}"):
            for _ in range(2):
                assert upload(client, contest, key, {"remove": name}).status_code == 302

    assert (EntryPicture.objects.count(), EntryFile.objects.count()) == (0, 0)
    assert len(stored_pdfs()) == len(before) - 1


def test_pressed_twice_each_is_there_once(client):
    contest = make_call()
    key = enter(client, contest)
    before = len(stored_pdfs())

    for _ in range(2):
        assert send_picture(client, contest, key).status_code == 302
        assert send_pdf(client, contest, key).status_code == 302

    assert (EntryPicture.objects.count(), EntryFile.objects.count(), Picture.objects.count()) == (1, 1, 1)
    assert len(stored_pdfs()) == before + 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"content": b"GIF89a"}, "The picture is damaged"),
        ({"content": PDF}, "This is a PDF or PostScript file"),
        ({"content": b"<svg xmlns='x'/>"}, "This is a drawing (SVG)"),
        ({"picture-alt_en": ""}, "Say what is seen"),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(client, data, said):
    contest = make_call()
    answer = send_picture(client, contest, enter(client, contest), **data)

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert EntryPicture.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"MZ", picture_bytes("PNG"), b"PK\x03\x04%PDF-"])
def test_a_file_is_a_pdf(client, content):
    contest = make_call()
    answer = send_pdf(client, contest, enter(client, contest), content)

    assert (answer.status_code, EntryFile.objects.count()) == (422, 0)


def test_there_are_so_many_and_no_more(client, monkeypatch):
    monkeypatch.setattr(attachments, "MOST_FILES", 2)
    contest = make_call()
    key = enter(client, contest)

    answers = [send_pdf(client, contest, key, PDF + bytes([number])).status_code for number in range(3)]

    assert (answers, EntryFile.objects.count()) == ([302, 302, 422], 2)


@pytest.mark.parametrize("state", ["closed", "accepted", "wrong key", "another site"])
def test_nothing_is_taken_that_may_not_be_written(client, state):
    contest = make_call()
    key = enter(client, contest)
    if state == "closed":
        Contest.objects.update(entries_close_at=contest.entries_open_at + DAY / 2)
    if state == "accepted":
        accept(a_superuser(), Entry.objects.all())

    if state == "another site":
        path = f"{address_of(contest, 'files/')}?key={key}"
        answer = client.post(path, {"file": "add"}, headers={"sec-fetch-site": "cross-site"})
    else:
        answer = send_pdf(client, contest, "x" * 43 if state == "wrong key" else key)

    expected = {"closed": 422, "accepted": 422, "wrong key": 404, "another site": 403}
    assert (answer.status_code, EntryFile.objects.count()) == (expected[state], 0)


def test_an_address_that_sends_very_much_waits(client, monkeypatch):
    monkeypatch.setitem(bounds.FREE, bounds.UPLOADS, 1)
    contest = make_call()
    key = enter(client, contest)

    answers = [send_pdf(client, contest, key, PDF + bytes([number])).status_code for number in range(3)]

    assert answers == [302, 302, 429]


def test_staff_see_them_before_they_accept_and_nothing_that_came_after_the_look(client):
    contest, staff = make_call(), a_superuser()
    key = enter(client, contest)
    send_picture(client, contest, key)
    entry = Entry.objects.get()
    look = act(staff, "accept_entries", [entry]).content.decode()
    assert f"/admin/pictures/{entry.shown_pictures.get().picture.name}-" in look

    send_pdf(client, contest, key)

    again = confirm(staff, look, [entry]).content.decode()
    assert (Entry.objects.get().status, "plan.pdf" in again) == ("applied", True)
    file = staff.get(f"/desk/contests/files/{entry.files.get().public_number}.pdf")
    assert (file.status_code, file.content) == (200, PDF)
    confirm(staff, again, [entry])
    assert Entry.objects.get().status == "accepted"


def test_a_file_added_meanwhile_costs_nobody_what_they_typed(client):
    contest = make_call()
    key = enter(client, contest)
    send_pdf(client, contest, key)

    answer = send(client, contest, application(contest, key, version="1", name_en="Other"), "entry/")

    assert (answer.status_code, Entry.objects.get().name_en) == (302, "Other")


def test_the_backup_knows_the_files(client):
    enter_with_files(client, make_call())

    stored = {(field.model, name) for field, name in named_files()}

    assert (EntryFile, EntryFile.objects.get().file.name) in stored
    assert (Picture, Picture.objects.get().file.name) in stored
