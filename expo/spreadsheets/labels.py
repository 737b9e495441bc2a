"""What a label means, by the words of a vocabulary that stand in it.

Where words of two fields stand in one label, this is the rule, in this order:

1. A label that is a word as a whole is that word: 国别/地区, 内资/外资.
2. Within a family (the sides, the amounts, the names) the weightier word counts wherever it stands, in brackets,
   before, behind, or in another row: 投资方 over 甲方, 外资 over 投资额. Two as weighty that differ are asked.
3. What stands in brackets qualifies what stands before them. Of words run together, with or without blanks, and of the
   rows of a header, the last is the head. A general noun (名称) gives way to what it is the name of.
4. Words of two fields side by side, as by a slash, are asked about, save where none of them is of consequence.
5. A word with something unknown behind it is not that word: 投资 is an amount, 投资阶段 is none.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from expo.i18n.hanzi import fold_hanzi

ASIDE = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
NOISE = re.compile(r"[\s*＊:：、,，。./_\-—–·'’]+")
BRACKETS = re.compile(r"[()（）\[\]【】〔〕]")
LATIN = re.compile(r"[A-Za-z][A-Za-z .,'/&-]*")
NOT_LATIN = re.compile(r"[^\x00-\x7f]+")
SIDE_BY_SIDE = re.compile(r"[/／、,，;；|｜&＆+＋]|\s(?:and|or)\s", re.IGNORECASE)
# These stand in words, too; they part a label only where a word stands on both sides.
AND = re.compile(r"以及|[及和与或與]")
QUESTION = re.compile(r"是否|有无|有無|whether\s|is\s", re.IGNORECASE)
NUMBERED = r"(?:[a-d]|\d{1,2}|[一二三四])?"
EXACT, ENDING, WITHIN = 3, 2, 1
# By what follows a field's point. The first field of a family weighs less than any.
WEIGHTS = {"general": 0, "unit": 1, "any": 2, "letter": 3, "company": 4, "": 5}
Joint = str
BRACKETED, ROW, BESIDE = "bracketed", "row", "beside"


class Meaning(NamedTuple):
    """The field of a label, how well it fits, and how much its word weighs in its family.

    `asked`: the fields between which nobody but a person decides; then `field` is "".
    """

    field: str = ""
    fit: int = 0
    weight: int = 0
    asked: tuple[str, ...] = ()
    general: bool = False

    @property
    def known(self) -> bool:
        return bool(self.field or self.asked)

    @property
    def fields(self) -> tuple[str, ...]:
        return self.asked or (self.field,)


class VocabularyWord(NamedTuple):
    text: str
    field: str
    standing: str = ""


NOTHING = Meaning()


@dataclass(eq=False)
class Vocabulary:
    """Words by field. `=word` fits a label, or its brackets, only as a whole, `(word)` only whole brackets.

    What follows a point in a field's name is the standing of its words, a key of WEIGHTS: `host.letter`. Words of the
    standing `unit` are units where they do not stand alone in their row. A field named `-` catches labels of no use,
    `+` lists what may stand beside a word and changes nothing.

    `families`: fields of one kind, that which takes in all others first. `strict` ones know an English word only among
    known ones: value is an amount, tax value is none. `slight`: fields of no consequence.
    """

    words: Mapping[str, Iterable[str]]
    families: tuple[tuple[str, ...], ...] = ()
    strict: frozenset[str] = frozenset()
    slight: frozenset[str] = frozenset({"-"})
    whole: dict[str, VocabularyWord] = field(init=False)
    aside: dict[str, VocabularyWord] = field(init=False)
    partial: dict[str, VocabularyWord] = field(init=False)
    lengths: list[int] = field(init=False)
    beside: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        self.whole, self.aside, self.partial = {}, {}, {}
        for word in self.read_words():
            text = word.text
            if text.startswith("("):
                self.aside[normalise_label(text[1:-1])] = word
                continue
            self.whole.setdefault(normalise_label(text.lstrip("=")), word)
            if not text.startswith("="):
                self.partial.setdefault(normalise_label(text), word)
        self.lengths = sorted(set(map(len, self.partial)), reverse=True)
        rests = sorted(map(normalise_label, self.words.get("+", ())), key=len, reverse=True)
        self.beside = re.compile(rf"(?:{'|'.join(map(re.escape, rests)) or '(?!)'})*{NUMBERED}")

    def read_words(self) -> Iterator[VocabularyWord]:
        for name, words in self.words.items():
            if name != "+":
                for word in words:
                    yield VocabularyWord(word, *split_field_name(name))

    def field(self, label: str) -> Meaning:
        """What a label of one row means."""
        return label_meaning(self, (label,))

    def meaning(self, parts: Iterable[str]) -> Meaning:
        """What a label means that stands in these rows, from the upper to the lower."""
        return label_meaning(self, tuple(parts))

    def exact(self, label: str) -> str:
        """The field whose word the label is, with what stands in brackets, without it, or with the brackets."""
        tried = (
            normalise_label(BRACKETS.sub("", label)),
            normalise_label(ASIDE.sub("", label)) or normalise_label(label),
            normalise_label(label),
        )
        for word in tried:
            if word in self.whole:
                return self.whole[word].field
        return ""

    def of(self, name: str) -> list[str]:
        """The words of a field, whatever their standing, in their order."""
        found: list[str] = []
        for key, words in self.words.items():
            if split_field_name(key)[0] == name:
                found.extend(words)
        return found

    def told(self, word: VocabularyWord, fit: int) -> Meaning:
        return Meaning(word.field, fit, self.weight(word), general=word.standing == "general")

    def weight(self, word: VocabularyWord) -> int:
        if any(family[0] == word.field for family in self.families):
            return 0
        return WEIGHTS[word.standing]

    def family(self, *fields: str) -> tuple[str, ...]:
        """The one that all these fields are of."""
        for family in self.families:
            if set(fields) <= set(family):
                return family
        return ()

    def adds_nothing(self, rest: str) -> bool:
        return self.beside.fullmatch(rest) is not None


@lru_cache(maxsize=8192)
def normalise_label(text: str) -> str:
    """For comparing labels: no blanks, no punctuation, no difference of width, case or script."""
    return NOISE.sub("", fold_hanzi(unicodedata.normalize("NFKC", text))).casefold()


def split_field_name(name: str) -> tuple[str, str]:
    """A field and its words' standing, of the vocabulary's own name for both."""
    bare, _point, standing = name.partition(".")
    return bare, standing


@lru_cache(maxsize=8192)
def label_meaning(words: Vocabulary, parts: tuple[str, ...]) -> Meaning:
    joined = "".join(parts)
    for text in (normalise_label(BRACKETS.sub("", joined)), normalise_label(joined)):
        if text in words.whole:
            return words.told(words.whole[text], EXACT)
    if QUESTION.match(joined.strip()):
        return NOTHING
    found = NOTHING
    for at, part in enumerate(parts):
        own = row_meaning(words, part)
        if own.known or not found.known:
            found = combine_meanings(words, found, own, ROW)
        elif not words.adds_nothing(normalise_label(ASIDE.sub("", part))):
            # What heads several columns says nothing of those whose own words are not known.
            found = row_meaning(words, "".join(parts[: at + 1]))
    return found


def row_meaning(words: Vocabulary, label: str) -> Meaning:
    """What one row of a label says, its brackets aside, and then what these add."""
    bare = ASIDE.sub(" ", label)
    if not normalise_label(bare):
        return adjacent_meaning(words, BRACKETS.sub("", label))
    found = adjacent_meaning(words, bare)
    for aside in ASIDE.findall(label):
        added = bracket_meaning(words, aside)
        if added.known and not found.known:
            added = added._replace(fit=WITHIN)
        if added.known:
            found = combine_meanings(words, found, added, BRACKETED)
    return found


def bracket_meaning(words: Vocabulary, aside: str) -> Meaning:
    """Whole words only, one or several; a unit is no word here."""
    pieces = [aside]
    if normalise_label(aside) not in words.whole:
        pieces = SIDE_BY_SIDE.split(aside)
    found = NOTHING
    for piece in pieces:
        word = words.aside.get(normalise_label(piece)) or words.whole.get(normalise_label(piece))
        if word and word.standing != "unit":
            found = combine_meanings(words, found, words.told(word, EXACT), BESIDE)
    return found


def adjacent_meaning(words: Vocabulary, text: str) -> Meaning:
    """What the pieces of a text say that stand side by side in it, units aside."""
    if normalise_label(text) in words.whole:
        return words.told(words.whole[normalise_label(text)], EXACT)
    pieces: list[str] = []
    for part in SIDE_BY_SIDE.split(text):
        pieces.extend(split_joined_words(words, part))
    meanings = [piece_meaning(words, piece) for piece in pieces]
    no_units = [meaning for meaning in meanings if meaning.weight != WEIGHTS["unit"]]
    found = NOTHING
    for meaning in no_units or meanings:
        found = combine_meanings(words, found, meaning, BESIDE)
    return found


def split_joined_words(words: Vocabulary, text: str) -> list[str]:
    """The two words that a text joins by 及 and the like; else the text."""
    if normalise_label(text) in words.whole:
        return [text]
    for joint in AND.finditer(text):
        first, second = text[: joint.start()], text[joint.end() :]
        if is_joined_word(words, first) and is_joined_word(words, second):
            return [first, second]
    return [text]


def is_joined_word(words: Vocabulary, text: str) -> bool:
    word = words.whole.get(normalise_label(text))
    return word is not None and not word.text.startswith("=")


def piece_meaning(words: Vocabulary, text: str) -> Meaning:
    """What words run together say; where they are of two languages, what each of them says."""
    if (found := compound_meaning(words, normalise_label(text))).known or not (both := language_halves(text)):
        return found
    for half in both:
        found = combine_meanings(words, found, compound_meaning(words, normalise_label(half)), BESIDE)
    return found


def compound_meaning(words: Vocabulary, text: str) -> Meaning:
    """By the last word, with the words of its family before it; else by the first, if what follows adds nothing."""
    if text in words.whole:
        return words.told(words.whole[text], EXACT)
    for length in words.lengths:
        ending = words.partial.get(text[-length:])
        if ending and length < len(text):
            return ending_meaning(words, text[:-length], words.told(ending, ENDING))
    for length in words.lengths:
        beginning = words.partial.get(text[:length])
        if beginning and 1 < length < len(text) and words.adds_nothing(text[length:]):
            return words.told(beginning, WITHIN)
    return whole_ending_meaning(words, text)


def whole_ending_meaning(words: Vocabulary, text: str) -> Meaning:
    """Words that count only as a whole also count behind a word of their own family: Party B host."""
    for at in range(1, len(text)):
        ending = words.whole.get(text[at:])
        if ending is None or ending.standing == "unit":
            continue
        before = compound_meaning(words, text[:at])
        if before.known and words.family(ending.field, *before.fields):
            return combine_meanings(words, before, words.told(ending, ENDING), ROW)
    return NOTHING


def ending_meaning(words: Vocabulary, before: str, head: Meaning) -> Meaning:
    qualifier = NOTHING
    if before:
        qualifier = compound_meaning(words, before)
    unknown = not qualifier.known and not words.adds_nothing(before)
    if head.field in words.strict and unknown and before.isascii():
        return NOTHING
    if qualifier.weight == WEIGHTS["unit"]:
        return head
    if qualifier.known and words.family(head.field, *qualifier.fields):
        return combine_meanings(words, qualifier, head, ROW)
    return head


def combine_meanings(words: Vocabulary, first: Meaning, second: Meaning, joint: Joint) -> Meaning:
    """What two words say together, by the rule above. In a row of its own, the second is the head."""
    if not first.known:
        return second
    if not second.known:
        return first
    fit = max(first.fit, second.fit)
    if first.fields == second.fields:
        return max(first, second, key=lambda each: each.weight)._replace(fit=fit)
    if words.family(*first.fields, *second.fields):
        return weightier_meaning(words, first, second, joint)._replace(fit=fit)
    if first.general != second.general:
        return (second if first.general else first)._replace(fit=fit)
    if joint != BESIDE:
        return first if joint == BRACKETED else second
    if {*first.fields, *second.fields} <= words.slight:
        return second
    return undecided_meaning(first, second)


def weightier_meaning(words: Vocabulary, first: Meaning, second: Meaning, joint: Joint) -> Meaning:
    """The weightier of two; what is undecided in brackets leaves a word that takes in all as it is."""
    if joint == BRACKETED and second.asked and first.field == words.family(first.field)[0]:
        return first
    if first.weight != second.weight:
        return max(first, second, key=lambda each: each.weight)
    return undecided_meaning(first, second)


def undecided_meaning(first: Meaning, second: Meaning) -> Meaning:
    asked = tuple(dict.fromkeys((*first.fields, *second.fields)))
    return Meaning("", max(first.fit, second.fit), max(first.weight, second.weight), asked)


def language_halves(label: str) -> list[str]:
    """What a label says in Chinese, and what in a Latin language, where it says it in both."""
    both = LATIN.sub(" ", label), NOT_LATIN.sub(" ", label)
    if all(map(normalise_label, both)):
        return list(both)
    return []
