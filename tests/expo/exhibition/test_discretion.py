"""Organisations that only the ledger holds: data entry neither finds nor meets them, and joins them without a word."""

import datetime as dt
import importlib
import json
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from deals import ledger
from deals.ledger import bulk_transitions, organisation_lookup
from deals.ledger.bulk_transitions import StepRequest
from deals.ledger.deal_data import PartyData
from deals.models import Deal, Party, Terms
from expo.exhibition import organisation_visibility
from expo.models import Attendance, Organisation, Participation
from tests.deals.imports.lists import import_rows, row
from tests.support.agenda_factories import make_session
from tests.support.api import Office, signing
from tests.support.deal_factories import make_announced, make_clerk, make_deal, make_press, make_verified
from tests.support.factories import make_attendance, make_edition, make_organisation, make_participation, make_region
from tests.support.hidden import LABEL, add, plain, recorded, two
from tests.support.staff import ENTERED, filled, make_editor, make_staff, page, signed_in

pytestmark = pytest.mark.django_db
LIST = page(LABEL, "changelist")
migration = importlib.import_module("deals.migrations.0021_hide_organisations_of_the_ledger")


@pytest.fixture
def editor():
    return signed_in(make_editor())


@pytest.fixture
def deal():
    make_edition(slug="2019")
    return make_deal(parties=two(recorded()))


def seen(client, words="Secret"):
    """What list, search and autocomplete say of the organisation, and the page at its own address."""
    field = {"app_label": "expo", "model_name": "participation", "field_name": "organisation", "term": words}
    offered = json.loads(client.get("/admin/autocomplete/", field).text)["results"]
    pages = [client.get(LIST).text, client.get(LIST, {"q": words}).text]
    pk = Organisation.objects.get(name_en="Secret Works").pk
    status = client.get(page(LABEL, "change", pk)).status_code
    return [*("Secret Works" in text for text in pages), bool(offered), status == 200]


def test_data_entry_finds_what_a_clerk_recorded_nowhere_and_ledger_staff_do(deal, editor):
    both = signed_in(make_staff(ENTERED, ("view_ledger",)))

    assert seen(editor) == [False] * 4
    assert seen(both) == [True] * 4
    assert organisation_lookup.suggest_organisations("Secret")[0]["en"] == "Secret Works"


def test_what_many_announcements_at_once_name_data_entry_knows_too(editor):
    edition = make_edition(slug="2019")
    deal = make_verified(edition=edition, parties=two(recorded()))

    answers = bulk_transitions.announce_deals([StepRequest(deal, deal.version)], by=make_press())

    assert ([answer.error for answer in answers], seen(editor)) == ([None], [True] * 4)


@pytest.mark.parametrize("which", ["change", "delete", "history"])
def test_its_addresses_answer_as_those_of_one_that_never_was(deal, editor, which):
    hidden = Organisation.objects.get(name_en="Secret Works")
    answers = [editor.get(page(LABEL, which, pk), follow=True) for pk in (hidden.pk, 99_999)]
    told = [plain(answer.text, pk) for answer, pk in zip(answers, (hidden.pk, 99_999), strict=True)]

    assert answers[0].redirect_chain == answers[1].redirect_chain == [("/admin/", 302)]
    assert told[0] == told[1]


@pytest.mark.parametrize("record", ["desk", "import", "api"])
def test_every_door_of_the_ledger_hides_what_it_makes(record, editor):
    edition = make_edition(slug="2019")
    known = set(Organisation.objects.values_list("pk", flat=True))
    if record == "desk":
        make_deal(parties=(PartyData("A", "host", recorded("甲")), PartyData("B", "investor", recorded("Arms"))))
    elif record == "import":
        import_rows(edition, row("项目"))
    else:
        Office(edition=edition).send(signing())

    made = Organisation.objects.exclude(pk__in=known)
    assert (made.count(), organisation_visibility.hidden_organisations().count()) == (2, 2)
    assert editor.get(LIST).context["cl"].result_count == 0


def embargoed(deal):
    until = timezone.now() + dt.timedelta(days=1)
    ledger.embargo(deal, version=1, by=make_press(), until=until)
    return ledger.announce(deal, version=1, by=make_press())


