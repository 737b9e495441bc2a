"""A file is kept before it is read: where its process dies then, it is named where it was brought, and looked at."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports.lists import list_import, plans
from expo.models import ImportedFile, Organisation
from expo.views.lists import long_looks
from tests.support.factories import make_edition
from tests.support.reading import links, texts
from tests.support.staff import make_editor, signed_in
from tests.support.workbooks import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]
START = "/desk/lists/2019/organisations/"
ROWS = [["企业名称", "机构类型"], *([f"重庆{number}云计算有限公司", None] for number in range(5))]


class Killed(BaseException):
    """As a process ends that is killed: nothing of it catches this."""


def die(*_given, **_named):
    raise Killed


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def client(edition):
    return signed_in(make_editor())


def send(client, rows=ROWS, name="list.xlsx"):
    return client.post(START, {"file": SimpleUploadedFile(name, workbook(rows))}, follow=True)


def test_a_file_whose_reading_ends_the_process_can_be_dropped(client, monkeypatch):
    run = killed_while(monkeypatch, client, list_import.reading, "read_list")
    page = f"{START}{run.pk}/"
    offered = client.get(page)
    dropped = client.post(page, {"drop": "yes"}, follow=True)

    assert [text for text in texts(offered, "button") if "file" in text] == ["Look at the file", "Drop the file"]
    assert "list.xlsx is dropped. Nothing of it was imported." in dropped.text
    assert (ImportedFile.objects.count(), page in links(client.get(START))) == (0, False)


def test_only_who_brought_a_file_drops_it(client, monkeypatch):
    run = killed_while(monkeypatch, client, list_import.reading, "read_list")
    page, other = f"{START}{run.pk}/", signed_in(make_editor())
    offered = other.get(page)
    refused = other.post(page, {"drop": "yes"}, follow=True)

    assert [text for text in texts(offered, "button") if "file" in text] == ["Look at the file"]
    assert "Only who brought this file may drop it." in refused.text
    assert ImportedFile.objects.get().state == "brought"
    ImportedFile.objects.update(brought_by=None)
    assert "list.xlsx is dropped." in other.post(page, {"drop": "yes"}, follow=True).text


@pytest.mark.parametrize(("meanwhile", "told"), [("looked", "was looked at meanwhile"), ("", "")])
def test_what_was_looked_at_or_dropped_meanwhile_is_not_told_as_dropped(client, monkeypatch, meanwhile, told):
    run = killed_while(monkeypatch, client, list_import.reading, "read_list")
    let_go = long_looks.let_go_of_unread

    def after_another(kind, run):
        rows = ImportedFile.objects.filter(pk=run.pk)
        rows.update(state=meanwhile) if meanwhile else rows.delete()
        return let_go(kind, run)

    monkeypatch.setattr(long_looks, "let_go_of_unread", after_another)
    page = client.post(f"{START}{run.pk}/", {"drop": "yes"}, follow=True)

    assert "is dropped" not in page.text
    assert told in page.text
    assert ImportedFile.objects.count() == bool(meanwhile)


def killed_while(monkeypatch, client, module, function):
    with monkeypatch.context() as cut:
        cut.setattr(module, function, die)
        with pytest.raises(Killed):
            send(client)
    return ImportedFile.objects.get()


@pytest.mark.parametrize(("module", "function"), [(list_import.reading, "read_list"), (list_import, "list_report")])
def test_a_file_whose_process_dies_while_it_is_looked_at_is_looked_at_again(client, monkeypatch, module, function):
    run = killed_while(monkeypatch, client, module, function)
    page = f"{START}{run.pk}/"
    there, kept = client.get(START), client.get(page)
    looked = client.post(page, follow=True)

    assert page in links(there)
    assert "not looked at yet" in there.text
    assert "Look at the file" in texts(kept, "button")
    assert texts(looked, "dd") == ["5", "0", "0", "0", "0"]
    assert ImportedFile.objects.get().state == "looked"


def test_a_long_one_is_looked_at_again_beside_its_progress(client, monkeypatch):
    monkeypatch.setattr(long_looks, "LOOKED_AT_FROM", 4)
    monkeypatch.setattr(plans, "AT_ONCE", 2)
    run = killed_while(monkeypatch, client, list_import.reading, "read_list")

    told = client.post(f"{START}{run.pk}/").getvalue().decode()

    assert "4 of 5 rows" in told
    assert texts(client.get(f"{START}{run.pk}/"), "dd") == ["5", "0", "0", "0", "0"]


def test_brought_again_it_is_kept_once_and_its_number_leads_nowhere_else(client, monkeypatch):
    killed_while(monkeypatch, client, list_import.reading, "read_list")
    send(client)

    assert [run.state for run in ImportedFile.objects.all()] == ["looked"]


def test_what_somebody_else_brought_stays(client, monkeypatch):
    run = killed_while(monkeypatch, client, list_import.reading, "read_list")
    send(signed_in(make_editor()))

    assert ImportedFile.objects.get(pk=run.pk).state == "brought"
    assert ImportedFile.objects.count() == 2


def test_who_looks_at_the_file_of_somebody_else_lets_go_of_nothing(client, monkeypatch):
    """Nor where nobody is known any more to have brought either."""
    send(client)
    run = killed_twice(monkeypatch, client)
    ImportedFile.objects.update(brought_by=None)
    signed_in(make_editor()).post(f"{START}{run.pk}/")

    assert [each.state for each in ImportedFile.objects.order_by("pk")] == ["looked", "looked"]


def killed_twice(monkeypatch, client):
    with monkeypatch.context() as cut:
        cut.setattr(list_import.reading, "read_list", die)
        with pytest.raises(Killed):
            send(client, [*ROWS, ["成都云计算有限公司", None]])
    return ImportedFile.objects.get(state="brought")


def test_sent_again_while_it_is_looked_at_it_is_one_file(client, monkeypatch):
    look, sent = list_import.list_report, []

    def send_again(plan):
        if not sent:
            sent.append("again")
            send(client)
        return look(plan)

    monkeypatch.setattr(list_import, "list_report", send_again)
    page = send(client)

    assert (page.status_code, texts(page, "dd")) == (200, ["5", "0", "0", "0", "0"])
    assert [each.state for each in ImportedFile.objects.all()] == ["looked"]


def test_what_cannot_be_read_is_not_kept(client):
    page = send(client, [["等级"], ["甲"]])

    assert page.status_code == 422
    assert not ImportedFile.objects.exists()


def test_one_that_turns_out_unreadable_afterwards_says_why(client, edition):
    run = ImportedFile.objects.create(
        kind="organisations",
        edition=edition,
        name="list.xlsx",
        content=b"PK\x03\x04broken",
        digest="1",
        state="brought",
        brought_by_id=client.session["_auth_user_id"],
    )

    page = client.post(f"{START}{run.pk}/", follow=True)

    assert texts(page, "h1") == ["Import organisations 2019 Smart China Expo"]
    assert "The workbook is damaged" in page.text
    assert not ImportedFile.objects.exists()


def test_whatever_is_sent_to_a_file_that_is_not_looked_at_only_looks_at_it(client, monkeypatch):
    run = killed_while(monkeypatch, client, list_import.reading, "read_list")
    client.post(f"{START}{run.pk}/rows/")

    assert [each.state for each in ImportedFile.objects.all()] == ["looked"]
    assert not Organisation.objects.exists()


def test_what_another_process_could_read_stays(client, monkeypatch):
    """It looks at the file while this one, of another version, finds that it cannot."""
    run = killed_while(monkeypatch, client, list_import.reading, "read_list")

    def refuse(*_given, **_named):
        ImportedFile.objects.update(state="looked")
        raise ValidationError("Not one of ours.")

    monkeypatch.setattr(list_import.reading, "read_list", refuse)
    client.post(f"{START}{run.pk}/")

    assert ImportedFile.objects.get().state == "looked"
