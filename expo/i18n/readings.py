"""How Chinese is read: the dictionaries of pypinyin in a fortieth of the memory that they take there.

Loaded they are 55 MB of small objects, of which forked processes share little once they are used. Here they are four
strings and their ends, 2 MB, made before processes are forked, and read as pypinyin reads them.
"""

import heapq
import json
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

from expo.presence import require_value

# Runs of what pypinyin takes for characters, and of anything else.
HAN = (
    "\u3007\ue815-\ue864\ufa18\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a703-\U0002b73f"
    "\U0002b740-\U0002b81d\U0002b825-\U0002bf6e\U0002c029-\U0002ce93\U0002d016\U0002d11b-\U0002ebd9\U0002f80a-\U0002fa1f"
    "\U00030000-\U0003134a\U000300f7-\U00031288\U00030edd\U00030ede\U00031350-\U00032389"
)
RUNS = re.compile(f"[{HAN}]+|[^{HAN}]+")
IS_HAN = re.compile(f"[{HAN}]")
# What stands between names and values in JSON.
GAP = re.compile(r"[\s,:]*")
# As syllables are typed: lüe is lve.
DIAERESIS = "\u0308"
RECENT = 500


class PackedTexts:
    """Texts one behind the other, in the order in which they are added."""

    def __init__(self) -> None:
        self.whole = StringIO()
        self.ends = array("I", [0])
        self.last = ""

    def add(self, text: str) -> None:
        self.last = text
        self.ends.append(self.ends[-1] + self.whole.write(text))

    def pack(self) -> None:
        self.text = self.whole.getvalue()
        self.whole.close()

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, place: int) -> str:
        return self.text[self.ends[place] : self.ends[place + 1]]


class Readings:
    """Words and single characters in their order, and at the same place how each is read, syllables apart.

    `firsts`: the characters that words begin with, by number, and in `places` where the words of each begin and end.
    """

    def __init__(self) -> None:
        self.words, self.spoken = PackedTexts(), PackedTexts()
        self.firsts, self.places = array("I"), array("I")
        # Lists of people share a few hundred characters, firms fewer; the longest of these are 2.7 MB in all.
        self.recent_words = lru_cache(maxsize=RECENT)(self.unpack_words)

    def add(self, word: str, syllables: list[str]) -> None:
        """Raises ValueError where the word does not stand behind those that were added before."""
        first, place = ord(word[0]), len(self.words)
        if place and word <= self.words.last:
            raise ValueError(f"{word} stands behind {self.words.last}")
        if not self.firsts or first > self.firsts[-1]:
            self.firsts.append(first)
            self.places.append(place)
        self.words.add(word)
        self.spoken.add(" ".join(syllables))

    def pack(self) -> None:
        self.places.append(len(self.words))
        self.words.pack()
        self.spoken.pack()

    def words_beginning_with(self, character: str) -> tuple[int, int]:
        """Where they begin and end."""
        at = bisect_left(self.firsts, ord(character))
        if at == len(self.firsts) or self.firsts[at] != ord(character):
            return 0, 0
        return self.places[at], self.places[at + 1]

    def unpack_words(self, character: str) -> tuple[int, tuple[str, ...]]:
        """The words that begin with it, and where they stand."""
        first, behind = self.words_beginning_with(character)
        return first, tuple(map(self.words.__getitem__, range(first, behind)))

    def read_characters(self, characters: str) -> Iterator[str]:
        while characters:
            length, spoken = self.longest_word(characters)
            if not length:
                yield from map(self.read_character, characters)
                return
            yield from spoken.split(" ")
            characters = characters[length:]

    def longest_word(self, characters: str) -> tuple[int, str]:
        """Of those that begin here the longest, by its length, and how it is read; a character of none stands alone.

        0 where all of them are but the beginning of one: then pypinyin takes each by itself.
        """
        found = 1, characters[0]
        first, words = self.recent_words(characters[0])
        place, behind = 0, len(words)
        for end in range(1, len(characters) + 1):
            beginning = characters[:end]
            place = bisect_left(words, beginning, place)
            if place == behind or not words[place].startswith(beginning):
                return found
            if len(words[place]) == end:
                found = end, self.spoken[first + place]
        return found if found[0] > 1 else (0, "")

    def read_character(self, character: str) -> str:
        place, behind = self.words_beginning_with(character)
        return self.spoken[place] if place < behind and self.words[place] == character else character

    def read(self, text: str) -> Iterator[str]:
        """The syllables of characters; anything else, and characters that nobody reads, as it is."""
        for run in RUNS.findall(text):
            if IS_HAN.match(run):
                yield from self.read_characters(run)
            else:
                yield run


@cache
def load_readings() -> Readings:
    """Of the files of pypinyin, one word at a time: read whole they would leave 40 MB of holes in a process' memory.

    Raises ValueError where they are not in the order of their words.
    """
    readings = Readings()
    for word, syllables in heapq.merge(read_words("phrases_dict.json"), read_words("pinyin_dict.json")):
        readings.add(word, [toneless(syllable) for syllable in syllables])
    readings.pack()
    toneless.cache_clear()
    return readings


def read_words(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each word with its syllables; or a character, which stands there by its number, with its first reading."""
    folder = Path(require_value(require_value(find_spec("pypinyin")).origin)).parent
    for word, readings in read_members((folder / name).read_text()):
        if isinstance(readings, str):
            yield chr(int(word)), [readings.partition(",")[0]]
        else:
            yield word, [syllables[0] for syllables in readings]


def read_members(written: str) -> Iterator[tuple[str, Any]]:
    """The members of an object in JSON, one by one."""
    decoder, at = json.JSONDecoder(), written.index("{") + 1
    while written[at := skip_gap(written, at)] != "}":
        name, at = decoder.raw_decode(written, at)
        value, at = decoder.raw_decode(written, skip_gap(written, at))
        yield name, value


def skip_gap(written: str, at: int) -> int:
    return require_value(GAP.match(written, at)).end()


@cache
def toneless(syllable: str) -> str:
    letters: list[str] = []
    for letter in unicodedata.normalize("NFD", syllable):
        if letter == DIAERESIS:
            letters[-1] = "v"
        elif not unicodedata.combining(letter):
            letters.append(letter)
    return "".join(letters)
