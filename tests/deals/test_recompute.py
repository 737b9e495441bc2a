"""`manage.py recompute`: bulletins and landing snapshots are counted again, and what does not hold is named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from deals import bulletins, follow_up
from deals.ledger import triggers
from deals.models import Bulletin, LandingSnapshot
from tests.support.deal_factories import make_press, yuan
from tests.support.factories import make_edition
from tests.support.follow_up_factories import DAY, make_cohort, make_publisher, make_stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """With a frozen bulletin of one deal, and a snapshot of how it landed."""
    edition = make_edition(slug="2019")
    _cohort, (deal,) = make_cohort(edition, amounts=(yuan(100_000_000),))
    press = make_press()
    bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)
    make_stage(deal.project, "registered")
    follow_up.publish_snapshot(edition, DAY, by=make_publisher())
    return edition


@pytest.fixture
def without_guards():
    triggers.TABLES.drop_triggers(connection)
    yield
    triggers.TABLES.create_triggers(connection)


def recompute(capsys, *more):
    call_command("recompute", "2019", *more)
    return capsys.readouterr().out.splitlines()


def test_every_bulletin_and_every_snapshot_of_an_edition_is_counted_again(edition, capsys):
    lines = recompute(capsys)

    figures = [line.strip().rpartition(": ") for line in lines if " = " in line]
    assert [line for line in lines if not line.startswith(" ")] == ["bulletin 1", "landing snapshot 1"]
    assert {state for _figure, _colon, state in figures} == {"holds"}
    assert figures[0][0] == "edition = 2019 (2019 Smart China Expo)"
    assert lines[-3:] == ["  since: 0 new, 0 gone, 0 corrected", "landing snapshot 1", "  as of 2020-01-01: holds"]


def test_one_number_alone_may_be_asked_for(edition, capsys):
    follow_up.publish_snapshot(edition, DAY, by=make_publisher(), note_en="Corrected", note_zh="更正")

    assert recompute(capsys, "2") == ["landing snapshot 2", "  as of 2020-01-01: holds"]


def test_where_nothing_was_stated_nothing_is_said_to_hold(capsys):
    make_edition(slug="2019")

    assert recompute(capsys) == ["Edition 2019 has stated nothing yet."]


def test_a_draft_proves_nothing(edition, capsys):
    bulletins.write_draft(edition, by=make_press())

    assert [line for line in recompute(capsys) if not line.startswith(" ")] == ["bulletin 1", "landing snapshot 1"]


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (
            lambda: Bulletin.objects.update(digest="0" * 64),
            "The bulletin 1 does not hold: the seal is broken.",
        ),
        (
            lambda: LandingSnapshot.objects.update(digest="0" * 64),
            "The landing snapshot 1 does not hold: the reports known then make something else of the cohort.",
        ),
    ],
    ids=["bulletin", "snapshot"],
)
def test_what_does_not_hold_is_named(edition, without_guards, capsys, tamper, said):
    tamper()

    with pytest.raises(CommandError) as error:
        recompute(capsys)

    assert str(error.value) == said