def announced_and_withdrawn(deal):
    ledger.announce(deal, version=1, by=make_press())
    return ledger.withdraw(Deal.objects.get(), version=1, by=make_press(), reason="No")


def embargo_passed(deal):
    embargoed(deal)
    Terms.objects.update(embargo_until=timezone.now() - dt.timedelta(seconds=9))


@pytest.mark.parametrize(
    ("step", "shown", "known"),
    [
        (lambda deal: None, "public", False),
        (embargoed, "public", False),
        (embargo_passed, "public", True),
        (lambda deal: ledger.announce(deal, version=1, by=make_press()), "public", True),
        (lambda deal: ledger.announce(deal, version=1, by=make_press()), "hidden", False),
        (announced_and_withdrawn, "public", True),
        (announced_and_withdrawn, "hidden", False),
    ],
)
def test_it_is_known_once_the_public_could_read_of_it_and_stays_so(editor, step, shown, known):
    make_edition(slug="2019")
    step(make_verified(parties=two(recorded(), shown=shown)))

    assert seen(editor) == [known] * 4


@pytest.mark.parametrize(
    "use",
    [
        lambda firm: make_participation(organisation=firm, status="draft"),
        lambda firm: make_attendance(organisation=firm, published=False),
        lambda firm: make_session(roles=[(firm, "host")], status="draft"),
    ],
)
def test_what_data_entry_has_a_part_for_it_knows(deal, editor, use):
    use(Organisation.objects.get(name_en="Secret Works"))

    assert seen(editor) == [True] * 4


@pytest.mark.parametrize(
    ("hidden", "typed"),
    [
        ({}, {"name_en": "Secret Works"}),
        ({}, {"name_en": " secret works", "name_zh": "新名"}),
        ({"name_zh": "秘密工厂"}, {"name_zh": "秘密工厂"}),
        ({"uscc": "91500000MA5U6YXD0P"}, {"name_en": "Another", "uscc": "91500000MA5U6YXD0P"}),
    ],
)
def test_who_types_the_same_is_joined_to_it_without_a_word(deal, editor, hidden, typed):
    firm = recorded(region=make_region(code="GB"), website="https://secret.example", **hidden)

    page_said = add(editor, **typed)

    made = Organisation.objects.latest("pk")
    assert page_said.status_code == 200
    said = page_said.text.partition('class="messagelist"')[2].partition("</ul>")[0]
    assert (said.count("<li"), said_of(made) in said) == (1, True)
    firm.refresh_from_db()
    assert (firm.merged_into, made.region, made.website, made.known) == (made, None, "", True)
    assert made.pk > firm.pk
    assert Party.objects.get(organisation=firm).organisation.kept == made
    assert organisation_lookup.find_organisation("Secret Works") == made
    assert "Secret Works" not in page_said.text or typed["name_en"].strip().casefold() == "secret works"


def said_of(made):
    url = page(LABEL, "change", made.pk)
    return f'The organisation “<a href="{url}">{made}</a>” was added successfully.'


def test_a_page_after_saving_is_the_same_whether_or_not_the_ledger_knew_the_name(editor):
    make_edition(slug="2019")
    told = []
    for name in ("Never Recorded", "Secret Works"):
        if name == "Secret Works":
            make_deal(parties=two(recorded()))
        add(editor, name_en=name)
        pk = Organisation.objects.latest("pk").pk
        pages = [editor.get(page(LABEL, which, pk)).text for which in ("change", "history", "delete")]
        told.append([plain(text, pk, name) for text in pages])

    assert told[0] == told[1]


def test_a_different_firm_of_one_shared_name_is_not_joined(deal, editor):
    firm = recorded(name_zh="秘密工厂")

    add(editor, name_en="Secret Works", name_zh="另一家")

    firm.refresh_from_db()
    assert firm.merged_into is None


def test_whoever_is_renamed_to_it_is_joined_too(deal, editor):
    other = make_organisation(name_en="Shown Works", name_zh="")
    change = page(LABEL, "change", other.pk)

    editor.post(change, filled(editor.get(change), name_en="Secret Works"))

    assert Organisation.objects.get(known=False).merged_into == other


