"""Chinese characters as they compare, whichever script they are typed in. The facts are OpenCC's."""

import re
from collections import defaultdict
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

BLOCKS = range(0x3400, 0xA000), range(0xF900, 0xFB00)
RARE = b"\xd8\xa1"  # where the second level of GB 2312 begins
# What OpenCC leaves: Taiwan and Hong Kong write 著 for 着 and 回覆 for 回复, and 倣 is an older 仿.
OURS = {"著": "着", "倣": "仿", "覆": "复"}


def fold_hanzi(text: str) -> str:
    """For comparing, never for showing: each character by itself, so that parts of a text compare as the whole does.

    A text in simplified characters stays, but for those few (著, 乾) that also stand for others.
    """
    if text.isascii():
        return text
    return text.translate(folding_table())


def convert_to_simplified(text: str) -> str:
    """The text in simplified characters as one would print it: by words, so 乾隆 stays and 乾燥 becomes 干燥."""
    if text.isascii():
        return text
    # Half a surrogate pair is no character, and OpenCC takes none.
    return opencc_converter("t2s").convert(text.encode(errors="ignore").decode())


@cache
def opencc_converter(name: str) -> "OpenCC":
    """One that is kept, with its dictionary: of the standards other than `t2s` some 10 MB each."""
    return load_converter(name)


def load_converter(name: str) -> "OpenCC":
    # Loaded here, because most processes compare no Chinese.
    from opencc import OpenCC

    return OpenCC(name)


@cache
def folding_table() -> dict[int, str]:
    """From the code of a character to what it compares as; without those that compare as themselves."""
    characters = list(map(chr, chain.from_iterable(BLOCKS)))
    known = dict(zip(characters, convert_one_by_one("t2s", characters), strict=True)) | OURS
    back = convert_one_by_one("s2t", characters)
    for written in (
        back,
        convert_one_by_one("t2tw", back),
        convert_one_by_one("t2hk", back),
        convert_one_by_one("hk2t", characters),
    ):
        for character, other in zip(characters, written, strict=True):
            if character != other:
                join_characters(known, character, other)
    table = {}
    for character, form in known.items():
        if character != form:
            table[ord(character)] = final_form(known, character)
    return table


def convert_one_by_one(name: str, characters: list[str]) -> list[str]:
    """Each character converted as if it stood alone, by a dictionary that is let go of again."""
    return load_converter(name).convert("\n".join(characters)).split("\n")


def join_characters(known: dict[str, str], form: str, other: str) -> None:
    """Let two characters compare alike, one of which some standard writes for the other."""
    forms = sorted({final_form(known, form), final_form(known, other)}, key=character_rarity)
    known[forms[-1]] = forms[0]


def character_rarity(character: str) -> int:
    """From 0 for what everybody in China learns to write, to 2 for what no list of simplified characters has."""
    code = character.encode("gb2312", errors="ignore")
    if not code:
        return 2
    return int(code >= RARE)


def final_form(known: dict[str, str], form: str) -> str:
    while (further := known.get(form, form)) != form:
        form = further
    return form


@cache
def character_variants() -> dict[str, str]:
    """The characters that compare as the key does, itself among them; only where there are several."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, form in folding_table().items():
        found[form].append(chr(code))
    return {form: form + "".join(others) for form, others in found.items()}


@lru_cache(maxsize=1024)
def script_pattern(words: str) -> str:
    """A regular expression for the words in either script; empty where they are written one way only."""
    if words.isascii():
        return ""
    pieces = [character_variants().get(letter, "") for letter in fold_hanzi(words)]
    if not any(pieces):
        return ""
    pattern = ""
    for piece, letter in zip(pieces, words, strict=True):
        if piece:
            pattern += f"[{piece}]"
        else:
            pattern += re.escape(letter)
    return pattern
