"""From what a clerk types to the organisation meant."""

import pytest

from deals.ledger import organisation_lookup
from expo.models import Organisation
from tests.support.factories import make_organisation, make_person

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
    for number, names in enumerate(PEOPLE):
        make_person(slug=f"p{number}", **names)

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
