"""Which source backs which fact that the public sees."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from expo.i18n.bilingual import Text, localised_text
from expo.models import Edition, Source

SHOWN_OF_A_KIND = 40


class Citation(NamedTuple):
    """A fact and a source that states it. `kind` heads the facts of its sort, like "Exhibitors"."""

    source_id: int
    label: Text | str
    url: str
    kind: str


@dataclass(frozen=True)
class FactGroup:
    """Facts of one sort from one source; `more` are not listed."""

    kind: str
    citations: list[Citation]
    more: int

    @property
    def number(self) -> int:
        """How many facts they are, listed or not."""
        return len(self.citations) + self.more


@dataclass(frozen=True)
class Backing:
    """A source and what it backs."""

    source: Source
    facts: list[FactGroup]


def cite_rows(rows: QuerySet, kind: str, *, of: str = "", url: str = "") -> Iterator[Citation]:
    """Every row with each of its sources, in one query.

    `of`: the row's field whose name stands for it, where it has none; `url`: where it stands without a page of its own.
    """
    for row in rows.order_by("pk").annotate(source_id=F("sources")).exclude(source_id=None):
        named = row
        if of:
            named = getattr(row, of)
        label = localised_text(named, "name")
        yield Citation(row.source_id, label, url or row.get_absolute_url(), kind)


def exhibition_citations(edition: Edition) -> Iterator[Citation]:
    """The public facts of the edition itself, of who takes part, of what is shown and told; thirteen queries."""
    public, letters = Edition.objects.public().filter(pk=edition.pk), reverse("expo:letters", args=[edition.slug])
    participations = edition.participations.public().select_related("organisation")
    yield from cite_rows(public, _("The expo"))
    yield from cite_stated_figures(edition)
    yield from cite_rows(participations.exhibiting(), _("Exhibitors"), of="organisation")
    yield from cite_rows(edition.exhibits.public(), _("Exhibits"))
    yield from cite_rows(participations.organising(), _("Organisers and partners"), of="organisation")
    yield from cite_rows(edition.attendances.public().select_related("person"), _("People"), of="person")
    yield from cite_rows(edition.launches.public(), _("Launches"))
    yield from cite_rows(edition.scenarios.all(), _("Scenarios"))
    yield from cite_rows(edition.news.public(), _("News"))
    yield from cite_rows(edition.delegations.public(), _("Delegations"))
    yield from cite_rows(edition.pages.public().select_related("edition"), pgettext("of the site", "Pages"))
    yield from cite_rows(edition.quotations.public().select_related("speaker"), _("Quotations"), of="speaker")
    yield from cite_rows(edition.letters.public().select_related("author"), _("Letters"), of="author", url=letters)


def cite_stated_figures(edition: Edition) -> Iterator[Citation]:
    here = reverse("expo:sources", args=[edition.slug])
    figures = edition.stated_figures.public().annotate(source_id=F("sources")).exclude(source_id=None).order_by("pk")
    for figure in figures:
        yield Citation(figure.source_id, figure.get_figure_display(), f"{here}#{figure.figure}", _("Stated figures"))


def all_citations(edition: Edition) -> Iterator[Citation]:
    """What every app cites, in the order in which settings name them."""
    for path in settings.EXPO_CITED:
        yield from import_string(path)(edition)


def source_backings(edition: Edition) -> list[Backing]:
    """Every source of the edition with what it backs."""
    by_source: dict[int, list[Citation]] = defaultdict(list)
    for citation in all_citations(edition):
        by_source[citation.source_id].append(citation)
    sources = Source.objects.filter(pk__in=by_source)
    return [Backing(source, group_facts(by_source[source.pk])) for source in sources]


def group_by_publisher(backings: Iterable[Backing]) -> list[tuple[str, list[Backing]]]:
    """Each publisher once, in the order in which they come."""
    groups: dict[str, list[Backing]] = {}
    for backing in backings:
        groups.setdefault(backing.source.publisher, []).append(backing)
    return list(groups.items())


def group_facts(found: Iterable[Citation]) -> list[FactGroup]:
    """By kind, in the order in which the kinds first come; none listed twice."""
    kinds: dict[str, dict[tuple[str, str], Citation]] = {}
    for citation in found:
        kinds.setdefault(citation.kind, {})[(str(citation.label), citation.url)] = citation
    groups = []
    for kind, group in kinds.items():
        shown, more = list(group.values())[:SHOWN_OF_A_KIND], max(0, len(group) - SHOWN_OF_A_KIND)
        groups.append(FactGroup(kind, shown, more))
    return groups
