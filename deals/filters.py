"""What a visitor may filter the list of deals by; a value that makes no sense falls back to all, with a note."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from deals.models import Party, Terms
from deals.models.terms import Place, Shown, TermsQuerySet
from expo.models import Edition, TechnologyArea


@dataclass
class DealFilter:
    """The filters of the list of deals as read from the query string."""

    words: str = ""
    place: str = ""
    area: TechnologyArea | None = None
    areas: list[TechnologyArea] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, query: QueryDict, edition: Edition) -> "DealFilter":
        used = Terms.objects.public().of(edition).order_by().values("primary_area")
        # PostgreSQL refuses to look for a NUL.
        words = query.get("q", "").replace("\0", "").strip()[:100]
        wanted = cls(words=words, areas=list(TechnologyArea.objects.filter(pk__in=used)))
        if place := query.get("place", ""):
            wanted.take_place(place)
        if area := query.get("area", ""):
            wanted.take_area(area)
        return wanted

    def take_place(self, value: str) -> None:
        if value in Place.values:
            self.place = value
        else:
            self.notes.append(
                _("“%(value)s” is not a place of signing; deals of both places are shown.") % {"value": value}
            )

    def take_area(self, value: str) -> None:
        self.area = next((area for area in self.areas if area.slug == value), None)
        if self.area is None:
            self.notes.append(_("“%(value)s” is not a technology area here; all areas are shown.") % {"value": value})

    @property
    def places(self) -> list[tuple[str, Any]]:
        return Place.choices

    @property
    def active(self) -> bool:
        return bool(self.words or self.place or self.area)

    def apply(self, terms: TermsQuerySet) -> TermsQuerySet:
        if self.place:
            terms = terms.filter(place=self.place)
        if self.area:
            terms = terms.filter(primary_area=self.area)
        return terms.filter(containing(self.words)) if self.words else terms


def containing(words: str) -> Q:
    """Deals whose shown name, or a shown party's name, contains the words: never what is masked."""
    fields = ("name_en", "name_zh", "short_en", "short_zh")
    # As it is shown: by the names of the organisation that it may be merged into.
    kept = [f"organisation__merged_into__{name}__icontains" for name in fields]
    own = [f"organisation__{name}__icontains" for name in fields]
    named = Q(*[(name, words) for name in kept], _connector=Q.OR)
    named |= Q(*[(name, words) for name in own], _connector=Q.OR) & Q(organisation__merged_into=None)
    parties = Party.objects.filter(named, shown=Shown.PUBLIC).values("terms")
    name = Q(name_shown=Shown.PUBLIC) & (Q(name_en__icontains=words) | Q(name_zh__icontains=words))
    return name | Q(pk__in=parties)
