"""The number of an entry, by which words list it: in the order of kinds, then in the order of the kind, then by chance.

63 bits: 6 for the kind, 20 for the place within its kind, 37 drawn from its address. So lists of numbers are in the
order in which they are shown, and the things of a kind are counted without being read. None of it tells of what is
not public.
"""

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

KIND_SHIFT, ORDER_SHIFT = 57, 37
LAST_PLACE = (1 << (KIND_SHIFT - ORDER_SHIFT)) - 1
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def entry_number(code: int, place: int, address: str) -> int:
    """`code`: of the kind, from 1 to 63; `place`: within the kind, cut to what fits."""
    drawn = int.from_bytes(hashlib.blake2b(address.encode(), digest_size=8).digest()) >> (64 - ORDER_SHIFT)
    return code << KIND_SHIFT | max(0, min(place, LAST_PLACE)) << ORDER_SHIFT | drawn


def alphabetical_place(name: str) -> int:
    """By the first four letters of a name that is folded or read in pinyin."""
    place = 0
    for letter in name.ljust(4)[:4]:
        place = place << 5 | (LETTERS.find(letter) + 1)
    return place


def pack_numbers(numbers: Iterable[int]) -> bytes:
    return array("q", sorted(numbers)).tobytes()


def unpack_numbers(packed: bytes | memoryview) -> array:
    numbers = array("q")
    numbers.frombytes(packed)
    return numbers


def count_kinds(numbers: list[int], codes: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """Of each kind by its code, where it begins among numbers in order and where it ends."""
    for code in sorted(codes):
        first = bisect_left(numbers, code << KIND_SHIFT)
        after = bisect_left(numbers, (code + 1) << KIND_SHIFT)
        if after > first:
            yield code, first, after
