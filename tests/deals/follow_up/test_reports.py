"""Reports of stages and funds: sensible moves only, each once, never changed, corrected for a reason."""

import datetime as dt
import errno
import uuid
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, models, transaction

from deals import follow_up
from deals.follow_up import stages
from deals.ledger import hash_chain
from deals.ledger.workflow import StaleVersion, StepRefusal
from deals.models import Cohort, CohortMember, Event, FollowUp, Funds, LandingSnapshot, Project
from tests.support.deal_factories import make_clerk, make_deal
from tests.support.factories import make_edition
from tests.support.follow_up_factories import DAY, make_cohort, make_funds, make_publisher, make_stage

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(30)


@pytest.fixture
def project() -> Project:
    return make_cohort(make_edition(slug="2019"))[1][0].project


def standing(project: Project) -> str:
    return stages.walk_stages(FollowUp.objects.standing().filter(project=project)).standing


def test_a_project_goes_its_way_and_may_skip_what_nobody_reported(project):
    make_stage(project, "registered")
    make_stage(project, "started", LATER)

    assert standing(project) == "started"


@pytest.mark.parametrize(
    ("done", "wanted"),
    [
        (["started"], "registered"),
        (["started"], "started"),
        (["suspended"], "started"),
        (["suspended"], "suspended"),
        (["terminated"], "registered"),
        (["terminated"], "suspended"),
        (["terminated"], "resumed"),
        ([], "resumed"),
    ],
)
def test_what_makes_no_sense_is_refused(project, done, wanted):
    for stage in done:
        make_stage(project, stage)

    with pytest.raises(StepRefusal):
        make_stage(project, wanted, LATER)

    assert FollowUp.objects.count() == len(done)


def test_a_suspended_project_resumes_where_it_was(project):
    make_stage(project, "started")
    make_stage(project, "suspended")

    make_stage(project, "resumed", LATER)

    assert standing(project) == "started"


def test_a_terminated_project_resumes_for_a_reason_only(project):
    make_stage(project, "terminated")

    make_stage(project, "resumed", LATER, reason="A new investor")

    assert standing(project) == "signed"


def test_what_is_reported_late_takes_the_place_of_its_day(project):
    make_stage(project, "started", LATER)

    make_stage(project, "registered", DAY)

    assert standing(project) == "started"


def test_a_stage_is_not_reached_before_signing_nor_tomorrow(project):
    for on in (dt.date(2019, 8, 1), dt.date(2999, 1, 1)):
        with pytest.raises(StepRefusal, match="day"):
            make_stage(project, "registered", on)


def test_a_key_records_once_and_never_something_else(project):
    key = uuid.uuid4()
    first = make_stage(project, "registered", key=key)

    assert make_stage(project, "registered", key=key) == first
    with pytest.raises(StepRefusal, match="differs"):
        make_stage(project, "approved", key=key)
    assert FollowUp.objects.count() == 1


def test_a_report_on_what_was_seen_before_another_is_stale(project):
    seen = follow_up.count_reports(project)
    make_funds(project)

    with pytest.raises(StaleVersion):
        make_stage(project, "registered", seen=seen)


def test_a_correction_is_a_row_of_its_own_with_its_reason(project):
    wrong = make_stage(project, "approved")

    with pytest.raises(ValidationError, match="Say why"):
        make_stage(project, "registered", replaces=wrong)
    right = make_stage(project, "registered", replaces=wrong, reason="Read the wrong column")

    assert (standing(project), right.replaces, FollowUp.objects.count()) == ("registered", wrong, 2)
    with pytest.raises(StepRefusal, match="corrected already"):
        make_stage(project, "started", replaces=wrong, reason="Again")


def test_a_report_is_taken_back_for_a_reason(project):
    make_stage(project, "registered")
    wrong = make_stage(project, "terminated", LATER)

    make_stage(project, "terminated", LATER, replaces=wrong, void=True, reason="It was another project")

    assert standing(project) == "registered"


def test_a_correction_that_makes_the_later_ones_senseless_is_refused(project):
    first = make_stage(project, "registered")
    make_stage(project, "approved", LATER)

    with pytest.raises(StepRefusal):
        make_stage(project, "started", replaces=first, reason="Wrong")


def test_a_corrected_first_of_two_of_one_day_keeps_its_place(project):
    first = make_stage(project, "registered", evidence="Notice no. 6")
    make_stage(project, "approved")

    make_stage(project, "registered", replaces=first, reason="The notice has another number")

    assert standing(project) == "approved"


def test_every_report_tells_the_log(project):
    row = make_stage(project, "registered")
    make_funds(project, 250)
    make_stage(project, "approved", replaces=row, reason="Wrong stage")

    events = Event.objects.filter(deal_number=f"2019-{project.code}")

    assert [event.verb for event in events] == ["followed", "funded", "put_right"]
    assert events[1].told["report"]["money"] == {"minor": 25000, "currency": "CNY"}
    assert list(hash_chain.find_breaks()) == []


def test_evidence_may_be_a_private_file(project):
    row = make_stage(project, "registered", file=SimpleUploadedFile("licence.pdf", b"%PDF-1.4 licence"))

    with row.file.open() as file:
        assert (row.file_name, file.read()) == ("licence.pdf", b"%PDF-1.4 licence")


def test_a_refused_report_leaves_no_file(project):
    storage = FollowUp._meta.get_field("file").storage
    make_stage(project, "started", file=SimpleUploadedFile("licence.pdf", b"%PDF-1.4 licence"))
    before = storage.listdir("")[1]

    with pytest.raises(StepRefusal):
        make_stage(project, "started", file=SimpleUploadedFile("twice.pdf", b"%PDF-1.4 twice"))

    assert storage.listdir("")[1] == before


def test_a_report_for_whose_file_there_is_no_room_leaves_no_part_of_it(project, monkeypatch):
    storage = FollowUp._meta.get_field("file").storage
    Path(storage.path("")).mkdir(parents=True, exist_ok=True)
    before = storage.listdir("")[1]

    def full(name, content, max_length=None):
        Path(storage.path(name)).write_bytes(b"%PDF")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage, "save", full)
    with pytest.raises(ValidationError, match="there may be no room left"):
        make_stage(project, "started", file=SimpleUploadedFile("licence.pdf", b"%PDF-1.4 licence"))

    assert (storage.listdir("")[1], FollowUp.objects.count()) == (before, 0)


def test_without_the_role_nothing_is_reported(project):
    with pytest.raises(StepRefusal):
        make_stage(project, "registered", by=make_clerk())
    with pytest.raises(StepRefusal):
        follow_up.set_stage_limits(project.edition, {"registered": 30}, by=make_clerk())


def test_a_project_whose_deals_are_all_withdrawn_has_nothing_to_report(project):
    other = make_deal(edition=project.edition)
    type(other).objects.filter(pk=other.pk).update(status="withdrawn")

    with pytest.raises(StepRefusal, match="No deal"):
        make_stage(other.project, "registered")


def test_both_databases_refuse_to_change_or_remove_what_was_reported_and_published(project):
    make_stage(project, "registered")
    make_funds(project)
    follow_up.publish_snapshot(project.edition, DAY, by=make_publisher())

    for model in (FollowUp, Funds, Cohort, CohortMember, LandingSnapshot):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.update(id=models.F("id"))
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.all()._raw_delete("default")
    assert Funds.objects.count() == 1
