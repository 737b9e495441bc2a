"""The words by which a thing is found, made of its names and of what belongs to it.

A token is a word; two characters of a script without spaces, or the last one of them; or pinyin from any syllable of a
name on. Tokens of other kinds begin with a sign of their own: `WHOLE` for a whole name, `INITIALS` for the first
letters of syllables.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from expo.i18n.pinyin import NOT_A_LETTER, pinyin_of
from expo.search_index.folding import fold_text, is_unspaced, join_runs, split_runs, strip_zeros

WHOLE, INITIALS = "=", "'"
# Of joined words, longer ones are told by their beginnings.
LONGEST = 20
LONGEST_WHOLE = 60


@dataclass
class Tokens:
    named: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def written(self) -> str:
        """In two lines, each in its order."""
        return " ".join(sorted(self.named)) + "\n" + " ".join(sorted(self.others - self.named))


def read_tokens(written: str) -> Tokens:
    named, _break, others = written.partition("\n")
    return Tokens(set(named.split()), set(others.split()))


def text_tokens(text: str) -> set[str]:
    """Of a text that is no name."""
    tokens: set[str] = set()
    for run in split_runs(fold_text(text)):
        tokens |= run_tokens(run)
    return tokens


def run_tokens(run: str) -> set[str]:
    if is_unspaced(run):
        return set(character_pairs(run)) | {run[-1]}
    return {run[:LONGEST], strip_zeros(run)[:LONGEST]}


def character_pairs(run: str) -> list[str]:
    """Each two characters that stand together."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def name_tokens(name: str) -> set[str]:
    tokens = text_tokens(name)
    whole = join_runs(name)[:LONGEST_WHOLE]
    if whole:
        tokens |= {WHOLE + whole, WHOLE + strip_zeros(whole)}
    if is_spoken(name):
        return tokens | reading_tokens(spoken_words(name))
    return tokens | joined_tokens(split_runs(fold_text(name)))


def is_spoken(name: str) -> bool:
    """Whether it is written in characters, and so read in another way than it is written."""
    return any(map(is_unspaced, split_runs(fold_text(name))))


@lru_cache(maxsize=1024)
def spoken_words(name: str) -> list[str]:
    """Syllables and Latin words in their order. Remembered: of one name it is asked four times."""
    return split_syllables(pinyin_of(fold_text(name)))


def split_syllables(pinyin: str) -> list[str]:
    return NOT_A_LETTER.sub(" ", fold_text(pinyin)).split()


def reading_tokens(words: list[str]) -> set[str]:
    """Pinyin from each syllable on, and the initials; of mixed names also with their Latin words whole."""
    tokens = set()
    if words:
        tokens.add(WHOLE + "".join(words)[:LONGEST_WHOLE])
    for at in range(len(words)):
        tokens.add("".join(words[at:])[:LONGEST])
        tokens.add(INITIALS + "".join(word[0] for word in words[at:])[:LONGEST])
    return tokens


def joined_tokens(words: list[str]) -> set[str]:
    """Words of a Latin name written together, from each of them on."""
    tokens = set()
    for at in range(len(words) - 1):
        tokens.add("".join(words[at:])[:LONGEST])
    if len(words) > 1:
        tokens.add(INITIALS + "".join(word[0] for word in words)[:LONGEST])
    return tokens


@lru_cache(maxsize=4096)
def part_tokens(text: str) -> frozenset[str]:
    """Of the name of something that belongs to a thing: also as it is read from its beginning, and by its initials.

    Remembered: a hall belongs to a hundred firms.
    """
    tokens = text_tokens(text)
    if is_spoken(text):
        tokens |= set(spoken_forms(spoken_words(text)))
    return frozenset(tokens)


def spoken_forms(words: list[str]) -> list[str]:
    """Read as one word, and by its initials."""
    return ["".join(words)[:LONGEST], INITIALS + "".join(word[0] for word in words)[:LONGEST]]


def compared_forms(names: Iterable[str], pinyin: str = "") -> list[str]:
    """The names as they compare: joined, read in pinyin, and by their initials."""
    forms: list[str] = []
    for name in names:
        forms.append(join_runs(name))
        if is_spoken(name):
            forms += spoken_forms(spoken_words(name))
    if pinyin:
        forms += spoken_forms(split_syllables(pinyin))
    return [form for form in dict.fromkeys(forms) if form.strip(INITIALS)]
