"""The edition of 2019: what published pages state, each row with the pages that state it. Data: sce2019.json."""

from typing import Any

from django.db import models
from django.utils import timezone

from expo.data import read_data
from expo.i18n.pinyin import initials_of, pinyin_of
from expo.models import (
    Attendance,
    Delegation,
    Edition,
    Hall,
    Launch,
    Letter,
    Organisation,
    Participation,
    Person,
    Quotation,
    Region,
    Scenario,
    Source,
    StatedFigure,
    TechnologyArea,
    VisitorPage,
)
from expo.models.edition import EditionStatus
from expo.models.exhibition import ParticipationStatus

FILE = "sce2019"
Row = dict[str, Any]


def load() -> None:
    """Load the edition once; what editors change in it afterwards stays."""
    facts = read_data(FILE)
    if Edition.objects.filter(slug=facts["edition"]["slug"]).exists():
        return
    Source.objects.bulk_create([Source(**row) for row in facts["sources"]], ignore_conflicts=True)
    edition = save_row(Edition, facts["edition"], status=EditionStatus.ARCHIVED, published=True)
    compared = {"confirmed_at": timezone.now()}
    for model, name, more in ((StatedFigure, "figures", compared), (Hall, "halls", {}), (Scenario, "scenarios", {})):
        for row in facts[name]:
            save_row(model, row, edition=edition, **more)
    for row in facts["participations"]:
        load_participation(edition, row)
    for order, row in enumerate(facts["people"], start=1):
        load_attendance(edition, row, order)
    load_words(edition, facts)
    load_shown(edition, facts)


def load_shown(edition: Edition, facts: Row) -> None:
    """Launches, pages and delegations."""
    for model, name in ((Launch, "launches"), (VisitorPage, "pages")):
        for row in facts[name]:
            save_row(model, row, edition=edition, published=True)
    for row in facts["delegations"]:
        region = Region.objects.get(code=row["region"])
        save_row(Delegation, omit_fields(row, "region"), edition=edition, region=region, published=True)


def load_words(edition: Edition, facts: Row) -> None:
    """What was written to the expo and said there. Who only wrote did not attend."""
    for row in facts["letters"]:
        who = row["author"]
        author, _created = Person.objects.get_or_create(
            slug=who["slug"], defaults=who | {"pinyin": pinyin_of(who["name_zh"])}
        )
        save_row(Letter, omit_fields(row, "author"), edition=edition, author=author, published=True)
    for row in facts["quotations"]:
        speaker = Person.objects.get(slug=row["speaker"])
        save_row(Quotation, omit_fields(row, "speaker"), edition=edition, speaker=speaker, published=True)


def save_row(model: type[models.Model], row: Row, **more: Any) -> Any:
    """Save a row of the file as a `model`, with its sources."""
    saved = model._default_manager.create(**omit_fields(row, "sources"), **more)
    cite_sources(saved, row)
    return saved


def omit_fields(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}


def cite_sources(saved: Any, row: Row) -> None:
    """Name the sources of the row's facts. `saved`: a row of whichever model has them."""
    found = Source.objects.filter(key__in=row["sources"])
    if len(found) != len(row["sources"]):
        raise LookupError(f"Unknown source among {row['sources']}.")
    saved.sources.set(found)


def ensure_organisation(key: str) -> Organisation:
    """The organisation that the file calls by this key, made where it is missing."""
    row = read_data(FILE)["organisations"][key]
    name = row.get("name_zh") or row["name_en"]
    extra: dict[str, Any] = {"region": None, "pinyin": pinyin_of(name), "initials": initials_of(name)}
    if "region" in row:
        extra["region"] = Region.objects.get(code=row["region"])
    found = Organisation.objects.filter(name_en=row["name_en"]).first()
    return found or Organisation.objects.create(**(row | extra))


def row_areas(row: Row) -> list[TechnologyArea]:
    return list(TechnologyArea.objects.filter(slug__in=row.get("areas", [])))


def load_participation(edition: Edition, row: Row) -> None:
    hall = None
    if "hall" in row:
        hall = Hall.objects.get(edition=edition, code=row["hall"])
    participation = save_row(
        Participation,
        omit_fields(row, "organisation", "areas", "hall"),
        edition=edition,
        organisation=ensure_organisation(row["organisation"]),
        hall=hall,
        status=ParticipationStatus.PUBLISHED,
    )
    participation.areas.set(row_areas(row))


def load_attendance(edition: Edition, row: Row, order: int) -> None:
    names = {name: row[name] for name in ("name_en", "name_zh")}
    person, _created = Person.objects.get_or_create(
        slug=row["slug"], defaults=names | {"pinyin": pinyin_of(row["name_zh"])}
    )
    save_row(
        Attendance,
        omit_fields(row, "slug", "organisation", *names),
        edition=edition,
        person=person,
        organisation=ensure_organisation(row["organisation"]),
        order=order * 10,
        published=True,
    )
