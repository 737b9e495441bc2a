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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from expo.hanzi import simplified

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


class Word(NamedTuple):
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
    whole: dict[str, Word] = field(init=False)
    aside: dict[str, Word] = field(init=False)
    partial: dict[str, Word] = field(init=False)
    lengths: list[int] = field(init=False)
    beside: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        known = [Word(word, *said(name)) for name, words in self.words.items() if name != "+" for word in words]
        self.aside = {plain(word.text[1:-1]): word for word in known if word.text.startswith("(")}
        known = [word for word in known if not word.text.startswith("(")]
        self.whole = {plain(word.text.lstrip("=")): word for word in reversed(known)}
        self.partial = {plain(word.text): word for word in reversed(known) if not word.text.startswith("=")}
        self.lengths = sorted({len(text) for text in self.partial}, reverse=True)
        rests = sorted(map(plain, self.words.get("+", ())), key=len, reverse=True)
        self.beside = re.compile(rf"(?:{'|'.join(map(re.escape, rests)) or '(?!)'})*{NUMBERED}")

    def field(self, label: str) -> Meaning:
        """What a label of one row means."""
        return read_label(self, (label,))

    def meaning(self, parts: Iterable[str]) -> Meaning:
        """What a label means that stands in these rows, from the upper to the lower."""
        return read_label(self, tuple(parts))

    def exact(self, label: str) -> str:
        """The field whose word the label is, with what stands in brackets, without it, or with the brackets."""
        tried = plain(BRACKETS.sub("", label)), plain(ASIDE.sub("", label)) or plain(label), plain(label)
        return next((self.whole[word].field for word in tried if word in self.whole), "")

    def of(self, name: str) -> list[str]:
        """The words of a field, whatever their standing, in their order."""
        return [word for key, words in self.words.items() if said(key)[0] == name for word in words]

    def told(self, word: Word, fit: int) -> Meaning:
        return Meaning(word.field, fit, self.weight(word), general=word.standing == "general")

    def weight(self, word: Word) -> int:
        taking_in_all = any(family[0] == word.field for family in self.families)
        return 0 if taking_in_all else WEIGHTS[word.standing]

    def family(self, *fields: str) -> tuple[str, ...]:
        """The one that all these fields are of."""
        return next((family for family in self.families if set(fields) <= set(family)), ())

    def adds_nothing(self, rest: str) -> bool:
        return self.beside.fullmatch(rest) is not None


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """For comparing labels: no blanks, no punctuation, no difference of width, case or script."""
    return NOISE.sub("", simplified(unicodedata.normalize("NFKC", text))).casefold()


def said(name: str) -> tuple[str, str]:
    """A field and its words' standing, of the vocabulary's own name for both."""
    bare, _point, standing = name.partition(".")
    return bare, standing


@lru_cache(maxsize=8192)
def read_label(words: Vocabulary, parts: tuple[str, ...]) -> Meaning:
    joined = "".join(parts)
    for text in (plain(BRACKETS.sub("", joined)), plain(joined)):
        if text in words.whole:
            return words.told(words.whole[text], EXACT)
    if QUESTION.match(joined.strip()):
        return NOTHING
    found = NOTHING
    for at, part in enumerate(parts):
        own = of_row(words, part)
        if own.known or not found.known:
            found = settled(words, found, own, ROW)
        elif not words.adds_nothing(plain(ASIDE.sub("", part))):
            # What heads several columns says nothing of those whose own words are not known.
            found = of_row(words, "".join(parts[: at + 1]))
    return found


def of_row(words: Vocabulary, label: str) -> Meaning:
    """What one row of a label says, its brackets aside, and then what these add."""
    bare = ASIDE.sub(" ", label)
    found = side_by_side(words, bare if plain(bare) else BRACKETS.sub("", label))
    for aside in ASIDE.findall(label) if plain(bare) else ():
        added = in_brackets(words, aside)
        if added.known:
            found = settled(words, found, added if found.known else added._replace(fit=WITHIN), BRACKETED)
    return found


def in_brackets(words: Vocabulary, aside: str) -> Meaning:
    """Whole words only, one or several; a unit is no word here."""
    pieces = [aside] if plain(aside) in words.whole else SIDE_BY_SIDE.split(aside)
    found = NOTHING
    for piece in pieces:
        word = words.aside.get(plain(piece)) or words.whole.get(plain(piece))
        if word and word.standing != "unit":
            found = settled(words, found, words.told(word, EXACT), BESIDE)
    return found


