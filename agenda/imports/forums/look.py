"""What saving a forum would do: when each part takes place, who is meant, what is in the way. Nothing is written."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from agenda.imports.forums.lines import FIRST, HEAD, read_forum
from agenda.imports.sessions import times
from agenda.imports.sessions.roles import HEADINGS
from agenda.imports.sessions.session_list import SESSIONS
from agenda.planning.forum import ForumData, PartHours, lay_out
from expo.i18n.bilingual import localised_text
from expo.i18n.instants import wall_clock_time
from expo.i18n.kept_texts import active_text
from expo.imports.lists.answers import place_name
from expo.imports.lists.items import ListItem
from expo.imports.lists.list_import import ListImport
from expo.imports.lists.plans import ListPlan, make_plan
from expo.imports.lists.problems import CellProblem, LineProblem
from expo.imports.lists.reading import ListedLine

FORUMS = ListImport(SESSIONS)


@dataclass(frozen=True)
class Named:
    """Somebody as the row is understood. `new`: nobody is called so yet."""

    role: str
    name: str
    new: bool


@dataclass(frozen=True)
class Doubt:
    """A sentence about a field of a row; `choices`: pairs of what the field would say and of what a person reads."""

    field: str
    sentence: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass
class RowLook:
    """`starts_at`, `ends_at`: by the clock at the venue; `night`: it begins after midnight."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    night: bool = False
    people: list[Named] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


@dataclass
class ForumLook:
    """`head`: doubts of the forum itself; `rows`: by the number of the part; `late`: what ends after the forum.

    `end`: when it ends, by the clock at the venue.
    """

    end: str = ""
    rows: dict[int, RowLook] = field(default_factory=dict)
    head: list[Doubt] = field(default_factory=list)
    people: list[Named] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    later: str = ""
    clashes: list[str] = field(default_factory=list)
    new_people: list[str] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        """Whether nothing is in the way; clashes are told and may be meant."""
        return not self.head and not self.late and not any(row.doubts for row in self.rows.values())


def look_at_forum(data: ForumData) -> ForumLook:
    """In a few queries, however many parts it has."""
    plan = make_plan(SESSIONS, data.edition, read_forum(data))
    zone, parts = data.edition.tz, list(lay_out(data.starts_at, data.parts))
    look = ForumLook()
    for hours in parts:
        starts_at, ends_at = (wall_clock_time(each, zone) for each in hours[1:])
        look.rows[hours.part.number] = RowLook(starts_at, ends_at, night=starts_at.date() > data.day)
    note_doubts(look, plan)
    note_people(look, plan)
    note_end(look, data, parts)
    note_later_end(look, data, plan)
    if look.ready:
        look.new_people = SESSIONS.made_names(plan.items, plan.reading.known)["people"]
        look.clashes = [active_text(each["sentence"]) for each in FORUMS.find_problems(plan)]
    return look


def note_doubts(look: ForumLook, plan: ListPlan) -> None:
    for line in [*plan.refused, *plan.asked]:
        doubts = [describe_problem(problem) for problem in line.problems]
        if line.number == HEAD:
            look.head += doubts
        else:
            look.rows[line.number - FIRST].doubts += doubts


def describe_problem(problem: LineProblem) -> Doubt:
    choices = []
    for choice in problem.problem.choices:
        choices.append((choice.value, str(choice.label)))
    return Doubt(problem.field, active_text(problem.problem.reason()), tuple(choices))


def note_people(look: ForumLook, plan: ListPlan) -> None:
    for item in plan.items:
        line: ListedLine = item.lines[0]
        named = named_people(item, plan)
        if line.number == HEAD:
            look.people = named
        else:
            look.rows[line.number - FIRST].people = named


def named_people(item: ListItem, plan: ListPlan) -> list[Named]:
    """Those whom an item names, in the order of their roles."""
    named, titles = [], {}
    for role in HEADINGS:
        place = place_name("", item.lines[0].number, role.value)
        titles[role.value] = plan.reading.known.found["titles"].get(place, {})
        for slug in item.links.get(role.value, ()):
            person = plan.reading.known.people[slug]
            parts = [localised_text(person, "name").value, *titles[role.value].get(slug, {}).values()]
            named.append(Named(str(role.label), " · ".join(filter(None, parts)), person.pk is None))
    return named


def note_end(look: ForumLook, data: ForumData, parts: list[PartHours]) -> None:
    """When the forum ends, and which parts would end after it."""
    if parts:
        look.end = clock_text(parts[-1].ends_at, data)
    try:
        end = stated_end(data)
    except CellProblem as problem:
        look.late.append(problem.text())
        return
    if end is None:
        return
    look.end = clock_text(end, data)
    said = _("“%(part)s” would end at %(end)s, and the forum ends at %(forum)s.")
    for hours in parts:
        if hours.ends_at > end:
            clocks = {"end": clock_text(hours.ends_at, data), "forum": clock_text(end, data)}
            look.late.append(said % {"part": hours.part.name_zh or hours.part.name_en, **clocks})


def note_later_end(look: ForumLook, data: ForumData, plan: ListPlan) -> None:
    """That a forum which stands already ends later than before; it stays where somebody has moved it since by hand."""
    if not (end := data.late_end):
        return
    look.later = _("The forum ends later for them: at %(end)s.") % {"end": clock_text(end, data)}
    if any("ends_at" in item.kept for item in plan.items):
        look.late.append(_("Its hours were changed by hand: let it end later in its own form first."))


def stated_end(data: ForumData) -> dt.datetime | None:
    """When the forum ends whatever its parts say. Raises CellProblem."""
    if data.forum is not None:
        return data.late_end or data.forum.ends_at
    if data.end is None:
        return None
    return times.end_at(data.day, data.end, data.starts_at, data.edition.tz)


def clock_text(moment: dt.datetime, data: ForumData) -> str:
    return f"{wall_clock_time(moment, data.edition.tz):%H:%M}"
