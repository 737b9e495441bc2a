"""Chinese is read as pypinyin reads it, word by word, without its dictionaries in memory."""

import random
import tracemalloc

import pytest
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from expo.i18n import readings
from expo.i18n.pinyin import strip_accents
from expo.i18n.readings import load_readings

OTHERS = ["", " ", "5G", "Ünal", "é·", "（", "①", "の", "한", "\ue815", "\ud7ff", "𠀀", "﨑", "AB "]


def plain(syllables):
    return " ".join(" ".join(strip_accents(syllable).lower() for syllable in syllables).split())


def differing(texts):
    return [text for text in texts if plain(load_readings().read(text)) != plain(lazy_pinyin(text))]


@pytest.mark.thorough
def test_every_word_and_every_character_is_read_as_pypinyin_reads_it():
    assert differing([*PHRASES_DICT, *map(chr, PINYIN_DICT)]) == []


def test_texts_of_words_beginnings_of_words_characters_and_anything_else_are_too():
    chance = random.Random(7)  # noqa: S311
    words, characters = list(PHRASES_DICT), [chr(number) for number in PINYIN_DICT]
    texts = []
    for _ in range(2_000):
        word = chance.choice(words)
        parts = [word[: chance.randint(1, len(word))], chance.choice(words), chance.choice(characters[:2000])]
        texts.append("".join(chance.sample([*parts, chance.choice(OTHERS)], chance.randint(1, 4))))

    assert differing(texts) == []


@pytest.mark.parametrize(
    ("name", "read"), [("重庆银行", "chong qing yin hang"), ("女绿", "nv lv"), ("5G 展", "5g zhan")]
)
def test_names_are_read_by_words(name, read):
    assert plain(load_readings().read(name)) == read


@pytest.mark.thorough
def test_they_take_some_two_megabytes():
    load_readings.cache_clear()
    tracemalloc.start()
    load_readings()
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert held < 3_000_000


def test_characters_of_a_long_list_of_people_are_looked_up_once():
    found = load_readings()
    names = [chr(number) + "伟" for number in list(found.firsts)[1_000:1_400]]
    for name in names:
        list(found.read(name))
    before = found.recent_words.cache_info().misses
    for name in names:
        list(found.read(name))

    assert len(set(names)) == 400
    assert found.recent_words.cache_info().misses == before


def test_dictionaries_in_another_order_are_refused(monkeypatch):
    load_readings.cache_clear()
    monkeypatch.setattr(readings, "read_words", lambda name: iter([("b", ["b"]), ("a", ["a"])]))

    with pytest.raises(ValueError, match="a stands behind b"):
        load_readings()
    load_readings.cache_clear()
