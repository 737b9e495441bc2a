"""Chinese names as pinyin."""

import pytest

from expo.i18n.pinyin import initials_of, pinyin_of


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("华为技术", "hua wei ji shu", "hwjs"),
        ("重庆两江", "chong qing liang jiang", "cqlj"),
        ("马尔科·洛佩斯", "ma er ke · luo pei si", "meklps"),
        ("Intel 英特尔", "intel ying te er", "iyte"),
        ("Škoda", "skoda", "s"),
        ("吕", "lv", "l"),
        ("", "", ""),
    ],
)
def test_names_are_spelt_by_syllable_and_found_by_their_first_letters(name, pinyin, initials):
    assert (pinyin_of(name), initials_of(name)) == (pinyin, initials)
