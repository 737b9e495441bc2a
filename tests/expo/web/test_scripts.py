"""Traditional characters in any standard compare as the simplified ones, wherever words are compared or looked for."""

import datetime as dt
import re

import pytest
from django.db.models import Q
from opencc import OpenCC

from agenda.imports.names import comparable_name
from agenda.imports.session_kinds import session_kind
from deals.imports.sheets import vocabulary
from deals.money import lexicon, numerals
from expo.admin.namesakes import namesakes
from expo.data import DATA
from expo.demo import firms
from expo.i18n.hanzi import fold_hanzi, script_pattern
from expo.i18n.pinyin import initials_of, pinyin_of
from expo.models import Organisation, Person
from expo.spreadsheets import dates
from tests.support.factories import make_organisation, make_person

STANDARDS = ("s2t", "s2tw", "s2hk")
HAN = re.compile("[\u3400-\u9fff]+")


def written(standard, texts):
    """Each of the texts as the standard writes it."""
    return OpenCC(standard).convert("\n".join(texts)).split("\n")


def demo_texts():
    """Every Chinese text of the demo's and the reference data, and of the vocabulary of lists."""
    files = [*DATA.rglob("*.json"), vocabulary.FILE]
    made = [firms.__dict__[name] for name in vars(firms) if name.isupper()]
    return set(HAN.findall(" ".join([*(path.read_text(encoding="utf-8") for path in files), str(made)])))


@pytest.mark.parametrize("standard", STANDARDS)
def test_every_chinese_text_of_the_data_survives_a_conversion_and_back(standard):
    texts = sorted(demo_texts())
    pairs = zip(texts, written(standard, texts), strict=True)
    changed = {text: there for text, there in pairs if fold_hanzi(there) != fold_hanzi(text)}

    assert (len(texts) > 1500, changed) == (True, {})


def test_every_word_of_the_vocabularies_reads_itself():
    """A word that compared as another would never be found by a search for it."""
    money = "".join([*lexicon(), numerals.NUMERALS])
    words = {word for word in HAN.findall(vocabulary.FILE.read_text() + money) if fold_hanzi(word) != word}

    assert words == set()


def test_both_pairs_that_opencc_leaves_are_known():
    assert (fold_hanzi("著"), fold_hanzi("倣")) == ("着", "仿")


def test_a_text_without_chinese_never_loads_the_characters(monkeypatch):
    monkeypatch.setattr("expo.i18n.hanzi.folding_table", lambda: pytest.fail("loaded"))

    assert (fold_hanzi("Lanxu Robotics"), script_pattern("5G")) == ("Lanxu Robotics", "")


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("重慶銀行", "chong qing yin hang", "cqyh"),
        ("重庆银行", "chong qing yin hang", "cqyh"),
        ("長江音樂", "chang jiang yin yue", "cjyy"),
        ("乾隆", "qian long", "ql"),
        ("half \ud800 a character", "half a character", "hac"),
    ],
)
def test_names_sound_the_same_in_either_script(name, pinyin, initials):
    assert (pinyin_of(name), initials_of(name)) == (pinyin, initials)


@pytest.mark.parametrize(
    "text", ["2019年8月26號", "8月26號（週一）", "二〇一九年八月二十六號", "2019年8月26日 下午3時"]
)
def test_days_are_read(text):
    window = dates.DateWindow(2019, dt.date(2014, 1, 1), dt.date(2020, 1, 1))

    assert dates.parse_date(text, window) == dt.date(2019, 8, 26)


def test_kinds_and_names_of_programmes_are_read():
    assert [session_kind(text) for text in ("簽約儀式", "開幕", "新品發布", "參觀")] == [
        "signing",
        "ceremony",
        "launch",
        "visit",
    ]
    assert comparable_name("歐陽雪") == comparable_name("欧阳雪")


@pytest.mark.django_db
class TestLookingFor:
    PAIRS = [
        ("重慶銀行", "重庆银行"),
        ("臺灣電子", "台湾电子"),
        ("台灣電子", "台湾电子"),
        ("衞士", "卫士"),
        ("裏程", "里程"),
    ]

    @pytest.mark.parametrize(("stored", "typed"), [*PAIRS, *[pair[::-1] for pair in PAIRS]])
    def test_an_organisation_is_found_in_either_script(self, stored, typed):
        firm = make_organisation(name_zh=f"{stored}有限公司", short_zh=stored, aliases="")
        make_organisation(name_zh="别的公司")

        assert list(Organisation.objects.matching(typed)) == [firm]
        assert list(Organisation.objects.named(typed)) == [firm]
        assert list(Organisation.objects.named(typed[:-1])) == []

    def test_people_are_found_and_namesakes_are_told(self):
        person = make_person(name_zh="歐陽雪", name_en="")
        twin = make_person(name_zh="欧阳雪", name_en="")

        assert list(Person.objects.filter(Q(name_zh__says="欧阳"))) == [person, twin]
        assert list(namesakes(twin, Person.objects.all())) == [person]

    @pytest.mark.parametrize("words", ["(华", "[", "华.*", "华\\", "***华", "{华}", "^华$"])
    def test_signs_are_looked_for_as_they_stand(self, words):
        firm = make_organisation(name_zh=f"甲{words}乙")
        make_organisation(name_zh="华为")

        assert list(Organisation.objects.matching(words)) == [firm]