def test_an_import_finds_the_one_that_both_count_as(deal, editor):
    add(editor, name_en="Jiangbei Government", name_zh="江北区政府")
    made = Organisation.objects.latest("pk")
    Organisation.objects.create(name_zh="江北区政府", known=False, merged_into=made)

    import_rows(deal.edition, row("项目"))

    assert Party.objects.filter(organisation=made).count() == 1


@pytest.mark.parametrize("label", ["expo.participation", "expo.attendance", "agenda.session"])
def test_a_key_that_was_guessed_is_no_choice_in_any_form(deal, editor, label):
    hidden, add_page = Organisation.objects.get(known=False), page(label, "add")
    name = "roles-0-organisation" if label == "agenda.session" else "organisation"

    opened = editor.get(add_page, {"organisation": hidden.pk})
    rows = {"roles-TOTAL_FORMS": "1", "roles-0-role": "host", "roles-0-order": "1"} if "roles" in name else {}
    sent = editor.post(add_page, filled(editor.get(add_page), **rows, **{name: str(hidden.pk)}))

    assert "Secret Works" not in opened.text + sent.text
    assert "Select a valid choice. That choice is not one of the available choices." in sent.text
    assert not Participation.objects.filter(organisation=hidden).exists()
    assert not Attendance.objects.filter(organisation=hidden).exists()


def test_the_public_does_not_find_an_exhibitor_by_a_name_that_only_the_ledger_knows(client, deal, editor):
    recorded(name_zh="秘密工厂")
    add(editor, name_en="Secret Works")
    make_participation(organisation=Organisation.objects.latest("pk"), slug="works", edition=deal.edition)

    paths = ["/en/2019/exhibitors/?q=秘密工厂", "/en/2019/halls/?q=秘密工厂", "/en/2019/search/?q=秘密工厂"]

    assert ["works" in client.get(path).text.partition("<main")[2].replace("Chip works", "") for path in paths] == [
        False
    ] * 3
    assert organisation_lookup.suggest_organisations("秘密工厂")[0]["en"] == "Secret Works"


def test_nobody_counts_deals_by_the_address_that_leads_to_any_row(deal, editor):
    """`/admin/r/…` leads to the page of a row that its user sees in a list, and of any other it says nothing."""
    kinds = [ContentType.objects.get_for_model(model).pk for model in (Deal, Terms, Organisation)]
    rows = [deal.pk, Terms.objects.get().pk, Organisation.objects.get(known=False).pk]
    shown = make_participation(edition=deal.edition)
    kind = ContentType.objects.get_for_model(Participation).pk

    answers = [editor.get(f"/admin/r/{kind}/{pk}/") for pair in zip(kinds, rows, strict=True) for kind, pk in [pair]]
    answers += [editor.get(f"/admin/r/{kind}/{pk}/") for kind, pk in (("x", 1), (99_999, 1), (kinds[0], 99_999))]

    assert {answer.status_code for answer in answers} == {404}
    assert editor.get(f"/admin/r/{kind}/{shown.pk}/").status_code == 302


def test_the_migration_hides_what_only_the_ledger_made_and_nothing_else(editor):
    edition = make_edition(slug="2019")
    secret, masked, public, entered, idle = (make_organisation(name_en=name) for name in "ABCDE")
    used = make_participation(edition=edition).organisation
    merged = make_organisation(merged_into=used)
    for firm in (secret, used, merged, entered):
        make_deal(parties=two(firm))
    make_announced(parties=two(public))
    make_announced(parties=two(masked, shown="hidden"))
    change = page(LABEL, "change", entered.pk)
    editor.post(change, filled(editor.get(change), website="https://example.org"))
    Organisation.objects.update(known=True)

    migration.hide(apps, SimpleNamespace(connection=connection))

    hidden = Organisation.objects.filter(known=False).exclude(name_en="Host")
    assert set(hidden) == {secret, masked}
    assert idle not in hidden


def test_a_clerk_s_picker_still_offers_all(deal):
    client = signed_in(make_clerk())

    assert "Secret Works" in client.get("/desk/organisations/", {"q": "Secret"}).text
