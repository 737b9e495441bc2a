"""Which tables public pages are made of, and which rows of them; every other table is named with a reason.

What staff are shown is remembered by marks of whole tables, which no public page asks for.

Each app lists its own models; a test finds those that are in no list.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class PublicTable:
    """A table that public pages read.

    `rows`: which of its rows they may show, in SQL over `{row}`; empty: any of them. `inserts`: whether a new row alone
    can be seen; not where pages only come to it through rows of other public tables, which are written then.
    `watched`: what staff are shown of its other rows is remembered by marks, too.
    """

    rows: str = ""
    inserts: bool = True
    watched: bool = field(default=False, repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether each write draws its mark."""
        return self.inserts and not self.rows


@dataclass(frozen=True)
class PrivateTable:
    """A table that no public page reads, and why not. `watched`: what staff are shown of it is remembered by marks."""

    reason: str
    watched: bool = False


class MarkedWrites(NamedTuple):
    """Which rows of a table draw a mark, when they are written, for what is called `content`."""

    content: str
    table: str
    rule: PublicTable


Tables = Mapping[str, PublicTable | PrivateTable]
MARKS = "expo_contentmark"
WHOLE = "whole:"
ANY = PublicTable()
REACHED = PublicTable(inserts=False, watched=True)
# Drafts of news draw no marks.
OF_NEWS = PublicTable(
    "EXISTS (SELECT 1 FROM expo_newsitem AS n WHERE n.id = {row}.newsitem_id AND n.published)", watched=True
)
OF_PAGES = PublicTable(
    "EXISTS (SELECT 1 FROM expo_visitorpage AS v WHERE v.id = {row}.visitorpage_id AND v.published)", watched=True
)
PLAN = PrivateTable("what staff plan", watched=True)
STAFF = PrivateTable("what staff do, and how far they are")
INDEX = PrivateTable("made of public tables; what is searched for in it is never kept")
OF_EXPO: Tables = {
    "expo.Source": ANY,
    "expo.StatedFigure": ANY,
    "expo.StatedFigure_sources": ANY,
    "expo.FormerAddress": ANY,
    "expo.Edition": ANY,
    "expo.Edition_sources": ANY,
    "expo.Notice": ANY,
    "expo.Hall": ANY,
    "expo.Hall_sources": ANY,
    "expo.HallPlan": ANY,
    "expo.HallFeature": ANY,
    "expo.VenuePlace": ANY,
    "expo.Scenario": ANY,
    "expo.Scenario_sources": ANY,
    "expo.Organisation": REACHED,
    "expo.Participation": ANY,
    "expo.Participation_areas": ANY,
    "expo.Participation_scenarios": ANY,
    "expo.Participation_sources": ANY,
    "expo.Booth": ANY,
    "expo.Booth_participations": ANY,
    "expo.Delegation": ANY,
    "expo.Delegation_sources": ANY,
    "expo.NewsItem": PublicTable("{row}.published", watched=True),
    "expo.NewsItem_sources": OF_NEWS,
    "expo.NewsItem_participations": OF_NEWS,
    "expo.NewsItem_launches": OF_NEWS,
    "expo.Quotation": ANY,
    "expo.Quotation_sources": ANY,
    "expo.VisitorPage": PublicTable("{row}.published", watched=True),
    "expo.VisitorPage_sources": OF_PAGES,
    "expo.Exhibit": ANY,
    "expo.Exhibit_areas": ANY,
    "expo.Exhibit_sources": ANY,
    "expo.Launch": ANY,
    "expo.Launch_sources": ANY,
    "expo.Person": REACHED,
    "expo.Attendance": ANY,
    "expo.Attendance_sources": ANY,
    "expo.Letter": ANY,
    "expo.Letter_sources": ANY,
    "expo.Picture": REACHED,
    "expo.Region": ANY,
    "expo.TechnologyArea": ANY,
    "expo.MovedRow": STAFF,
    "expo.SentForm": STAFF,
    "expo.Version": STAFF,
    "expo.ImportedFile": STAFF,
    "expo.ListColumns": STAFF,
    "expo.ListedRow": STAFF,
    "expo.LoginAttempts": STAFF,
    "expo.SecondFactor": STAFF,
    "expo.RecoveryCode": STAFF,
    "expo.Operation": STAFF,
    "expo.PlanStep": STAFF,
    "expo.StaffEvent": STAFF,
    "expo.StaffLogEnd": STAFF,
    "expo.Trace": STAFF,
    "expo.SearchEntry": INDEX,
    "expo.SearchTerm": INDEX,
    "expo.SearchSpelling": INDEX,
    "expo.SearchDue": INDEX,
    "expo.ContentMark": PrivateTable("the marks themselves"),
}


def listed_tables() -> Iterator[tuple[str, PublicTable | PrivateTable]]:
    """The tables of all apps, with their names in the database."""
    for path in settings.EXPO_PUBLIC_TABLES:
        for label, table in import_string(path).items():
            yield apps.get_model(label)._meta.db_table, table


@cache
def known_tables() -> dict[str, PublicTable]:
    """The public tables of all apps, by their names in the database."""
    return {name: table for name, table in listed_tables() if isinstance(table, PublicTable)}


@cache
def whole_contents() -> dict[str, str]:
    """By table, whose mark each write of whatever row draws: its own, or one beside it that no public page asks for."""
    found = {}
    for name, table in listed_tables():
        if isinstance(table, PublicTable) and table.is_whole:
            found[name] = name
        elif table.watched:
            found[name] = f"{WHOLE}{name}"
    return found


@cache
def all_watches() -> list[MarkedWrites]:
    """What is public of tables, then all of those of which only a part is, and of those that staff alone read."""
    public = [MarkedWrites(name, name, table) for name, table in known_tables().items()]
    whole = [MarkedWrites(content, name, ANY) for name, content in whole_contents().items() if content != name]
    return public + whole


def all_labels() -> Iterator[str]:
    """The models that some app lists."""
    for path in settings.EXPO_PUBLIC_TABLES:
        yield from import_string(path)
