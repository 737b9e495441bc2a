"""Lists of exhibitors by the command: new, the same again, corrected, by hand since, missing, asked about, refused."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError

from expo.models import ImportedFile, Organisation, Participation
from tests.support.factories import make_edition, make_hall
from tests.support.listed import import_list
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
HEAD = ["企业名称（中文）", "企业名称（英文）", "统一社会信用代码", "网址", "展位号"]
FIRST = ["重庆云计算有限公司", "Chongqing Cloud Co., Ltd.", "91500000MA5U000001", "cloud.example.cn", "H1-01"]
SECOND = ["长安智能汽车股份有限公司", "Changan Smart Car", None, None, "H1 02、h1/3"]


@pytest.fixture(autouse=True)
def edition():
    edition = make_edition(slug="2019")
    make_hall(code="H1", edition=edition)
    return edition


@pytest.fixture
def bring(tmp_path):
    """Import these rows, or this content, and return the report."""

    def bring(*rows, kind="exhibitors", content=None, name="list.xlsx", **options):
        given = content if content is not None else workbook(rows)
        return import_list(tmp_path, kind, given, name=name, **options)

    return bring


def changes(report):
    return [(row["row"], row["key"], row["change"]) for row in report["accepted"]]


def stands():
    found = {}
    for row in Participation.objects.prefetch_related("booths__hall"):
        found[row.slug] = sorted(booth.label for booth in row.booths.all())
    return found


def test_a_list_makes_exhibitors_with_their_organisations_and_stands(bring):
    looked = bring(HEAD, FIRST, SECOND, dry_run=True)
    before = (Participation.objects.count(), ImportedFile.objects.count())
    done = bring(HEAD, FIRST, SECOND)
    again = bring(HEAD, FIRST, SECOND)

    keys = ["chongqing-cloud-co-ltd", "changan-smart-car"]
    assert before == (0, 0)
    assert changes(looked) == changes(done) == [(2, keys[0], "new"), (3, keys[1], "new")]
    assert changes(again) == [(2, keys[0], "unchanged"), (3, keys[1], "unchanged")]
    assert (done["rejected"], done["asked"], again["rejected"], again["asked"]) == ([], [], [], [])
    assert done["accepted"][0]["fields"]["website"] == {"old": None, "new": "https://cloud.example.cn"}
    assert stands() == {keys[0]: ["H1-01"], keys[1]: ["H1-02", "H1-3"]}
    organisation = Organisation.objects.get(uscc=FIRST[2])
    assert (organisation.name_zh, organisation.initials, organisation.known) == (FIRST[0], "cqyjsyxgs", True)


def test_a_corrected_list_updates_and_what_was_corrected_by_hand_stays(bring):
    bring(HEAD, FIRST, SECOND)
    Organisation.objects.filter(name_zh=SECOND[0]).update(website="https://hand.example.cn")
    other = [*SECOND[:3], "list.example.cn", "H1-04"]
    done = bring(HEAD, [*FIRST[:3], "new.example.cn", "H1-05"], other)
    first, second = done["accepted"]
    third = bring(HEAD, [*FIRST[:3], None, "H1-05"])

    assert first["fields"] == {
        "website": {"old": "https://cloud.example.cn", "new": "https://new.example.cn"},
        "stands": {"old": ["H1-01"], "new": ["H1-05"]},
    }
    assert (second["change"], second["kept"]) == (
        "changed",
        {"website": {"here": "https://hand.example.cn", "file": "https://list.example.cn"}},
    )
    assert Organisation.objects.get(name_zh=SECOND[0]).website == "https://hand.example.cn"
    assert stands() == {"chongqing-cloud-co-ltd": ["H1-05"], "changan-smart-car": ["H1-04"]}
    assert third["missing"] == [{"key": "changan-smart-car"}]
    assert Participation.objects.count() == 2


def test_refused_whole(bring, tmp_path):
    with pytest.raises(CommandError):
        bring(content=b"")
    assert json.loads((tmp_path / "report.json").read_text())["refused"] == "The file is empty."


def test_only_staff_are_responsible_and_whoever_is_so_already(bring):
    for name, works_here in (("carer", True), ("office-bot", False)):
        User.objects.create_user(name, is_staff=works_here)
    head = [*HEAD, "我方负责人"]
    report = bring(head, [*FIRST, "carer"], [*SECOND, "office-bot"])
    assert [(len(report["accepted"]), row["row"], row["column"]) for row in report["rejected"]] == [
        (1, 3, "我方负责人")
    ]

    User.objects.filter(username="carer").update(is_staff=False)

    assert changes(bring(head, [*FIRST, "carer"])) == [(2, "chongqing-cloud-co-ltd", "unchanged")]
