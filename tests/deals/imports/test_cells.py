"""Places, days, areas and countries as people write them in lists: read where they are certain, else refused."""

import pytest

from tests.deals.imports.lists import DAY, HEAD, ROW, accepted, changed, read, rejected
from tests.support.factories import make_edition
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition(reference_rows):
    return make_edition(slug="2019", city_zh="重庆", city_en="Chongqing")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("会场", "at_expo"),
        ("会场签约", "at_expo"),
        ("现场签约", "at_expo"),
        ("大会现场", "at_expo"),
        ("At the expo", "at_expo"),
        ("on-site", "at_expo"),
        ("at_expo", "at_expo"),
        ("场外", "outside"),
        ("场外签约", "outside"),
        ("会场外", "outside"),
        ("会场外（酒店附近）", "outside"),
        ("会外签约", "outside"),
        ("会 场", "at_expo"),
        ("現場簽約", "at_expo"),
        ("On site", "at_expo"),
        ("场 外", "outside"),
        ("未在会场签约", "outside"),
        ("会场之外", "outside"),
        ("會場以外", "outside"),
        ("not at expo", "outside"),
        ("非现场", "outside"),
        ("outside the venue", "outside"),
        ("Off-site", "outside"),
    ],
)
def test_places_are_read(text, place):
    assert [row["signing_place"] for row in accepted(changed(签约地点=text))] == [place]


@pytest.mark.parametrize(
    "text",
    [
        *("重庆", "渝中区", "会场/场外", "待定", "酒店", "线上签约", "会期线上签约", "云签约", "online", None),
        *("非场外", "会场签约 否", "分会场", "智博会期间", "会场除外", "是"),
        *("会场旁酒店", "展馆附近", "企业现场", "near the expo", "Expo hotel", "before the expo", "after the expo"),
    ],
)
def test_a_place_that_is_not_said_is_refused(text):
    assert rejected(changed(签约地点=text)) == {2: "place_unclear" if text else "no_place"}


@pytest.mark.parametrize(
    ("answer", "place"), [("是", "at_expo"), ("否", "outside"), ("√", "at_expo"), (True, "at_expo")]
)
def test_a_column_may_ask_whether_it_was_signed_at_the_expo(answer, place):
    data = workbook([[*HEAD[:4], "是否会场签约", HEAD[5]], [*ROW[:4], answer, ROW[5]]])

    assert accepted(data)[0]["signing_place"] == place


@pytest.mark.parametrize(
    "text", ["Outside expo", "outside of the expo", "Outside the venue (hotel)", "outside of expo"]
)
def test_outside_the_expo_is_not_at_it(text):
    assert accepted(changed(签约地点=text))[0]["signing_place"] == "outside"


@pytest.mark.parametrize(
    "text",
    [
        *("08/09/2019", "2019年8月", "2019-02-30", "待定", "2031-01-01", "2001-01-01", None, "#REF!"),
        *("12月30日", "2019年8月26-29日", "8月26日、27日", "大会期间", "26日", "8.26", "08-Sep-10", "20-Aug-19 27"),
    ],
)
def test_a_day_that_is_not_certain_is_refused(text):
    assert list(rejected(changed(签约日期=text))) == [2]


def test_days_count_from_1904_where_the_workbook_says_so():
    assert accepted(workbook([HEAD, ROW], since_1904=True))[0]["date"] == "2019-08-26"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("中国重庆", "CN"), ("重庆", "CN"), ("US", "US"), ("大不列颠", "GB"), ("中国香港", "HK"), ("英国/UK", "GB")),
        *(("GBR", "GB"), ("Hong Kong SAR", "HK"), ("香港特别行政区", "HK"), ("中华人民共和国", "CN"), ("沙特", "SA")),
        *(("P.R. China", "CN"), ("Russian Federation", "RU"), ("Republic of Korea", "KR"), ("印尼", "ID")),
        ("United Kingdom of Great Britain and Northern Ireland", "GB"),
        ("大不列颠及北爱尔兰联合王国", "GB"),
    ],
)
def test_countries_are_read_by_many_names(text, code):
    data = workbook([[*HEAD, "国别"], [*ROW, text]])

    assert [row["country"] for row in accepted(data)] == [code]


@pytest.mark.parametrize("text", ["乌有国", "英国/法国", "英国/Utopia", "欧洲"])
def test_a_country_that_is_not_one_known_is_refused(text):
    assert rejected(workbook([[*HEAD, "国别"], [*ROW, text]])) == {2: "country_unknown"}


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("集成电路 5G", ["集成电路", "5G与通信"]),
        ("人工智能,5G", ["人工智能", "5G与通信"]),
        ("人工智能和大数据", ["人工智能", "云计算与大数据"]),
        ("大数据\n智能制造", ["云计算与大数据", "智能制造"]),
        ("Cloud, 5G and AI", ["云计算与大数据", "5G与通信", "人工智能"]),
        ("1.人工智能 2.大数据", ["人工智能", "云计算与大数据"]),
        ("大数据 Big data", ["云计算与大数据"]),
        ("（人工智能）", ["人工智能"]),
        ("人工智能 大健康", []),
    ],
)
def test_areas_are_read_however_they_are_joined(text, areas):
    assert accepted(workbook([[*HEAD, "技术领域"], [*ROW, text]]))[0]["areas"] == areas


@pytest.mark.parametrize(("zh", "en"), [("中国重庆", "Chongqing, China"), ("", "Chongqing, China"), ("重庆市", "")])
def test_the_host_is_the_expo_s_city_also_where_its_country_stands_beside_it(zh, en):
    from expo.models import Edition

    Edition.objects.update(city_zh=zh, city_en=en)
    data = workbook(
        [["项目名称", "投资额（万元）", "签约地点", "签约日期", "国别"], ["甲项目", 5, "会场", DAY, "英国"]]
    )

    (entry,) = read(data).entries

    assert [who.name_en for _side, _role, (who,) in entry.sides] == ["Chongqing", "United Kingdom"]
