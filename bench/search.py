"""How often the search gives the right answer first, by sorts of queries that are made by rule from the rehearsal.

    python bench/search.py FOLDER           makes FOLDER/x1 as bench/cold.py does if it is missing, and asks 300 queries
    python bench/search.py FOLDER 10        the same at ten times the size
    python bench/search.py FOLDER --cost    measures the cost alone
    python bench/search.py FOLDER --wrong   prints each query whose answer is not among the first three

The right answer is the row that a query was made from, or one of the same name. After the table stand the CPU of one
search, relative to 200 rows read and rendered (see bench/cold.py), and its statements.
"""

import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OF_EACH, FIRST, LIKE = 6, 3, 2019


@dataclass(frozen=True)
class Asked:
    """A query, and the names of which one is the right answer."""

    sort: str
    words: str
    right: frozenset[str]


def names_of(row: object) -> frozenset[str]:
    return frozenset({row.name_en, row.name_zh} - {""})


def exhibitor_queries(edition: object) -> Iterator[Asked]:
    from expo.models import Participation

    rows = Participation.objects.filter(edition=edition).public().exhibiting().select_related("organisation__region")
    for row in rows.prefetch_related("booths__hall", "areas").order_by("pk"):
        firm = row.organisation
        right = names_of(firm)
        yield from name_queries("exhibitor", firm, right)
        for short in filter(None, (firm.short_zh, firm.short_en)):
            yield Asked("short name", short, right)
        for booth in row.booths.all():
            yield from stand_queries(booth, right)
        for area in list(row.areas.all())[:1]:
            yield Asked("name and area", f"{first_word(firm.name_en)} {area.name_en}", right)
            yield Asked("area and two characters", f"{area.name_zh} {middle(firm.name_zh)}", right)
        if firm.region:
            yield Asked("country and name", f"{firm.region.name_zh} {first_word(firm.name_en)}", right)


def stand_queries(booth: object, right: frozenset[str]) -> Iterator[Asked]:
    code, number = booth.hall.code, booth.number
    right = right | {f"{code} {number}"}
    yield Asked("stand N3 E07", f"{code} {number}", right)
    yield Asked("stand N3E07", f"{code}{number}".lower(), right)
    yield Asked("stand n3-e07", f"{code}-{number}".lower(), right)


