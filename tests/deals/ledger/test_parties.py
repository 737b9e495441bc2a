"""From what a clerk types to the organisation meant."""

import pytest
from django.core.exceptions import ValidationError

from deals.ledger import organisation_lookup
from expo.firm_names import names
from expo.models import Organisation
from tests.support.factories import make_organisation, make_person
from tests.support.plans import plan_by_indexes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "澜煦机器人有限公司",
        "澜煦机器人",
        "瀾煦機器人有限公司",
        "ＬＡＮＸＵ ＲＯＢＯＴＩＣＳ",
        "Lanxu Robotics Co., Ltd.",
        "澜煦",
        "lanxu robotics inc",
    ],
)
def test_other_spellings_find_the_one_organisation_and_make_no_second(typed):
    firm = make_organisation(
        name_zh="澜煦机器人有限公司",
        name_en="Lanxu Robotics",
        aliases="澜煦\nLXR",
        pinyin="lan xu ji qi ren you xian gong si",
    )

    assert organisation_lookup.find_or_create_organisation(typed) == firm
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    "typed", ["澜煦机器人集团", "澜煦机器人（成都）有限公司", "澜煦机器人股份有限公司", "澜旭机器人有限公司", "Lanxu"]
)
def test_a_parent_a_branch_another_form_or_a_homophone_is_another_organisation(typed):
    make_organisation(
        name_zh="澜煦机器人有限公司", name_en="Lanxu Robotics", pinyin="lan xu ji qi ren you xian gong si"
    )

    assert organisation_lookup.find_organisation(typed) is None


@pytest.mark.parametrize("typed", ["Été Énergie", "NORDLYS", "nordlys"])
def test_of_two_whose_full_names_differ_by_case_alone_neither_is_meant(typed):
    for name in ("Nordlys", "NORDLYS", "Été Énergie", "Été ÉNERGIE", "ÉTÉ Énergie"):
        make_organisation(name_en=name, name_zh="")

    with pytest.raises(ValidationError, match="More than one"):
        organisation_lookup.find_organisation(typed)


def test_a_full_name_comes_before_the_short_name_of_others_and_a_merged_one_counts_as_the_kept():
    kept = make_organisation(name_en="Nordlys Energi", name_zh="")
    make_organisation(name_en="Nordlys", name_zh="", merged_into=kept)
    make_organisation(name_en="Another of the north", name_zh="", short_en="NORDLYS")

    assert organisation_lookup.find_organisation("nordlys") == kept


def test_a_full_name_is_found_without_reading_what_everybody_is_called():
    plan = plan_by_indexes(Organisation.objects.fully_named("澜煦机器人有限公司").order_by())

    assert "organisation_by_name_en" in plan
    assert "organisation_by_name_zh" in plan


def test_one_named_in_english_gets_its_sort_key_and_initials_as_in_the_admin():
    made = organisation_lookup.find_or_create_organisation("Nordlys Energi AS")

    assert (made.name_en, made.pinyin, made.initials) == ("Nordlys Energi AS", "nordlys energi as", "nea")


PEOPLE = [
    {"name_en": "Ada Li", "name_zh": "李爱达"},
    {"name_en": "Ma Yun", "name_zh": "马云"},
    {"name_en": "Ma Yun", "name_zh": "馬蕓"},
    {"name_en": "", "name_zh": "張三"},
    {"name_en": "Zhang San", "name_zh": ""},
]
ASKED = [
    *(
        "Ada Li",
        "ada li",
        "李爱达",
        "李愛達",
        "马云",
        "馬雲",
        "馬蕓",
        "Ma Yun",
        "张三",
        "張三",
        "ZHANG SAN",
        "Nobody",
        "张",
        "Ada",
        "",
    ),
]


@pytest.mark.parametrize("name", ASKED)
def test_a_person_is_found_among_many_names_at_once_as_by_one(name):
    for number, called in enumerate(PEOPLE):
        make_person(slug=f"p{number}", **called)

    others = [f"Somebody {number}" for number in range(organisation_lookup.FEW_NAMES)]

    alone = organisation_lookup.known_people([name]).get(name)
    few, many = (organisation_lookup.known_people(names).get(name) for names in (ASKED, [*ASKED, *others]))

    assert (few, many) == (alone, alone)


def test_all_names_cost_one_query(django_assert_num_queries):
    ada = make_person(slug="ada", **PEOPLE[0])

    with django_assert_num_queries(1):
        assert organisation_lookup.known_people(["Ada Li", "李愛達", "Nobody"])["李愛達"] == ada.pk
    with django_assert_num_queries(0):
        assert organisation_lookup.known_people([]) == {}


# Each pair has in common what is left of it without the letters of its own script.
NAMESAKES = [
    ("LG전자", "LG"),
    ("LG전자", "LG화학"),
    ("株式会社ニコン", "株式会社リコー"),
    ("三菱マテリアル", "三菱"),
    ("ООО Яндекс", "ООО Газпром"),
    ("삼성전자", "현대자동차"),
    ("ПАО Сбербанк 2", "Сбер 2"),
    ("ไทยเบฟ", "ไทยบฟ"),
    ("שטראוס", "טבע"),
    ("टाटा", "टीटा"),
    ("Пай", "Паи"),
    ("Київ", "Киів"),
    ("LG ٣", "LG ٤"),
    ("LG ٣", "LG"),
]


@pytest.mark.parametrize(("typed", "known"), NAMESAKES)
@pytest.mark.parametrize("column", ["name_zh", "name_en", "aliases"])
def test_names_in_scripts_of_their_own_are_of_different_organisations(typed, known, column):
    firm = make_organisation(**{"name_zh": "", "name_en": "Other"} | {column: known})

    assert organisation_lookup.find_organisation(typed) is None
    assert organisation_lookup.find_organisation(known) == firm
    assert not names.is_same_name(typed, known)
    assert names.name_keys(typed) != names.name_keys(known)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("ＬＧ전자", "LG전자"),
        ("ｶﾞｽ工業", "ガス工業"),
        ("株式会社 ニコン", "株式会社ニコン"),
        ("«Яндекс» ООО", "ООО Яндекс"),
        ("СБЕРБАНК", "Сбербанк"),
        ("Ελλάδα", "ΕΛΛΆΔΑ"),
        ("Ørsted A/S", "Orsted a/s"),
        ("Ǿrsted", "orsted"),
        ("Алёнка", "Аленка"),
        ("LG ٣", "LG 3"),
        ("祇󠄀園カメラ", "祇園カメラ"),
        ("Société Générale", "Societe Generale"),
    ],
)
def test_width_case_accents_and_signs_are_no_difference_in_any_script(typed, known):
    assert names.is_same_name(typed, known)
