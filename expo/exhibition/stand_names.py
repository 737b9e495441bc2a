"""Stands by the words that people find them by: H1-01, as the site prints it, h1 01, H1/1, １, or 01 alone."""

import re
import unicodedata

from django.db.models import Case, CharField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Concat, Lower, Replace

from expo.models import Booth

PARTS = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"([^\W\d_]*)(\d{1,6})")
# A 1 is a 01 or a 001 on a sign.
LONGEST = 3


def split_stand_words(words: str) -> list[str]:
    """The hall and the number as typed, small and in narrow letters."""
    return PARTS.findall(unicodedata.normalize("NFKC", words).casefold())


def number_spellings(number: str) -> list[str]:
    """The number with as many zeros before its digits as signs have: 1, 01 and 001."""
    match = NUMBER.fullmatch(number)
    if not match:
        return [number]
    letters, figures = match[1], str(int(match[2]))
    return [letters + figures.zfill(length) for length in range(len(figures), max(LONGEST, len(figures)) + 1)]


def is_stand_called(booth: Booth, words: str) -> bool:
    """Whether the words name just this stand, with its hall or without."""
    parts = split_stand_words(words)
    number = "".join(split_stand_words(booth.number))
    names: set[str] = set()
    for asked in {"".join(parts[1:]), "".join(parts)} - {""}:
        names.update(number_spellings(asked))
    with_hall = "".join(parts) == "".join(split_stand_words(booth.hall.code)) + number
    in_hall = len(parts) > 1 and parts[0] == booth.hall.code.casefold()
    return with_hall or (number in names and (in_hall or len(parts) == 1))


def matching_stands(rows: QuerySet[Booth], words: str, others: QuerySet[Booth]) -> QuerySet[Booth]:
    """The stands that the words name or begin to name, best first; then `others`, found otherwise."""
    parts = split_stand_words(words)
    if not parts:
        return others
    rows = rows.annotate(joined=Lower(Replace(Concat("hall__code", "number", output_field=CharField()), Value("-"))))
    in_hall = equals_any("hall__code", [parts[0]]) & equals_any("number", number_spellings("".join(parts[1:])))
    alone = equals_any("number", number_spellings("".join(parts)))
    whole = Q(joined="".join(parts)) | in_hall
    begins = Q(joined__startswith="".join(parts)) | Q(number__istartswith="".join(parts))
    rank = Case(When(whole, then=0), When(alone, then=1), When(begins, then=2), default=3, output_field=IntegerField())
    found = rows.filter(whole | alone | begins | Q(pk__in=others.order_by().values("pk")))
    return found.order_by(rank, "hall__code", "number", "pk")


def equals_any(field: str, words: list[str]) -> Q:
    return Q(*[(f"{field}__iexact", word) for word in words], _connector=Q.OR)
