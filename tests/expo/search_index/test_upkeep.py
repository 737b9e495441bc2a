"""The search index is what one made from nothing would be, whoever writes, and before anybody searches in it."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection

from agenda.models import Room, Session, SessionRole
from agenda.releases import publication
from deals import ledger
from deals.models import Deal, Party, Terms
from expo.models import (
    Attendance,
    Booth,
    Edition,
    Exhibit,
    Hall,
    Launch,
    Letter,
    Organisation,
    Participation,
    Person,
    Region,
    Scenario,
    TechnologyArea,
)
from expo.models.search import SearchDue, SearchEntry, SearchSpelling, SearchTerm
from expo.search_index import upkeep
from expo.search_index.kinds import search_kinds
from expo.versions.reading import note_reading
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_draft, make_press
from tests.support.factories import make_organisation, make_participation
from tests.support.whole_world import make_whole_world

pytestmark = pytest.mark.django_db


def content():
    """All that the index says, but for the keys of its own rows."""
    entries = SearchEntry.objects.order_by("kind", "row", "edition")
    fields = [field.name for field in SearchEntry._meta.fields if field.name != "id"]
    terms = [
        (edition, bytes(token), bytes(named), bytes(others))
        for edition, token, named, others in SearchTerm.objects.values_list("edition", "token", "named", "others")
    ]
    spellings = sorted(SearchSpelling.objects.values_list("edition", "letters", "words"))
    return list(entries.values_list(*fields)), sorted(terms), spellings


@pytest.fixture(scope="module")
def world(make_once):
    def build():
        edition = make_whole_world()
        upkeep.catch_up()
        return edition

    return make_once(build)


def rename(model, **names):
    def write():
        for row in model.objects.all():
            for name, value in names.items():
                # An address is of one row.
                setattr(row, name, f"{value}-{row.pk}" if name == "slug" else value)
            row.save()

    return write


def update(model, **values):
    return lambda: model.objects.update(**values)


def bulk_create_a_shared_stand():
    hall, firm = Hall.objects.get(code="S4"), Participation.objects.get(slug="memory-works")
    booth = Booth.objects.bulk_create([Booth(hall=hall, number="B07"), Booth(hall=hall, number="B08")])[0]
    Booth.participations.through.objects.bulk_create([Booth.participations.through(booth=booth, participation=firm)])


def delete_everybody():
    SessionRole.objects.all().delete()
    Attendance.objects.all().delete()


def take_all_stands_away():
    Booth.objects.all().delete()


def let_another_firm_in():
    make_participation(organisation=make_organisation(name_en="Quartz Works", name_zh="石英"), slug="quartz")


def release_a_renamed_session():
    Session.objects.working().update(name_en="On quartz")
    publication.publish(Edition.objects.get(), by=None)


def merge_an_organisation():
    kept = Participation.objects.get(slug="memory-works").organisation
    make_organisation(name_en="Amnesia Ltd", merged_into=kept)


def announce_another_deal():
    make_announced(make_draft(Edition.objects.get(), name_en="Quartz mine", name_zh="石英矿"))


def withdraw_a_deal():
    deal = Deal.objects.exclude(announced_version=None).order_by("pk").first()
    ledger.withdraw(deal, version=deal.version, by=make_press(), reason="Not signed.")


def by_hand():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE expo_hall SET name_zh = '石英馆'")


WRITES = {
    "an organisation is saved": rename(Organisation, name_en="Quartz Works", short_zh="石英"),
    "many organisations are updated": update(Organisation, aliases="Quarzwerk\nQuartz AG"),
    "an organisation moves": update(Organisation, region=None),
    "an organisation is merged": merge_an_organisation,
    "a participation is withdrawn": update(Participation, status="withdrawn"),
    "an exhibitor comes": let_another_firm_in,
    "an exhibitor loses its fields": lambda: Participation.areas.through.objects.all().delete(),
    "stands are made in bulk": bulk_create_a_shared_stand,
    "a stand is renumbered": update(Booth, number="C01"),
    "stands go": take_all_stands_away,
    "a hall is renamed by hand": by_hand,
    "an area is renamed": rename(TechnologyArea, name_en="Quartz", slug="quartz"),
    "a region is renamed": rename(Region, name_en="Quartzland"),
    "a person is renamed": rename(Person, name_zh="石英", pinyin="shi ying"),
    "people go": delete_everybody,
    "people are hidden": update(Attendance, published=False),
    "a launch is renamed": rename(Launch, name_en="Quartz clock"),
    "a launch is hidden": update(Launch, published=False),
    "exhibits go": lambda: Exhibit.objects.all().delete(),
    "a scenario is renamed": rename(Scenario, name_en="Life with quartz"),
    "a letter is hidden": update(Letter, published=False),
    "a session is released": release_a_renamed_session,
    "a released session is changed": update(Session, name_en="On quartz"),
    "a room is renamed": rename(Room, name_en="Quartz room"),
    "a deal is announced": announce_another_deal,
    "a deal is withdrawn": withdraw_a_deal,
    "a deal loses its name": update(Terms, name_shown="hidden"),
    "a party asks not to be named": update(Party, shown="hidden"),
    "the edition has another address": update(Edition, slug="2020"),
    "the edition is hidden": update(Edition, published=False),
}


@pytest.mark.thorough
@pytest.mark.parametrize("what", sorted(WRITES))
def test_what_is_written_is_in_the_index_as_if_it_were_made_anew(world, what):
    before = content()
    WRITES[what]()
    upkeep.catch_up()
    kept = content()
    upkeep.rebuild_index()

    assert kept == content()
    assert kept != before
    assert not SearchDue.objects.ready().exists()


def test_each_kind_watches_every_table_that_it_reads(world):
    missed = []
    for slug, kind in search_kinds().items():
        with note_reading() as reading:
            list(kind.objects(None))
        watched = {apps.get_model(label)._meta.db_table for label in kind.watched}
        missed += [f"{slug}: {table}" for table in sorted(reading.tables - watched)]

    assert missed == []


def test_what_is_under_embargo_is_in_no_row_before_its_moment_and_then_is_without_any_write(world, monkeypatch):
    before = content()
    make_announced(make_draft(Edition.objects.get(), name_en="Quartz mine"))
    terms = Terms.objects.order_by("-pk").first()
    later = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    Terms.objects.filter(pk=terms.pk).update(embargo_until=later)
    upkeep.catch_up()

    assert content() == before
    assert [due.due_at for due in SearchDue.objects.all()] == [later]


def test_what_is_hidden_notes_nothing(world):
    SearchDue.objects.all().delete()
    make_session(edition=Edition.objects.get(), name_en="On quartz", status="draft", room=None)
    Session.objects.working().update(name_en="Secret")

    assert not SearchDue.objects.exists()
