"""The generator draws the same each time; only days move with the day it is loaded."""

import pytest
from django.db import transaction
from django.db.models import Model

import agenda.demo
import expo.demo
from agenda.models import Session, SessionRole
from deals.demo import amounts
from deals.demo.rehearsal import draw_deals, waiting_deals
from deals.demo.writing import SigningWriter
from expo.demo.words import random_generator
from expo.models import Attendance, Booth, Edition, Launch, Letter, Organisation, Participation, Person

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def contents() -> dict[str, list]:
    """All that was loaded of the rehearsal, by names instead of keys, days counted from the first."""
    edition = Edition.objects.get(slug="rehearsal")
    times = [
        (row.day and row.day - edition.starts_on, row.starts_at and row.starts_at.astimezone(edition.tz).time())
        for row in Session.objects.working().filter(edition=edition).order_by("pk")
    ]
    return {
        "times": times,
        "sessions": rows(Session, "slug", "name_en", "name_zh", "abstract_en", "abstract_zh", "languages", "status"),
        "roles": rows(SessionRole, "session__slug", "role", "person__slug", "organisation__name_en", "title_zh"),
        "organisations": rows(Organisation, "name_en", "name_zh", "pinyin", "initials", "region__code", "ownership"),
        "exhibitors": rows(Participation, "slug", "status", "profile_en", "profile_zh", "contact_phone"),
        "areas": sorted(rows(Participation.areas.through, "participation__slug", "technologyarea__slug")),
        "stands": rows(Booth.participations.through, "booth__hall__code", "booth__number", "participation__slug"),
        "people": rows(Person, "slug", "name_en", "name_zh", "biography_en", "biography_zh", "honorific_en"),
        "guests": rows(Attendance, "person__slug", "title_en", "organisation__name_en", "order"),
        "launches": rows(Launch, "slug", "name_zh", "participation__slug"),
        "letters": rows(Letter, "author__slug", "text_en", "text_zh"),
    }


def rows(model: type[Model], *fields: str) -> list[tuple]:
    return list(model.objects.order_by("pk").values_list(*fields))


def deals() -> list[dict]:
    edition = Edition.objects.get(slug="rehearsal")
    writer = SigningWriter(edition, random_generator("deals"))
    drafts = [draft for _signing, draft in draw_deals(edition, writer, 1)] + [
        draft for draft, _ in waiting_deals(edition, writer)
    ]
    return [draft.told() for draft in drafts]


def load_and_take_back() -> dict[str, list]:
    with transaction.atomic():
        expo.demo.load()
        agenda.demo.load()
        found = contents()
        transaction.set_rollback(True)
    return found


def test_two_loads_give_the_same_rows():
    first, second = load_and_take_back(), load_and_take_back()

    assert len(first["times"]) == 244
    assert first == second


@pytest.mark.same_on_any
def test_two_drawings_give_the_same_deals():
    expo.demo.load()
    agenda.demo.load()

    assert deals() == deals()


@pytest.mark.parametrize("seed", range(5))
def test_amounts_add_up_whatever_chance_draws(seed):
    shares = amounts.draw_amounts(random_generator(str(seed)), [60_000] * 200 + [9_000] * 300, amounts.TOTAL)

    assert sum(shares) == amounts.TOTAL
    assert min(shares) > 0


@pytest.mark.parametrize("currency", amounts.RATES)
def test_foreign_amounts_are_worth_whole_wan(currency):
    assert amounts.convert_to_wan(amounts.STEPS[currency], currency) > 0


@pytest.mark.parametrize(
    ("wan", "written"), [(3500, "3500万元"), (10_000, "1亿元"), (123_456, "12.3456亿元"), (120_000, "12亿元")]
)
def test_amounts_are_written_as_people_write_them(wan, written):
    assert amounts.yuan_amount(wan, "contract").as_written == written