def name_queries(what: str, row: object, right: frozenset[str]) -> Iterator[Asked]:
    """By rules that need no more than the names."""
    from expo.i18n.hanzi import opencc_converter
    from expo.i18n.pinyin import initials_of, pinyin_of

    if row.name_en:
        yield Asked(f"{what} English, capitals", row.name_en.upper(), right)
        yield Asked(f"{what} English, words turned", " ".join(reversed(row.name_en.split()[:3])), right)
        yield Asked(f"{what} English, begun", row.name_en[: max(5, len(row.name_en) * 2 // 3)], right)
        yield Asked(f"{what} English, a slip", slip(row.name_en), right)
    if row.name_zh and not row.name_zh.isascii():
        yield Asked(f"{what} Chinese, whole", row.name_zh, right)
        yield Asked(f"{what} Chinese, traditional", opencc_converter("s2t").convert(row.name_zh), right)
        yield Asked(f"{what} pinyin, whole", pinyin_of(row.name_zh).replace(" ", ""), right)
        yield Asked(f"{what} pinyin, spaced", pinyin_of(row.name_zh), right)
        yield Asked(f"{what} pinyin, initials", initials_of(row.name_zh), right)
        yield Asked(f"{what} mixed", row.name_zh[:2] + pinyin_of(row.name_zh[2:]).replace(" ", ""), right)


def slip(name: str) -> str:
    """Two letters of the longest word in the wrong order."""
    word = max(name.split(), key=len)
    at = len(word) // 2
    return name.replace(word, word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :], 1)


def first_word(name: str) -> str:
    return name.split(" ")[0]


def middle(name: str) -> str:
    """The first two characters of its core, which tell it from others."""
    return name[2:4] if name.startswith("重庆") else name[:2]


def other_queries(edition: object) -> Iterator[Asked]:
    from agenda.models import Session
    from deals.models import Terms
    from expo.models import Attendance, Launch, Region, TechnologyArea

    for session in Session.objects.filter(edition=edition).public().order_by("pk"):
        yield from name_queries("session", session, names_of(session))
    for attendance in Attendance.objects.filter(edition=edition).public().select_related("person").order_by("pk"):
        yield from name_queries("person", attendance.person, names_of(attendance.person))
    for launch in Launch.objects.filter(edition=edition).public().order_by("pk"):
        yield from name_queries("launch", launch, names_of(launch))
    for terms in Terms.objects.public().of(edition).select_related("deal").order_by("pk"):
        if terms.name_shown == "public":
            yield Asked("deal reference", terms.deal.reference, names_of(terms))
            yield Asked("deal name", terms.name_zh, names_of(terms))
    homes = Region.objects.filter(organisation__participations__edition=edition, kind="country").distinct()
    for row in (*TechnologyArea.objects.filter(participation__edition=edition).distinct(), *homes):
        for name in sorted(names_of(row)):
            yield Asked("area or country", name, names_of(row))


def set_of_queries(edition: object) -> list[Asked]:
    """As many of each sort, always the same ones."""
    sorts: dict[str, list[Asked]] = {}
    for asked in (*exhibitor_queries(edition), *other_queries(edition)):
        sorts.setdefault(asked.sort, []).append(asked)
    draw = random.Random(LIKE)  # noqa: S311
    return [asked for sort in sorts.values() for asked in draw.sample(sort, min(OF_EACH, len(sort)))]


def place_of_answer(edition: object, asked: Asked) -> int:
    """From 1; 0 where it is not among the first that are shown."""
    from expo.search.results import search_edition

    for place, hit in enumerate(search_edition(edition, asked.words).best, 1):
        if hit.name.value in asked.right:
            return place
    return 0


def print_quality(edition: object, wrong: bool) -> None:
    counted: dict[str, list[int]] = {}
    for asked in set_of_queries(edition):
        place = place_of_answer(edition, asked)
        counted.setdefault(asked.sort, []).append(place)
        if wrong and not 1 <= place <= FIRST:
            print(f"  {asked.sort}: {asked.words!r} is not {sorted(asked.right)}")
    print(f"\n{'queries of this sort':<32}{'asked':>6}{'first':>7}{'in three':>9}")
    for sort, places in [*counted.items(), ("all", list(chain.from_iterable(counted.values())))]:
        first, near = places.count(1), sum(1 <= place <= FIRST for place in places)
        print(f"{sort:<32}{len(places):>6}{first / len(places):>7.0%}{near / len(places):>9.1%}")


def print_cost(edition: object) -> None:
    import cold
    from django.test import Client

    client = Client()
    print(f"\n{'page':<24}{'statements':>11}{'bytes':>10}{'CPU ms':>9}{'relative':>9}")
    for words in ("5G", "Chongqing", "N3 E07", "germany 5g", "机器人", "robtos", "hwjs"):
        cold.print_line(words, cold.page_reader(client, f"/en/{edition.slug}/search/?q={words}"))


def main() -> None:
    folder, *more = sys.argv[1:]
    scale = next((int(each) for each in more if each.isdecimal()), 1)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "expo.settings")
    os.environ |= {
        "SECRET_KEY": "bench",
        "VAR_DIR": f"{Path(folder).resolve()}/x{scale}",
        "ALLOWED_HOSTS": "testserver",
        "HTTPS": "0",
        "DEBUG": "0",
    }
    sys.path.insert(0, str(ROOT))
    import cold
    import django

    django.setup()
    cold.make_every_page_anew()
    cold.load(scale)
    from expo.models import Edition
    from expo.search_index import upkeep

    upkeep.catch_up()
    edition = Edition.objects.get(slug="rehearsal")
    if "--cost" not in more:
        print_quality(edition, "--wrong" in more)
    print_cost(edition)


if __name__ == "__main__":
    main()
