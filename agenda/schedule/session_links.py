"""What a session is linked to, of five models, as its page names it: one query, because the page has few to spend."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from agenda.models import Session
from expo.models import Edition, Launch, Letter, Organisation, Participation, Person, Scenario, Source, TechnologyArea
from expo.models.exhibition import ParticipationStatus

NAMES = ("name_en", "name_zh")
# Each model's texts in the order in which its rows are made of them, after its key and its place among the others.
AREA = ("slug", *NAMES)
SCENARIO = ("slug", *NAMES)
LETTER = ("author__name_en", "author__name_zh", "office_en", "office_zh", "place")
SOURCE = ("publisher", "key", "url", "title", "dated")
LAUNCH = (
    *("slug", "level", *NAMES, "summary_en", "summary_zh", "launched_on", "area__name_en", "area__name_zh"),
    *("participation__status", "participation__slug"),
    *("participation__organisation__name_en", "participation__organisation__name_zh"),
)
WIDTH = len(LAUNCH)


class SessionLinks(NamedTuple):
    """Rows that know what a page shows of them, in their order; those the public may see."""

    areas: list[TechnologyArea]
    scenarios: list[Scenario]
    letters: list[Letter]
    sources: list[Source]
    launches: list[Launch]


class LinkRow(NamedTuple):
    """A row of the one query: of which kind (its place in Links), its key, its place among its kind, its texts."""

    kind: int
    pk: int
    order: int
    texts: tuple[str, ...]


def session_links(session: Session, edition: Edition) -> SessionLinks:
    rows = [LinkRow(*row[:3], row[3:]) for row in link_query(session)]
    made = (build_area, build_scenario, build_letter, build_source, build_launch)
    return SessionLinks(*([make(row, edition) for row in rows_of_kind(rows, kind)] for kind, make in enumerate(made)))


def rows_of_kind(rows: list[LinkRow], kind: int) -> list[LinkRow]:
    """By place, then by the first texts, as each model's own order has it; letters by key."""
    return sorted((row for row in rows if row.kind == kind), key=ORDERS[kind])


ORDERS: tuple[Callable[[LinkRow], Any], ...] = (
    lambda row: (row.order, row.texts[0]),
    lambda row: (row.order, row.texts[0]),
    lambda row: (row.order, row.pk),
    lambda row: row.texts[:2],
    lambda row: (row.texts[6], row.texts[0]),
)


def link_query(session: Session) -> QuerySet:
    models = (
        (session.areas.all(), "order", AREA),
        (session.scenarios.all(), "order", SCENARIO),
        (session.letters.public().with_place(), "order", LETTER),
        (session.sources.all(), Value(0), SOURCE),
        (session.launches.public(), Value(0), LAUNCH),
    )
    first, *others = (link_columns(kind, *model) for kind, model in enumerate(models))
    return first.union(*others, all=True)


def link_columns(kind: int, rows: QuerySet, order: Any, fields: tuple[str, ...]) -> QuerySet:
    """In the shape that all five have: three numbers, then texts, empty where the model has fewer."""
    texts = {f"text_{at}": Coalesce(Cast(name, TextField()), Value("", TextField())) for at, name in enumerate(fields)}
    texts |= {f"text_{at}": Value("", TextField()) for at in range(len(fields), WIDTH)}
    numbers = {"kind_of": Value(kind, IntegerField()), "placed": Cast(order, IntegerField())}
    return rows.order_by().annotate(**numbers, **texts).values_list("kind_of", "pk", "placed", *texts)


def build_area(row: LinkRow, edition: Edition) -> TechnologyArea:
    return TechnologyArea(pk=row.pk, **dict(zip(AREA, row.texts, strict=False)))


def build_scenario(row: LinkRow, edition: Edition) -> Scenario:
    return Scenario(pk=row.pk, edition=edition, **dict(zip(SCENARIO, row.texts, strict=False)))


def build_letter(row: LinkRow, edition: Edition) -> Letter:
    author = Person(name_en=row.texts[0], name_zh=row.texts[1])
    found = Letter(pk=row.pk, edition=edition, author=author, office_en=row.texts[2], office_zh=row.texts[3])
    found.place = int(row.texts[4])
    return found


def build_source(row: LinkRow, edition: Edition) -> Source:
    return Source(pk=row.pk, **dict(zip(SOURCE, row.texts, strict=False)))


def build_launch(row: LinkRow, edition: Edition) -> Launch:
    """Without its exhibitor, where that is not public itself."""
    told = dict(zip(LAUNCH, row.texts, strict=True))
    own = {name: told[name] for name in LAUNCH[:6]}
    day = dt.date.fromisoformat(told["launched_on"]) if told["launched_on"] else None
    names = told["area__name_en"], told["area__name_zh"]
    return Launch(
        **own,
        pk=row.pk,
        edition=edition,
        launched_on=day,
        area=TechnologyArea(name_en=names[0], name_zh=names[1]) if any(names) else None,
        participation=build_exhibitor(told, edition),
    )


def build_exhibitor(told: dict[str, str], edition: Edition) -> Participation | None:
    if told["participation__status"] != ParticipationStatus.PUBLISHED:
        return None
    prefix = "participation__organisation__name_"
    organisation = Organisation(name_en=told[f"{prefix}en"], name_zh=told[f"{prefix}zh"])
    return Participation(slug=told["participation__slug"], edition=edition, organisation=organisation)
