"""Rows through the ledger: once each, however often the file comes and wherever it was cut."""

import itertools
import json
import uuid

import pytest
from django.core.management import CommandError, call_command

from deals import ledger
from deals.duplicates import fingerprint, search
from deals.imports.runs import import_user
from deals.ledger import bulk_recording, hash_chain
from deals.models import Amount, Deal, Event, ImportedRow, Lookalike, MatchKey, Party, Terms
from expo.models import ImportedFile, Organisation
from tests.support.deal_factories import make_clerk, make_draft, make_edition, make_reviewer
from tests.support.workbooks import workbook

HEAD = ["项目名称", "甲方", "乙方", "投资额（万元）", "签约地点", "签约日期"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(slug="2019", city_zh="重庆")


def rows(*names, amount=100):
    return [[name, "两江新区管委会", f"{name}公司", amount, "会场", "2019-08-26"] for name in names]


def imported(tmp_path, *lines, **options):
    file, report = tmp_path / "deals.xlsx", tmp_path / "report.json"
    file.write_bytes(workbook([HEAD, *lines]))
    call_command("import_deals", str(file), edition="2019", report=report, **options)
    return json.loads(report.read_text())


def test_a_file_is_recorded_by_a_command_and_reported(edition, tmp_path):
    report = imported(tmp_path, *rows("存储芯片厂"), ["坏", "甲", "乙", "约5", "会场", "2019-08-26"])

    deal = Deal.objects.get()
    assert report["accepted"] == [
        {
            "row": 2,
            "title": "存储芯片厂",
            "amounts": [{"currency": "CNY", "value": "1000000"}],
            "signing_place": "at_expo",
            "date": "2019-08-26",
            "areas": [],
            "country": None,
            "number": "2019-0001",
        }
    ]
    assert [(each["row"], each["column"]) for each in report["rejected"]] == [(3, "投资额（万元）")]
    assert (deal.channel, deal.status, deal.recorded_by.username) == ("import", "submitted", "import")
    assert Event.objects.get().verb == "recorded"
    assert list(hash_chain.find_breaks()) == []


def test_a_dry_run_records_nothing(edition, tmp_path):
    report = imported(tmp_path, *rows("甲"), dry_run=True)

    assert len(report["accepted"]) == 1
    assert not any(model.objects.exists() for model in (Deal, Organisation, ImportedFile, Event))


def test_the_same_file_twice_adds_nothing(edition, tmp_path):
    imported(tmp_path, *rows("甲项目", "乙项目"))

    report = imported(tmp_path, *rows("甲项目", "乙项目"))

    assert [(each["number"], each["already_recorded"]) for each in report["accepted"]] == [
        ("2019-0001", True),
        ("2019-0002", True),
    ]
    assert (Deal.objects.count(), Event.objects.count()) == (2, 2)


def test_what_was_fixed_in_the_file_is_added_and_the_rest_is_not_doubled(edition, tmp_path):
    imported(tmp_path, *rows("甲项目"), *rows("乙项目", amount="约5"))

    imported(tmp_path, *rows("甲项目"), *rows("乙项目", amount=5))

    assert [terms.name_zh for terms in Terms.objects.order_by("pk")] == ["甲项目", "乙项目"]


def test_a_recorded_row_that_now_says_otherwise_is_refused_and_not_doubled(edition, tmp_path):
    imported(tmp_path, *rows("甲项目"))

    report = imported(tmp_path, *rows("甲项目", amount=200))

    assert "2019-0001" in report["rejected"][0]["reason"]
    assert Deal.objects.count() == 1


def test_who_imports_cannot_verify(edition, tmp_path):
    make_clerk(name="clerk")
    imported(tmp_path, *rows("甲项目"), username="clerk")

    deal = Deal.objects.get()

    assert deal.versions.get().entered_by.username == "clerk"
    assert not import_user().has_usable_password()
    assert not import_user().has_perm("deals.verify_deal")


@pytest.mark.parametrize("username", ["nobody", "reviewer"])
def test_only_who_may_record_imports(edition, tmp_path, username):
    make_reviewer(name="reviewer")

    with pytest.raises(CommandError, match="may record deals"):
        imported(tmp_path, *rows("甲项目"), username=username)


def test_a_file_that_cannot_be_read_is_refused_in_the_report_too(edition, tmp_path):
    file, report = tmp_path / "x.csv", tmp_path / "report.json"
    file.write_bytes(b"")

    with pytest.raises(CommandError, match="empty"):
        call_command("import_deals", str(file), edition="2019", report=report)

    assert json.loads(report.read_text())["refused"] == "The file is empty."


def plain(model, *left_out):
    names = [field.attname for field in model._meta.concrete_fields if field.attname not in {"id", *left_out}]
    return [dict(zip(names, row, strict=True)) for row in model.objects.order_by("pk").values_list(*names)]


def test_many_at_once_leave_what_one_by_one_leaves(edition):
    clerk = make_clerk()
    drafts = [(make_draft(edition, name_zh="芯片厂", name_en=""), uuid.UUID(int=n)) for n in range(1, 4)]
    drafts.append((make_draft(edition, name_zh="芯片厂", name_en="", parties=drafts[0][0].parties), uuid.UUID(int=9)))

    def left():
        times = ("recorded_at", "entered_at", "found_at", "deal_id", "terms_id", "other_id", "project_id", "position")
        times += ("reference",)
        told = [
            {k: v for k, v in json.loads(e.body).items() if k not in ("at", "position")} for e in Event.objects.all()
        ]
        keys = sorted(MatchKey.objects.values_list("key", flat=True))
        models = (Deal, Terms, Party, Amount, Lookalike)
        return told, keys, [plain(model, *times) for model in models]

    one = two = None
    try:
        with bulk_recording.transaction.atomic():
            for draft, key in drafts:
                ledger.record(draft, key=key, by=clerk, channel="import")
            one = left()
            raise RuntimeError
    except RuntimeError:
        pass
    bulk_recording.BulkRecorder(edition, by=clerk, channel="import").record(
        [bulk_recording.RecordRequest(*each) for each in drafts]
    )
    two = left()

    assert one == two
    assert len(one[2][4]) == 1


def test_a_draft_that_breaks_a_rule_holds_up_no_other(edition):
    good, bad = make_draft(edition), make_draft(edition, parties=())

    answers = bulk_recording.BulkRecorder(edition, by=make_clerk(), channel="import").record(
        [bulk_recording.RecordRequest(bad, uuid.uuid4()), bulk_recording.RecordRequest(good, uuid.uuid4())]
    )

    assert [answer.created for answer in answers] == [False, True]
    assert answers[0].error.messages == ["A deal has at least two parties, on two sides."]


def test_rows_name_the_run_that_they_came_by(edition, tmp_path):
    imported(tmp_path, *rows("甲项目", "乙项目"))

    run = ImportedFile.objects.get()

    assert (run.state, run.done, run.content) == ("done", 2, b"")
    assert list(ImportedRow.objects.values_list("run", "row")) == [(run.pk, 2), (run.pk, 3)]


SLIPPED = [
    # One key in common: the short form of a name, and no amount.
    ("智能网联汽车测试场建设", "长安汽车", ""),
    # None that only few deals share: both parties sign scores of deals.
    ("智慧社区云平台二期建设", "中国移动通信集团重庆有限公司", ""),
    # A slip in the name, the amount within a hundredth.
    ("智能网联汽车测试场建设项目", "重庆常安汽车股份有限公司", 100.5),
]


@pytest.mark.parametrize(("title", "investor", "amount"), SLIPPED)
def test_an_import_marks_what_the_desk_would_ask_about(edition, tmp_path, title, investor, amount):
    def line(title, investor, amount):
        return [title, "两江新区管委会", investor, amount, "会场", "2019-08-26"]

    mobile = "中国移动通信集团重庆有限公司"
    known = [
        line("智能网联汽车测试场建设项目", "重庆长安汽车股份有限公司", 100),
        line("智慧社区云平台二期建设项目", mobile, 7777),
    ]
    imported(tmp_path, *[line(f"{a}{b}{c}", mobile, at) for at, (a, b, c) in enumerate(TITLES, 1)], *known)

    imported(tmp_path, line(title, investor, amount))

    latest = Deal.objects.latest("pk")
    sketch = fingerprint.terms_fingerprint(
        Terms.objects.latest().for_cards().get(deal=latest), fingerprint.NewestRates(edition)
    )
    asked = [found.deal for found in search.find_lookalikes(sketch, edition, but=latest)]
    assert [mark.other for mark in Lookalike.objects.filter(deal=latest)] == asked != []


TITLES = list(itertools.product("云网芯屏端", "医教农商旅", ("馆", "库", "链")))
