"""What a session is linked to, of five models, as its page names it: one query, because the page has few to spend."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Expression, IntegerField, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from agenda.models import Session
from expo.db.compiled_rows import CompiledRows
from expo.models import Edition, Launch, Letter, Organisation, Participation, Person, Scenario, Source, TechnologyArea
from expo.models.exhibition import ParticipationStatus

NAMES = ("name_en", "name_zh")
EMPTY = Value("", TextField())


class LinkRow(NamedTuple):
    """A row of the one query: its key, its place among its kind, and its texts by the names of their fields."""

    pk: int
    order: int
    texts: dict[str, str]


class LinkKind(NamedTuple):
    """A model that sessions are linked to: its rows of a session, their place among each other, the texts shown.

    `build` makes a row that knows what a page shows of it; `sort_key`: as the model's own order has it.
    """

    rows: Callable[[Session], QuerySet]
    order: Any
    texts: tuple[str, ...]
    build: Callable[[LinkRow, Edition], Model]
    sort_key: Callable[[LinkRow], Any]


class SessionLinks(NamedTuple):
    """Rows that know what a page shows of them, in their order; those the public may see."""

    areas: list[TechnologyArea]
    scenarios: list[Scenario]
    letters: list[Letter]
    sources: list[Source]
    launches: list[Launch]


def session_links(session: Session, edition: Edition) -> SessionLinks:
    rows: list[list[LinkRow]] = [[] for _kind in KINDS]
    for number, pk, order, *texts in link_rows(session.pk):
        names = KINDS[number].texts
        rows[number].append(LinkRow(pk, order, dict(zip(names, texts, strict=False))))
    links: list[list[Any]] = []
    for kind, rows_of_kind in zip(KINDS, rows, strict=True):
        rows_of_kind.sort(key=kind.sort_key)
        links.append([kind.build(row, edition) for row in rows_of_kind])
    return SessionLinks._make(links)


def link_query(session: int) -> QuerySet:
    first, *others = (link_columns(number, kind, Session(pk=session)) for number, kind in enumerate(KINDS))
    return first.union(*others, all=True)


link_rows: CompiledRows[tuple] = CompiledRows(link_query, int)


def link_columns(number: int, kind: LinkKind, session: Session) -> QuerySet:
    """In the shape that all five have: three numbers, then texts, empty where the model has fewer."""
    numbers = {"kind_of": Value(number, IntegerField()), "placed": Cast(kind.order, IntegerField())}
    texts: dict[str, Expression] = {f"text_{at}": EMPTY for at in range(WIDTH)}
    for at, name in enumerate(kind.texts):
        texts[f"text_{at}"] = Coalesce(Cast(name, TextField()), EMPTY)
    return kind.rows(session).order_by().annotate(**numbers, **texts).values_list("kind_of", "pk", "placed", *texts)


def build_area(row: LinkRow, edition: Edition) -> TechnologyArea:
    return TechnologyArea(pk=row.pk, **row.texts)


def build_scenario(row: LinkRow, edition: Edition) -> Scenario:
    return Scenario(pk=row.pk, edition=edition, **row.texts)


def build_letter(row: LinkRow, edition: Edition) -> Letter:
    texts = row.texts
    author = Person(name_en=texts["author__name_en"], name_zh=texts["author__name_zh"])
    offices = {"office_en": texts["office_en"], "office_zh": texts["office_zh"]}
    letter = Letter(pk=row.pk, edition=edition, author=author, **offices)
    letter.place = int(texts["place"])
    return letter


def build_source(row: LinkRow, edition: Edition) -> Source:
    return Source(pk=row.pk, **row.texts)


def build_launch(row: LinkRow, edition: Edition) -> Launch:
    """Without its exhibitor, where that is not public itself."""
    texts = row.texts
    launch = Launch(pk=row.pk, edition=edition, **{name: texts[name] for name in LAUNCH})
    if texts["launched_on"]:
        launch.launched_on = dt.date.fromisoformat(texts["launched_on"])
    if texts["area__name_en"] or texts["area__name_zh"]:
        launch.area = TechnologyArea(name_en=texts["area__name_en"], name_zh=texts["area__name_zh"])
    launch.participation = build_exhibitor(texts, edition)
    return launch


def build_exhibitor(texts: dict[str, str], edition: Edition) -> Participation | None:
    if texts["participation__status"] != ParticipationStatus.PUBLISHED:
        return None
    prefix = "participation__organisation__name_"
    organisation = Organisation(name_en=texts[f"{prefix}en"], name_zh=texts[f"{prefix}zh"])
    return Participation(slug=texts["participation__slug"], edition=edition, organisation=organisation)


LAUNCH = ("slug", "level", *NAMES, "summary_en", "summary_zh")
KINDS = (
    LinkKind(
        lambda session: session.areas.all(),
        "order",
        ("slug", *NAMES),
        build_area,
        lambda row: (row.order, row.texts["slug"]),
    ),
    LinkKind(
        lambda session: session.scenarios.all(),
        "order",
        ("slug", *NAMES),
        build_scenario,
        lambda row: (row.order, row.texts["slug"]),
    ),
    LinkKind(
        lambda session: session.letters.public().with_place(),
        "order",
        ("author__name_en", "author__name_zh", "office_en", "office_zh", "place"),
        build_letter,
        lambda row: (row.order, row.pk),
    ),
    LinkKind(
        lambda session: session.sources.all(),
        Value(0),
        ("publisher", "key", "url", "title", "dated"),
        build_source,
        lambda row: (row.texts["publisher"], row.texts["key"]),
    ),
    LinkKind(
        lambda session: session.launches.public(),
        Value(0),
        (
            *LAUNCH,
            *("launched_on", "area__name_en", "area__name_zh", "participation__status", "participation__slug"),
            *("participation__organisation__name_en", "participation__organisation__name_zh"),
        ),
        build_launch,
        lambda row: (row.texts["launched_on"], row.texts["slug"]),
    ),
)
WIDTH = max(len(kind.texts) for kind in KINDS)
