"""Who signs at the rehearsal: its exhibitors by country, province and technology, and the parks that attract them."""

import random
from dataclasses import dataclass
from itertools import chain

from expo.demo.rehearsal import COMMITTEE
from expo.demo.words import rehearsal_data
from expo.models import Edition, Organisation, Participation, Region
from expo.models.organisations import OrganisationKind
from expo.presence import require_value


@dataclass(frozen=True)
class Partner:
    """An organisation with its brand in both languages and its technology."""

    organisation: Organisation
    brand: tuple[str, str]
    area: str

    @property
    def region(self) -> Region:
        """Where it comes from: every exhibitor of the demo has one."""
        return require_value(self.organisation.region)


@dataclass(frozen=True)
class Park:
    """An industrial park in a district, with the committee that signs for it; `area` empty: for all technologies."""

    names: tuple[str, str]
    committee: Organisation
    district: Region
    area: str


class Partners:
    """Draws partners; the same calls in the same order draw the same."""

    def __init__(self, edition: Edition, rng: random.Random) -> None:
        self.rng = rng
        self.everybody = exhibiting_partners(edition)
        self.universities: list[Partner] = []
        abroad, at_home = [], []
        for partner in self.everybody:
            if is_of_kind(partner, OrganisationKind.UNIVERSITY):
                self.universities.append(partner)
            elif not is_of_kind(partner, OrganisationKind.COMPANY):
                continue
            elif partner.region.parent_id is None:
                abroad.append(partner)
            else:
                at_home.append(partner)
        self.abroad, self.at_home = group_by_region(abroad), group_by_region(at_home)
        self.all_abroad = list(chain.from_iterable(self.abroad.values()))
        self.all_at_home = list(chain.from_iterable(self.at_home.values()))
        self.parks = load_parks()
        self.first_countries = iter(rehearsal_data("deals")["countries"])
        self.first_provinces = iter(sorted(self.at_home))

    def from_abroad(self) -> Partner:
        """A foreign company; the first calls go once through a list of countries."""
        country = next(self.first_countries, None)
        if country is None:
            return self.rng.choice(self.all_abroad)
        return self.rng.choice(self.abroad[country])

    def from_china(self) -> Partner:
        """A company from China; the first calls go once through all provinces."""
        province = next(self.first_provinces, None)
        if province is None:
            return self.rng.choice(self.all_at_home)
        return self.rng.choice(self.at_home[province])

    def university(self) -> Partner:
        return self.rng.choice(self.universities)

    def park(self, area: str) -> Park:
        """A park for the technology: one of its own as often as one for all."""
        fitting = [park for park in self.parks if park.area in (area, "")]
        return self.rng.choice(fitting)

    def other_than(self, *others: Partner) -> Partner:
        while (found := self.from_china()) in others:
            pass
        return found


def is_of_kind(partner: Partner, kind: str) -> bool:
    return partner.organisation.kind == kind


def group_by_region(partners: list[Partner]) -> dict[str, list[Partner]]:
    found: dict[str, list[Partner]] = {}
    for partner in partners:
        found.setdefault(partner.region.code, []).append(partner)
    return found


def exhibiting_partners(edition: Edition) -> list[Partner]:
    """Those the public sees, in the order in which they were made, each with its first technology area."""
    first = first_areas(edition)
    rows = Participation.objects.public().exhibiting().filter(edition=edition).order_by("pk")
    return [make_partner(row.organisation, first[row.pk]) for row in rows.select_related("organisation__region")]


def first_areas(edition: Edition) -> dict[int, str]:
    links = Participation.areas.through.objects.filter(participation__edition=edition).order_by("-pk")
    return dict(links.values_list("participation_id", "technologyarea__slug"))


def make_partner(organisation: Organisation, area: str) -> Partner:
    brand = organisation.short_en or organisation.name_en, organisation.short_zh or organisation.name_zh
    return Partner(organisation, brand, area)


def load_parks() -> list[Park]:
    rows = rehearsal_data("event")["parks"]
    districts = Region.objects.in_bulk([row[2] for row in rows], field_name="code")
    committees = {one.name_en: one for one in Organisation.objects.filter(name_en__endswith=COMMITTEE)}
    parks = []
    for en, zh, district, area in rows:
        parks.append(Park((en, zh), committees[f"{en} {COMMITTEE}"], districts[district], area))
    return parks