def side_by_side(words: Vocabulary, text: str) -> Meaning:
    """What the pieces of a text say that stand side by side in it, units aside."""
    if plain(text) in words.whole:
        return words.told(words.whole[plain(text)], EXACT)
    pieces = [part for each in SIDE_BY_SIDE.split(text) for part in joined_words(words, each)]
    meanings = [in_one_piece(words, piece) for piece in pieces]
    found = NOTHING
    for meaning in [each for each in meanings if each.weight != WEIGHTS["unit"]] or meanings:
        found = settled(words, found, meaning, BESIDE)
    return found


def joined_words(words: Vocabulary, text: str) -> list[str]:
    """The two words that a text joins by 及 and the like; else the text."""
    for joint in AND.finditer(text) if plain(text) not in words.whole else ():
        pieces = [text[: joint.start()], text[joint.end() :]]
        found = [words.whole.get(plain(piece)) for piece in pieces]
        if all(word and not word.text.startswith("=") for word in found):
            return pieces
    return [text]


def in_one_piece(words: Vocabulary, text: str) -> Meaning:
    """What words run together say; where they are of two languages, what each of them says."""
    if (found := run_together(words, plain(text))).known or not (both := halves(text)):
        return found
    for half in both:
        found = settled(words, found, run_together(words, plain(half)), BESIDE)
    return found


def run_together(words: Vocabulary, text: str) -> Meaning:
    """By the last word, with the words of its family before it; else by the first, if what follows adds nothing."""
    if text in words.whole:
        return words.told(words.whole[text], EXACT)
    for length in words.lengths:
        if ending := words.partial.get(text[-length:]) if length < len(text) else None:
            return of_ending(words, text[:-length], words.told(ending, ENDING))
    for length in words.lengths:
        beginning = words.partial.get(text[:length]) if 1 < length < len(text) else None
        if beginning and words.adds_nothing(text[length:]):
            return words.told(beginning, WITHIN)
    return with_whole_ending(words, text)


def with_whole_ending(words: Vocabulary, text: str) -> Meaning:
    """Words that count only as a whole also count behind a word of their own family: Party B host."""
    for at in range(1, len(text)):
        ending = words.whole.get(text[at:])
        before = run_together(words, text[:at]) if ending and ending.standing != "unit" else NOTHING
        if ending and before.known and words.family(ending.field, *before.fields):
            return settled(words, before, words.told(ending, ENDING), ROW)
    return NOTHING


def of_ending(words: Vocabulary, before: str, head: Meaning) -> Meaning:
    qualifier = run_together(words, before) if before else NOTHING
    unknown = not qualifier.known and not words.adds_nothing(before)
    if head.field in words.strict and unknown and before.isascii():
        return NOTHING
    if qualifier.weight == WEIGHTS["unit"]:
        return head
    if qualifier.known and words.family(head.field, *qualifier.fields):
        return settled(words, qualifier, head, ROW)
    return head


def settled(words: Vocabulary, first: Meaning, second: Meaning, joint: Joint) -> Meaning:
    """What two words say together, by the rule above. In a row of its own, the second is the head."""
    if not (first.known and second.known):
        return first if first.known else second
    fit = max(first.fit, second.fit)
    if first.fields == second.fields:
        return max(first, second, key=lambda each: each.weight)._replace(fit=fit)
    if words.family(*first.fields, *second.fields):
        return of_family(words, first, second, joint)._replace(fit=fit)
    if first.general != second.general:
        return (second if first.general else first)._replace(fit=fit)
    if joint != BESIDE:
        return first if joint == BRACKETED else second
    if {*first.fields, *second.fields} <= words.slight:
        return second
    return either(first, second)


def of_family(words: Vocabulary, first: Meaning, second: Meaning, joint: Joint) -> Meaning:
    """The weightier of two; what is undecided in brackets leaves a word that takes in all as it is."""
    if joint == BRACKETED and second.asked and first.field == words.family(first.field)[0]:
        return first
    if first.weight != second.weight:
        return max(first, second, key=lambda each: each.weight)
    return either(first, second)


def either(first: Meaning, second: Meaning) -> Meaning:
    asked = tuple(dict.fromkeys((*first.fields, *second.fields)))
    return Meaning("", max(first.fit, second.fit), max(first.weight, second.weight), asked)


def halves(label: str) -> list[str]:
    """What a label says in Chinese, and what in a Latin language, where it says it in both."""
    both = LATIN.sub(" ", label), NOT_LATIN.sub(" ", label)
    return list(both) if all(plain(half) for half in both) else []
