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
from dataclasses import dataclass
from functools import cache
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


class PackedTexts:
    """Texts one behind the other, in the order in which they are added."""

    def __init__(self) -> None:
        self.whole = StringIO()
        self.ends = array("I", [0])

    def add(self, text: str) -> None:
        self.ends.append(self.ends[-1] + self.whole.write(text))

    def pack(self) -> None:
        self.text = self.whole.getvalue()
        self.whole.close()

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, place: int) -> str:
        return self.text[self.ends[place] : self.ends[place + 1]]


@dataclass(frozen=True)
class Readings:
    """Words and single characters in their order, and at the same place how each is read, syllables apart."""

    words: PackedTexts
    spoken: PackedTexts

    def find(self, word: str) -> list[str] | None:
        place = bisect_left(self.words, word)
        if place < len(self.words) and self.words[place] == word:
            return self.spoken[place].split(" ")
        return None

    def begins_a_word(self, text: str) -> bool:
        place = bisect_left(self.words, text)
        return place < len(self.words) and self.words[place].startswith(text)

    def split_words(self, characters: str) -> Iterator[str]:
        """Each time the longest word that pypinyin knows; a character of none stands alone."""
        while characters:
            word = ""
            for end in range(1, len(characters) + 1):
                if not self.begins_a_word(characters[:end]):
                    break
                if end > 1 and self.find(characters[:end]):
                    word = characters[:end]
            else:
                if not word:
                    # As pypinyin has it: what may yet become a word, and ends before it does, is none.
                    yield from characters
                    return
            word = word or characters[0]
            yield word
            characters = characters[len(word) :]

    def read(self, text: str) -> Iterator[str]:
        """The syllables of characters; anything else, and characters that nobody reads, as it is."""
        for run in RUNS.findall(text):
            if not IS_HAN.match(run):
                yield run
                continue
            for word in self.split_words(run):
                yield from self.find(word) or [word]


@cache
def load_readings() -> Readings:
    """Of the files of pypinyin, one word at a time: read whole they would leave 40 MB of holes in a process' memory.

    Raises ValueError where they are not in the order of their words.
    """
    words, spoken, before = PackedTexts(), PackedTexts(), ""
    for word, syllables in heapq.merge(read_words("phrases_dict.json"), read_words("pinyin_dict.json")):
        if word <= before:
            raise ValueError(f"{word} stands behind {before}")
        words.add(before := word)
        spoken.add(" ".join(map(toneless, syllables)))
    for texts in (words, spoken):
        texts.pack()
    toneless.cache_clear()
    return Readings(words, spoken)


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
