"""What stays as it is once judging has begun, and steps of the contest desk that are taken wholly or not at all."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from agenda.contests import freezing
from agenda.contests.proof import recount_rankings
from agenda.imports.entries.entry_list import ENTRIES
from agenda.models.contests import Assignment, Award, Entry, Juror, Round
from expo.i18n.instants import wall_clock_time
from expo.imports.lists.undo import undo_list
from expo.models import ImportedFile
from tests.agenda.contests.test_mended_rules import freeze_in_order, make_final
from tests.agenda.contests.test_services import close, make_jury, score_all
from tests.agenda.desk.test_contest_desk import at_the_desk, take
from tests.support.contest_factories import HOUR, make_award
from tests.support.staff import a_superuser, filled, make_staff, page
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db


def add_track(contest):
    return contest.tracks.create(slug="track-9", name_en="Track 9", name_zh="赛道九")


def bring(tmp_path, entry, track):
    """A list that puts the entry into this track."""
    file = tmp_path / "list.xlsx"
    row = [entry.name_en, entry.contest.slug, track, entry.team.name_en]
    file.write_bytes(workbook([["Project title", "Contest", "Track", "Team name"], row]))
    call_command("import_exhibition", "entries", str(file), edition="2019", verbosity=0)


@pytest.mark.parametrize("begun", [False, True])
def test_a_list_moves_no_entry_into_another_track_once_judges_have_it(tmp_path, begun):
    round_ = make_jury(entries=1, judges=1)
    if not begun:
        Round.objects.update(opens_at=timezone.now() + HOUR, closes_at=timezone.now() + 2 * HOUR)
    add_track(round_.contest)

    bring(tmp_path, Entry.objects.get(), "Track 9")

    assert Entry.objects.get().track.slug == ("track-1" if begun else "track-9")


@pytest.mark.parametrize("begun", [False, True])
def test_taking_a_list_back_moves_no_entry_once_judges_have_it(tmp_path, begun):
    round_ = make_jury(entries=1, judges=1)
    Round.objects.update(opens_at=timezone.now() + HOUR, closes_at=timezone.now() + 2 * HOUR)
    add_track(round_.contest)
    bring(tmp_path, Entry.objects.get(), "Track 9")
    if begun:
        close(round_)

    undone = undo_list(ENTRIES, ImportedFile.objects.get(), make_staff())

    assert Entry.objects.get().track.slug == ("track-9" if begun else "track-1")
    assert undone.left == ([(str(Entry.objects.get()), "needed")] if begun else [])


def test_the_proof_of_a_ranking_reads_the_places_in_tracks_too():
    ranking = freeze_in_order()
    Entry.objects.filter(number=1).update(track=add_track(ranking.round.contest))

    (recount,) = recount_rankings(ranking.round.contest.edition)

    assert recount.faults == ["Its places in the database are others."]


@pytest.mark.parametrize("begun", [False, True])
def test_the_opening_of_a_round_is_not_put_off_once_judging_has_begun(begun):
    round_, client = make_jury(entries=1, judges=1), a_superuser()
    Round.objects.update(opens_at=timezone.now() + (-HOUR if begun else HOUR), closes_at=timezone.now() + 50 * HOUR)
    form = page("agenda.round", "change", round_.pk)
    later = wall_clock_time(timezone.now() + 30 * HOUR, round_.contest.edition.tz)

    for moment in ({"opens_at_0": f"{later:%Y-%m-%d}", "opens_at_1": "10:00"}, {"opens_at_0": "", "opens_at_1": ""}):
        client.post(form, filled(client.get(form), **moment))
        assert Round.objects.begun().exists() is begun


@pytest.mark.parametrize("begun", [False, True])
def test_no_judge_with_entries_is_deleted_once_judging_has_begun(begun):
    round_, client = make_jury(entries=1, judges=1), a_superuser()
    Assignment.objects.update(comment="Bold.", version=2)
    if not begun:
        Round.objects.update(opens_at=timezone.now() + HOUR, closes_at=timezone.now() + 2 * HOUR)

    for label, row in (("juror", round_.jurors.get()), ("round", round_)):
        client.post(page(f"agenda.{label}", "delete", row.pk), {"post": "yes"})
        assert (Juror.objects.exists(), Assignment.objects.exists()) == (begun, begun)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Judging has begun, and this judge has entries: recuse them at the contest desk instead."),
        ("zh-hans", "评审已经开始，这位评委已分到作品，不能删除：请改在赛事工作台让其回避。"),
    ],
)
def test_staff_read_why_a_judge_stays_and_what_to_do_instead(language, sentence):
    client, juror = a_superuser(), make_jury(entries=1, judges=1).jurors.get()
    client.cookies["staff_language"] = language
    many = {"action": "delete_selected", "_selected_action": [juror.pk], "post": "yes"}

    one = client.post(page("agenda.juror", "delete", juror.pk), {"post": "yes"}, follow=True)
    listed = client.post(page("agenda.juror", "changelist"), many, follow=True)

    assert (sentence in one.text, sentence in listed.text, Juror.objects.count()) == (True, True, 1)


def test_awards_entered_by_hand_are_published_only_while_that_is_offered():
    round_, client = make_jury(entries=2, judges=1), at_the_desk()
    score_all(round_)
    close(round_)
    take(client, round_, "freeze")
    make_award(round_.round_entries.first().entry, published=False)

    assert take(client, round_, "award_others") == ["This is not possible now: look again at what is."]
    assert Award.objects.public().count() == 0


def test_an_entry_that_left_holds_back_no_other_award_entered_by_hand():
    ranking, client = make_final(freeze_in_order()), at_the_desk()
    for row in ranking.rows.filter(place__lte=3):
        make_award(row.entry, published=False, name_en="Special", place=None)
    Entry.objects.filter(number=2).update(status="disqualified", reason="Copied.")

    said = [take(client, ranking.round, "award_others") for _ in range(2)]

    assert said == [["Awards are published."], ["This is not possible now: look again at what is."]]
    assert sorted(Award.objects.public().values_list("entry__number", flat=True)) == [1, 3]


def test_a_moment_at_an_end_of_the_calendar_is_none():
    ranking, client = freezing.confirm_ranking(freeze_in_order(), make_staff()), at_the_desk()

    said = [take(client, ranking.round, "schedule", at=at) for at in ("9999-12-31T10:00", "0001-01-01T00:00")]

    assert said == [["Say when, like 2026-08-26 18:30."]] * 2
