"""The reference rows that the cells of a list mean: regions, areas, scenarios, halls, loaded once for a list."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.i18n import countries
from expo.i18n.bilingual import localised_text
from expo.imports.lists.lookups.halls import HallReferences
from expo.imports.lists.lookups.links import Keys, LinkTable
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.sheets.cells import fold_words, split_languages, split_list
from expo.models import (
    Edition,
    Exhibit,
    Launch,
    Organisation,
    Participation,
    Person,
    Region,
    Scenario,
    Source,
    TechnologyArea,
)
from expo.models.places import RegionKind

ENDINGS = re.compile(r"(?:省|市|区|县|自治区|特别行政区|土家族苗族自治县|苗族土家族自治县|土家族自治县|新区)$")


class References(HallReferences):
    """Of one edition, as they are while a list is read.

    `offices`, `exhibitors`: by their names and addresses, and `organisations` by their keys, as far as the kind needs
    them; `shared_names`: of several organisations each. `brought_by`: the key of whoever brought the list, who counts
    as who typed it; `found`: what a kind of another app keeps of its own rows, by what it calls them.
    """

    def __init__(self, edition: Edition, brought_by: int | None = None) -> None:
        super().__init__(edition)
        self.brought_by = brought_by
        self.offices: dict[str, Organisation] = {}
        self.organisations: dict[int, Organisation] = {}
        self.shared_names: set[str] = set()
        self.exhibitors: dict[str, Participation] = {}
        self.exhibitors_by_key: dict[int, Participation] = {}
        self.found: dict[str, dict[str, Any]] = {}
        self.links: dict[str, Keys] = {}
        self.link_names: dict[str, dict[int, str]] = {}

    def stored_links(self, key: str, table: LinkTable) -> Keys:
        """By a field what all rows in the edition are linked with, asked for once."""
        if key not in self.links:
            self.links[key] = table.links_of_edition(self.edition)
        return self.links[key]

    def names_of_links(self, key: str, find: Callable[["References"], dict[int, str]]) -> dict[int, str]:
        """By a field what its values call the rows that are linked, asked for once."""
        if key not in self.link_names:
            self.link_names[key] = find(self)
        return self.link_names[key]

    @cached_property
    def regions(self) -> dict[str, Region]:
        return {region.code: region for region in Region.objects.all()}

    @cached_property
    def region_codes(self) -> dict[int, str]:
        return {region.pk: code for code, region in self.regions.items()}

    @cached_property
    def region_names(self) -> dict[str, set[str]]:
        """Codes by all names that our own rows bear."""
        names: dict[str, set[str]] = defaultdict(set)
        for code, region in self.regions.items():
            called = [code, region.name_en, region.name_zh]
            if region.kind != RegionKind.COUNTRY:
                called.append(ENDINGS.sub("", region.name_zh))
            for name in filter(None, called):
                names[countries.name_key(name)].add(code)
        return names

    def region(self, text: str) -> str:
        """The code of a country, province or district. Raises CellProblem."""
        codes = self.meant_regions(text) or self.meant_regions(re.sub(r"\s*[(（].*[)）]$", "", text))
        if not codes:
            for part in re.split(r"[/\n]", text):
                codes |= self.meant_regions(part)
        if len(codes) == 1:
            return codes.pop()
        if not codes:
            raise CellProblem(_("“%(found)s” is no country, province or district known here."), found=text)
        choices = [Choice(code, str(self.regions[code])) for code in sorted(codes)]
        raise CellProblem(_("“%(found)s” may mean more than one country or region."), choices, found=text)

    def meant_regions(self, text: str) -> set[str]:
        name = countries.name_key(text.removeprefix("中国") or text)
        found = self.region_names.get(countries.name_key(text)) or self.region_names.get(name)
        if found:
            return set(found)
        return set(countries.country_codes(text)) & self.regions.keys()

    @cached_property
    def areas(self) -> dict[str, TechnologyArea]:
        return {area.slug: area for area in TechnologyArea.objects.all()}

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        return {scenario.slug: scenario for scenario in self.edition.scenarios.all()}

    @cached_property
    def launches(self) -> dict[str, Launch]:
        return {launch.slug: launch for launch in self.edition.launches.all()}

    @cached_property
    def exhibits(self) -> dict[str, Exhibit]:
        return {exhibit.slug: exhibit for exhibit in self.edition.exhibits.all()}

    @cached_property
    def staff(self) -> dict[str, User]:
        """Those who work here, and whoever is responsible already."""
        responsible = self.edition.participations.exclude(responsible=None).values("responsible")
        users = User.objects.filter(Q(is_active=True, is_staff=True) | Q(pk__in=responsible))
        return {user.get_username(): user for user in users}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.key: source for source in Source.objects.all()}

    @cached_property
    def organisation_names(self) -> set[str]:
        """All names that organisations bear, folded."""
        names: set[str] = set()
        for row in Organisation.objects.values_list("name_zh", "name_en", "short_zh", "short_en", "aliases"):
            names.update(map(fold_words, "\n".join(row).splitlines()))
        return names - {""}

    @cached_property
    def people(self) -> dict[str, Person]:
        return {person.slug: person for person in Person.objects.all()}

    @cached_property
    def people_named(self) -> dict[str, set[str]]:
        """Slugs by all names that people bear."""
        names: dict[str, set[str]] = defaultdict(set)
        for slug, person in self.people.items():
            for name in filter(None, (person.name_en, person.name_zh)):
                names[fold_words(name)].add(slug)
        return names

    def person(self, text: str) -> str:
        """The slug of whom a cell names, by slug or in either language. Raises CellProblem."""
        if text in self.people:
            return text
        slugs: set[str] = set()
        for part in (text, *split_languages(text).values()):
            slugs |= self.people_named.get(fold_words(part), set())
        if not slugs:
            raise CellProblem(_("“%(found)s” is nobody known here: enter the person first."), found=text)
        if len(slugs) > 1:
            choices = [Choice(slug, f"{self.people[slug]} · {slug}") for slug in sorted(slugs)]
            raise CellProblem(_("More than one person is called so."), choices)
        return slugs.pop()

    def slugs_named(self, text: str, rows: dict[str, Any]) -> list[str]:
        """The slugs of the rows that a cell lists, by slug or name. Raises CellProblem."""
        names = names_of_rows(rows)
        if whole := names.get(fold_words(text)):
            return [whole]
        slugs = []
        for part in named_parts(text, names):
            slug = names.get(fold_words(part))
            if slug is None:
                offered = [Choice(each, localised_text(row, "name").value) for each, row in rows.items()]
                raise CellProblem(_("“%(found)s” is not among those known here."), offered, found=part)
            slugs.append(slug)
        return sorted(set(slugs))


def named_parts(text: str, names: Mapping[str, str]) -> Iterator[str]:
    """The names that a cell lists, one that has a slash or a plus in it whole."""
    for part in split_list(text):
        if fold_words(part) in names:
            yield part
        else:
            yield from split_list(part, more="/+")


def names_of_rows(rows: dict[str, Any]) -> dict[str, str]:
    """The slug of each row by all that it alone is called."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for slug, row in rows.items():
        for name in filter(None, (row.name_en, row.name_zh)):
            bearers[fold_words(name)].add(slug)
    names = {fold_words(slug): slug for slug in rows}
    for name, slugs in bearers.items():
        if len(slugs) == 1:
            names.setdefault(name, next(iter(slugs)))
    return names
