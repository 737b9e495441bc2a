"""What pages for visitors say, in parts, and the set of pages that a new edition begins with."""

from dataclasses import dataclass, field

from expo.data import read_data
from expo.models import Edition, VisitorPage

SET = "visitor_pages"
HEADING = "#"


@dataclass
class PageSection:
    """A part of a page's text: its heading, empty before the first, and its paragraphs."""

    heading: str = ""
    lines: list[str] = field(default_factory=list)


def split_sections(text: str) -> list[PageSection]:
    """A line that begins with # heads those behind it; parts that say nothing are left out."""
    sections = [PageSection()]
    for line in map(str.strip, text.splitlines()):
        if line.startswith(HEADING):
            sections.append(PageSection(line.lstrip(HEADING).strip()))
        elif line:
            sections[-1].lines.append(line)
    return [section for section in sections if section.heading or section.lines]


def add_missing_pages(edition: Edition) -> list[VisitorPage]:
    """The pages of the set whose kind or address the edition does not have yet, as drafts to be filled in."""
    kinds = set(edition.pages.values_list("kind", flat=True))
    slugs = set(edition.pages.values_list("slug", flat=True))
    added = []
    for order, row in enumerate(read_data(SET)["pages"], start=1):
        if row["kind"] not in kinds and row["kind"] not in slugs:
            added.append(VisitorPage(edition=edition, slug=row["kind"], order=order * 10, **row))
    return VisitorPage.objects.bulk_create(added)
