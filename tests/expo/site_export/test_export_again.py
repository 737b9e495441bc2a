"""An export once more: what has changed is rewritten, what is gone goes, and nothing is left half done."""

import pytest
from django.core.management import CommandError, call_command

from deals import ledger
from expo.site_export.answers import SiteAnswer
from expo.site_export.errors import ExportError
from expo.site_export.export import export_site
from expo.site_export.folder import LIST, Draft, begin_draft
from expo.site_export.routes import treatments
from expo.web.former_addresses import keep_address
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_press
from tests.support.exports import ORIGIN, asked_at_one_moment
from tests.support.factories import make_attendance, make_edition, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
FEW = (
    "expo:home",
    "expo:people",
    "expo:person",
    "files:person",
    "agenda:session",
    "deals:index",
    "deals:deal",
)


@pytest.fixture
def asked(monkeypatch):
    """Few routes: what is tested here is the same for all."""
    few = {name: treatment for name, treatment in treatments().items() if name in FEW}
    for module in ("routes", "walk"):
        monkeypatch.setattr(f"expo.site_export.{module}.treatments", lambda: few)
    with asked_at_one_moment():
        yield


@pytest.fixture
def small(db, asked, tmp_path):
    """A site of one edition, a person and two deals, and the folder of its first export."""
    edition = make_edition()
    person = make_person(slug="ada-li")
    make_attendance(person=person, edition=edition)
    make_session(edition=edition, slug="opening", roles=[person])
    deals = [make_announced(edition=edition), make_announced(edition=edition)]
    export_site(tmp_path / "public", ORIGIN)
    return tmp_path / "public", edition, person, deals


def test_a_second_run_writes_what_has_changed_and_removes_what_is_gone(small):
    folder, _edition, _person, (_kept, withdrawn) = small
    again, _dead = export_site(folder, ORIGIN)
    before = {path: path.stat().st_ino for path in folder.rglob("*.html")}
    ledger.withdraw(withdrawn, version=withdrawn.version, by=make_press(), reason="Typed twice")
    outcome, _dead = export_site(folder, ORIGIN)
    pages = [folder / language / "2019/deals" / withdrawn.reference for language in ("en", "zh-hans")]

    assert (again.written, again.removed, outcome.removed) == (0, 0, 2)
    assert [path.exists() for path in pages] == [False, False]
    session, deals = folder / "en/2019/agenda/sessions/opening/index.html", folder / "en/2019/deals/index.html"
    assert (session.stat().st_ino == before[session], deals.stat().st_ino == before[deals]) == (True, False)


def test_a_run_that_was_killed_leaves_nothing_for_ever(small, monkeypatch):
    folder, edition, _person, _deals = small
    late = make_announced(edition=edition)

    def kill_after_deal(draft, name, replace=Draft.replace):
        changed = replace(draft, name)
        if name == f"en/2019/deals/{late.reference}/index.html":
            raise KeyboardInterrupt
        return changed

    with monkeypatch.context() as patch:
        patch.setattr(Draft, "replace", kill_after_deal)
        with pytest.raises(KeyboardInterrupt):
            export_site(folder, ORIGIN)
    ledger.withdraw(late, version=late.version, by=make_press(), reason="Typed twice")
    export_site(folder, ORIGIN)

    assert [path for path in folder.rglob("*") if late.reference in str(path) or ".making-" in path.name] == []


def test_addresses_of_before_lead_on(small):
    folder, edition, person, _deals = small
    form_save(person, slug="ada-lovelace")
    form_save(edition, slug="expo-2019")
    export_site(folder, ORIGIN)
    today = "2019/people/ada-li", "expo-2019/people/ada-lovelace"

    for language in ("en", "zh-hans"):
        for former in ("2019/people/ada-li", "2019/people/ada-lovelace", "expo-2019/people/ada-li"):
            page = (folder / language / former / "index.html").read_text()
            assert f'url=/{language}/{today[1]}/"' in page
    assert (folder / f"{today[0]}.ics").read_bytes() == (folder / f"{today[1]}.ics").read_bytes()


def form_save(row, slug):
    row.slug = slug
    keep_address(row)
    row.save()


def test_a_failure_leaves_the_folder_as_it_was(small, monkeypatch):
    folder = small[0]
    before = (folder / LIST).read_bytes()
    monkeypatch.setattr("expo.site_export.answers.Site.ask", lambda _site, _address: SiteAnswer(503, {}, b""))

    with pytest.raises(CommandError, match="answers 503; nothing was changed"):
        call_command("export_site", folder, origin=ORIGIN)
    assert ((folder / LIST).read_bytes(), list(folder.glob(".making-*"))) == (before, [])


@pytest.mark.parametrize("origin", ["expo.example.org", "https://expo.example.org/below", "ftp://expo.example.org"])
def test_an_origin_is_a_host_and_how_it_is_reached(tmp_path, origin):
    with pytest.raises(CommandError, match="is no origin"):
        call_command("export_site", tmp_path, origin=origin)


def test_a_folder_with_something_else_or_a_second_run_is_refused(tmp_path):
    (tmp_path / "photos").mkdir()
    with pytest.raises(CommandError, match="holds something else"):
        call_command("export_site", tmp_path, origin=ORIGIN)
    (tmp_path / "photos").rmdir()
    with begin_draft(tmp_path), pytest.raises(CommandError, match="is running"):
        call_command("export_site", tmp_path, origin=ORIGIN)


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside", "a/../../b", "", LIST, "en/.making-x"])
def test_no_file_is_written_outside_of_the_folder(tmp_path, name):
    with begin_draft(tmp_path) as draft, pytest.raises(ExportError):
        draft.add(name, b"")
