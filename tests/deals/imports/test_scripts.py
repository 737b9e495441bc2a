"""Lists in traditional characters, and lists that write countries as people do: read, or asked about."""

import pytest
from django.apps import apps
from django.utils.translation import override

from deals.apps import rewrite_keys
from deals.duplicates import search
from deals.imports import identities
from deals.imports.organisations import Register, organisations_by_name
from deals.imports.runs import import_user
from deals.ledger import organisation_lookup
from deals.models import Deal, ImportedRow, MatchKey
from deals.money import parse
from expo.models import Organisation
from tests.deals.imports.lists import HEAD, ROW, accepted, carry_out, money, read, rejected
from tests.support.deal_factories import make_deal, make_draft
from tests.support.factories import make_edition, make_organisation
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
TAIWAN = ["項目名稱", "甲方", "乙方", "簽約金額（萬元，含稅）", "簽約地點", "簽約日期", "國別", "備註"]


@pytest.fixture(autouse=True)
def edition(reference_rows):
    return make_edition(slug="2019", city_zh="重庆", city_en="Chongqing")


@pytest.mark.parametrize(
    "head",
    [
        "簽約金額（萬元，含稅）",
        "簽約金額(萬元)",
        "投資總額（單位：萬元）",
        "合同金額（人民幣萬元）",
        "協議投資額／萬元",
        "採購金額（萬圓）",
    ],
)
def test_a_list_of_a_taiwanese_maker_is_read_with_its_unit_its_day_and_its_note(head):
    row = ["聯網車載晶片產線", "江北區政府", "臺灣積體電路", 1200, "會場簽約", "2019年8月26號", "台灣", "設備另議"]
    data = workbook([[head if "含稅" in cell else cell for cell in TAIWAN], row, ["合計", None, None, 1200]])

    (entry,) = read(data).entries
    assert money(data) == [[("CNY", "12000000")]]
    assert (entry.place, entry.signed_on.isoformat(), entry.country.code) == ("at_expo", "2019-08-26", "TW")
    assert entry.note == "設備另議"
    assert rejected(data) == {3: "total_row"}


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("貳億圓", 20_000_000_000),
        ("1億2000萬元", 12_000_000_000),
        ("參佰萬圓整", 300_000_000),
        ("叄仟萬元", 3_000_000_000),
        ("壹萬貳仟圓", 1_200_000),
        ("人民幣伍萬元", 5_000_000),
    ],
)
def test_amounts_in_traditional_numerals_are_read(text, minor):
    assert parse(text, currency="CNY").minor == minor


@pytest.mark.parametrize(("text", "currency"), [("5萬歐元", "EUR"), ("5萬盧布", "RUB"), ("5萬韓幣", "KRW")])
def test_currencies_in_traditional_characters_are_read(text, currency):
    assert parse(text).currency == currency


@pytest.mark.parametrize("text", ["未披露", "不披露", "待議", "保密"])
def test_an_amount_that_is_not_told_is_known_in_either_script(text):
    assert money(workbook([HEAD, [*ROW[:3], text, *ROW[4:]]])) == [[]]


def test_names_in_traditional_characters_make_no_second_organisation():
    firms = [make_organisation(name_zh=name) for name in ("聯網車載（重庆）有限公司", "渝鑄科技", "臺積電")]

    found = organisations_by_name(["联网车载（重庆）有限公司", "渝铸科技", "台积电", "臺積電"], Register())
    assert [found[name] for name in found] == [*firms, firms[2]]
    assert organisation_lookup.find_organisation("台积电") == firms[2]
    assert Organisation.objects.count() == 3


def test_of_two_organisations_that_differ_by_their_script_each_name_finds_its_own():
    old, new = make_organisation(name_zh="渝鑄科技"), make_organisation(name_zh="渝铸科技")

    register = Register()
    register.look_through()

    assert [register.find(name) for name in ("渝鑄科技", "渝铸科技")] == [old.pk, new.pk]
    assert [organisation_lookup.find_organisation(name) for name in ("渝鑄科技", "渝铸科技")] == [old, new]


def test_a_new_organisation_of_one_file_is_made_once_for_both_scripts():
    found = organisations_by_name(["渝鑄科技", "渝铸科技"], Register())

    assert found["渝鑄科技"] == found["渝铸科技"]
    assert Organisation.objects.get().name_zh == "渝鑄科技"


