"""Draws the rehearsal's exhibitors: companies from China and abroad, universities, national pavilions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from expo.demo.names import FirmName, FirmNames
from expo.demo.words import choose_weighted, draw_evenly, random_generator, rehearsal_data, slug_of, unique_slug
from expo.i18n.pinyin import initials_of, pinyin_of
from expo.models import Organisation, Participation, Region
from expo.models.exhibition import ParticipationKind, ParticipationStatus
from expo.models.organisations import OrganisationKind, Ownership

EXHIBITORS = 850
GIANTS = 62
PAVILION_MEMBERS = 12
# Beside the exhibitors that the public sees: those it must never see.
UNSEEN = [ParticipationStatus.DRAFT] * 6 + [ParticipationStatus.WITHDRAWN] * 3 + [ParticipationStatus.CONFIRMED] * 3
OWNERSHIP = [
    (Ownership.PRIVATE, 70),
    (Ownership.STATE, 16),
    (Ownership.JOINT, 8),
    (Ownership.CENTRAL, 6),
]


@dataclass
class Exhibitor:
    """An organisation, not saved yet, and how it will take part; `participation` stands in once it does."""

    organisation: Organisation
    name: FirmName
    area: str
    kind: ParticipationKind = ParticipationKind.EXHIBITOR
    status: ParticipationStatus = ParticipationStatus.PUBLISHED
    slug: str = ""
    pavilion: str = ""
    participation: Participation | None = None

    @property
    def public(self) -> bool:
        return self.status == ParticipationStatus.PUBLISHED


class ExhibitorGenerator:
    """All exhibitors of a rehearsal, drawn in one order from one source of chance."""

    def __init__(self, scale: int) -> None:
        self.scale = scale
        self.rng = random_generator("firms")
        self.names = FirmNames(self.rng)
        self.words = rehearsal_data("areas")
        self.lists = rehearsal_data("companies")
        self.regions = Region.objects.in_bulk(field_name="code")
        self.slugs: set[str] = set()

    def exhibitors(self) -> list[Exhibitor]:
        """Those the public sees, then those it must not."""
        seen = [*self.pavilions(), *self.universities(), *self.foreign()]
        seen += self.domestic(EXHIBITORS * self.scale - len(seen))
        for exhibitor in self.rng.sample([one for one in seen if is_company(one)], GIANTS * self.scale):
            exhibitor.organisation.fortune_500 = True
        unseen = self.domestic(len(UNSEEN) * self.scale)
        for exhibitor, status in zip(unseen, UNSEEN * self.scale, strict=True):
            exhibitor.status = status
        return seen + unseen

    def pavilions(self) -> Iterator[Exhibitor]:
        for en, zh, country, slug in self.lists["pavilions"]:
            name = FirmName((en, zh), (en, zh), ("", zh), country)
            organisation = self.organisation(name, kind=OrganisationKind.PAVILION)
            self.slugs.add(slug)
            yield Exhibitor(organisation, name, self.any_area(), slug=slug, pavilion=country)

    def universities(self) -> Iterator[Exhibitor]:
        for en, zh, region in self.lists["universities"]:
            name = FirmName((en, zh), (en, zh), ("", zh), region)
            organisation = self.organisation(name, kind=OrganisationKind.UNIVERSITY)
            yield Exhibitor(organisation, name, self.any_area(), slug=unique_slug(slug_of(en), self.slugs))

    def foreign(self) -> Iterator[Exhibitor]:
        """Companies from each country on the list; the first of some countries stand in their pavilion."""
        housed = {row[2] for row in self.lists["pavilions"]}
        for country, weight, form, name_zh in self.lists["foreign"]:
            count = max(2, weight * 3 // 4) * self.scale
            for number, area in enumerate(draw_evenly(self.rng, list(self.words), count)):
                name = self.names.abroad(country, form, name_zh, self.sector(area))
                exhibitor = self.company(name, area, Ownership.FOREIGN)
                if country in housed and number < PAVILION_MEMBERS:
                    exhibitor.kind, exhibitor.pavilion = ParticipationKind.CO_EXHIBITOR, country
                yield exhibitor

    def domestic(self, count: int) -> list[Exhibitor]:
        """Companies from China: some from every province, most from where the weights lie."""
        weights = [(province, row[0]) for province, row in self.lists["provinces"].items()]
        provinces: list[str] = []
        if count >= EXHIBITORS // 2:
            provinces.extend(self.lists["provinces"])
        while len(provinces) < count:
            provinces.append(choose_weighted(self.rng, weights))
        companies = []
        for province, area in zip(provinces, draw_evenly(self.rng, list(self.words), count), strict=True):
            name = self.names.domestic(province, self.sector(area))
            companies.append(self.company(name, area, choose_weighted(self.rng, OWNERSHIP)))
        return companies

    def company(self, name: FirmName, area: str, ownership: Ownership) -> Exhibitor:
        organisation = self.organisation(name, ownership=ownership, short_en=name.brand[0], short_zh=name.brand[1])
        words_of_slug = name.full[0].rpartition(" (")[0] or " ".join(name.full[0].split()[:3])
        return Exhibitor(organisation, name, area, slug=unique_slug(slug_of(words_of_slug), self.slugs))

    def organisation(self, name: FirmName, **fields: Any) -> Organisation:
        return invent_organisation(*name.full, self.regions[name.region], **fields)

    def sector(self, area: str) -> list[str]:
        return self.rng.choice(self.words[area]["sectors"])

    def any_area(self) -> str:
        return self.rng.choice(list(self.words))


def is_company(exhibitor: Exhibitor) -> bool:
    return exhibitor.organisation.kind == OrganisationKind.COMPANY


def invent_organisation(name_en: str, name_zh: str, region: Region, **fields: Any) -> Organisation:
    """An organisation, not saved yet, with what sorts and finds it."""
    fields |= {"pinyin": pinyin_of(name_zh), "initials": initials_of(name_zh)}
    return Organisation(name_en=name_en, name_zh=name_zh, region=region, **fields)