RENAMES = {
    "made": lambda firm, _other: make_organisation(name_zh="渝铸科技"),
    "renamed": lambda firm, _other: Organisation.objects.filter(pk=firm.pk).update(name_zh="渝铸科技"),
    "merged": lambda firm, other: Organisation.objects.filter(pk=firm.pk).update(merged_into=other),
    "removed": lambda firm, _other: firm.delete(),
    "shortened": lambda firm, _other: Organisation.objects.filter(pk=firm.pk).update(short_zh="渝铸"),
}


@pytest.mark.parametrize("write", RENAMES.values(), ids=RENAMES)
def test_a_register_that_was_kept_knows_what_a_new_one_knows(write):
    firm, other = make_organisation(name_zh="联网车载", short_en="NetCar"), make_organisation(name_zh="台积电")
    kept, fresh = Register(), Register()
    kept.look_through()

    write(firm, other)
    kept.look_through()
    fresh.look_through()

    asked = ("联网车载", "聯網車載", "NetCar", "渝铸科技", "渝鑄科技", "渝铸", "台积电")
    assert (kept.rows, kept.bearers) == (fresh.rows, fresh.bearers)
    assert [kept.find(name) for name in asked] == [fresh.find(name) for name in asked]
    assert kept.find("台积电") == other.pk


def imported(edition, data):
    carry_out(read(data), edition, import_user())


@pytest.mark.parametrize("name", ["渝鑄電子項目", "智能電子項目"])
def test_a_row_imported_under_its_former_identity_is_known_again(edition, name, monkeypatch):
    data = workbook([HEAD, [name, *ROW[1:]]])
    with monkeypatch.context() as then:
        then.setattr("deals.imports.entries.fold_text", identities.fold_by_former_list)
        imported(edition, data)
    again = workbook([HEAD, [name, *ROW[1:]], ["另一项目", *ROW[1:]]])
    imported(edition, again)

    assert Deal.objects.count() == 2
    assert ImportedRow.objects.count() == 2


@pytest.mark.parametrize(("text", "code"), [("Britain", "GB"), ("KSA", "SA"), ("德国 Germany", "DE")])
def test_countries_are_read_as_people_write_them(text, code):
    assert [row["country"] for row in accepted(workbook([[*HEAD, "国别"], [*ROW, text]]))] == [code]


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("Korea", "North Korea (KP) / South Korea (KR)", "朝鲜 (KP) / 韩国 (KR)"),
        (
            "刚果",
            "Democratic Republic of the Congo (CD) / Republic of the Congo (CG)",
            "刚果民主共和国 (CD) / 刚果共和国 (CG)",
        ),
        ("NO", "Norway (NO) / no country", "挪威 (NO) / 没有国家"),
    ],
)
def test_a_country_that_is_not_certain_is_asked_about_with_its_choices(text, en, zh):
    (refusal,) = read(workbook([[*HEAD, "国别"], [*ROW, text]])).refusals

    assert (refusal.code, refusal.column, refusal.params["why"]) == ("country_unclear", "国别", {"en": en, "zh": zh})
    with override("zh-hans"):
        assert refusal.sentence() == f"国别：“{text}”可能有不止一个意思：{zh}。请写全称或代码。"


def test_two_languages_that_agree_leave_nothing_to_ask():
    data = workbook([[*HEAD, "国别"], [*ROW, "韩国 Korea"]])

    assert [row["country"] for row in accepted(data)] == ["KR"]


@pytest.mark.parametrize("name", ["0019_match_names_in_either_script", "0027_match_names_of_every_script"])
def test_keys_of_deals_recorded_before_are_written_anew_after_migrating(edition, name):
    deal = make_deal(make_draft(edition=edition))
    now = set(MatchKey.objects.filter(deal=deal).values_list("key", flat=True))
    MatchKey.objects.filter(deal=deal).delete()
    step = type("Migration", (), {"app_label": "deals", "name": name})
    rewrite_keys(sender=apps.get_app_config("deals"), plan=[(step, True)])
    assert not MatchKey.objects.filter(deal=deal).exists()
    rewrite_keys(sender=apps.get_app_config("deals"), plan=[(step, False)])

    assert set(MatchKey.objects.filter(deal=deal).values_list("key", flat=True)) == now
    assert search.rewrite_keys() == 1
