"""Which session a row of a list means, and what its cells say together: when, where, who."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.imports.sessions import moments, times, titles
from agenda.imports.sessions.parents import FollowsOtherRow, unknown_parent
from agenda.imports.sessions.people import PERSON_ROLES, CastFinder
from agenda.imports.sessions.rooms import PlaceFinder
from agenda.models import RoleKind, Session
from agenda.planning.addresses import free_addresses
from expo.imports.lists.answers import NEW, Answers, picked_key
from expo.imports.lists.items import ListItem
from expo.imports.lists.list_kind import Matcher
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words, split_languages

NAMES = ("name_zh", "name_en")


class SessionFinder(Matcher):
    """A session by its address, else by a name; those of one name by their day and start.

    `repeated`: names that the list gives to several, told apart by when they begin, such as breaks. `made`: those that
    are new under an address which the list says. `first`: by name the first row of the list that is called so.
    """

    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers)
        self.zone = known.edition.tz
        self.repeated: set[str] = set()
        self.first: dict[str, ListedLine] = {}
        self.items: dict[str, ListItem] = {}
        self.made: set[str] = set()
        self.named: dict[str, dict[str, ListItem]] = defaultdict(dict)
        self.sessions: dict[str, Any] = {}
        self.rooms: dict[str, Any] = {room.slug: room for room in known.edition.rooms.all()}
        known.found |= {"sessions": self.sessions, "rooms": self.rooms, "made_rooms": {}}
        for row in Session.objects.working().filter(edition=known.edition).order_by("pk"):
            self.add(row)
        by_key = {row.pk: row for row in self.sessions.values()}
        for row in self.sessions.values():
            row.parent = by_key.get(row.parent_id)
        self.addresses = free_addresses(known.edition)
        self.places = PlaceFinder(known, answers)
        self.cast = CastFinder(known, answers)

    def add(self, row: Session) -> ListItem:
        item = self.items[row.slug] = ListItem({Session: row}, key=row.slug)
        self.sessions[row.slug] = row
        self.name_item(item, (row.name_zh, row.name_en))
        return item

    def name_item(self, item: ListItem, names: Iterable[str]) -> None:
        for name in filter(None, names):
            self.named[fold_words(name)][item.key] = item

    def look_ahead(self, lines: Iterable[ListedLine]) -> None:
        said: dict[tuple[str, str], set[Any]] = defaultdict(set)
        for line in lines:
            names = [fold_words(line.values[name]) for name in NAMES if name in line.values]
            for name in names:
                self.first.setdefault(name, line)
            for field in ("day", "starts_at"):
                if field in line.values:
                    for name in names:
                        said[name, field].add(line.values[field])
        self.repeated = {name for (name, _field), values in said.items() if len(values) > 1}

    def item(self, line: ListedLine) -> ListItem | None:
        if not any(name in line.values for name in NAMES):
            line.doubt("name_zh", CellProblem(_("The row names nothing.")))
            return None
        for field, read in (
            ("parent", self.read_parent),
            ("room", self.places.read),
            ("organiser", self.read_organisers),
        ):
            self.try_cell(line, field, read)
        self.read_cast(line)
        parent = self.sessions.get(line.values.get("parent", ""))
        # Of a part whose forum is not known yet, nobody knows its day either.
        if parent is not None or "parent" not in line.values:
            sure = line.is_mended("starts_at", self.answers)
            moments.put_moments(line, parent, self.zone, sure=sure)
        if line.problems:
            return None
        asked = next(name for name in NAMES if name in line.values)
        try:
            item = self.session(line, line.pick(asked, self.answers))
        except CellProblem as problem:
            line.doubt(asked, problem)
            return None
        self.refuse_circle(line, item)
        if line.problems:
            return None
        return item

    def try_cell(self, line: ListedLine, field: str, read: Any) -> None:
        if field not in line.values:
            return
        try:
            line.values[field] = read(line)
        except FollowsOtherRow as problem:
            line.doubt("", problem)
        except CellProblem as problem:
            line.doubt(field, problem)

    def read_parent(self, line: ListedLine) -> str:
        """Raises CellProblem for what is neither stored nor in a row above."""
        text = line.values["parent"]
        if text in self.items:
            return text
        called: dict[str, ListItem] = {}
        for part in (text, *split_languages(text).values()):
            called |= self.named.get(fold_words(part), {})
        if not called:
            raise unknown_parent(line, text, self.first)
        if len(called) > 1:
            choices = [Choice(slug, session_label(item)) for slug, item in called.items()]
            raise CellProblem(_("More than one is called so."), choices, found=text)
        return next(iter(called))

    def read_organisers(self, line: ListedLine) -> list[str]:
        return self.cast.read_organisations(line, "organiser")

    def read_cast(self, line: ListedLine) -> None:
        """Each name under its role, in their order: that of its column, of the row, or of the brackets behind it."""
        usual = line.values.pop("role", RoleKind.SPEAKER.value)
        found: dict[str, list[str]] = defaultdict(list)
        for field in PERSON_ROLES:
            own = field
            if field == RoleKind.SPEAKER:
                own = usual
            try:
                for role, slugs in self.cast.read_people(line, field, own).items():
                    found[role] += slugs
            except CellProblem as problem:
                line.doubt(field, problem)
        for role, people in found.items():
            line.values[role] = [*dict.fromkeys(people)]
        for language in titles.LANGUAGES:
            if not line.problems:
                self.try_titles(line, language, found)

    def try_titles(self, line: ListedLine, language: str, found: dict[str, list[str]]) -> None:
        try:
            self.cast.read_titles(line, language, found)
        except CellProblem as problem:
            line.doubt(f"titles_{language}", problem)

    def session(self, line: ListedLine, picked: str) -> ListItem:
        """Raises CellProblem where more than one fits."""
        slug = line.values.pop("slug", "")
        if slug in self.items:
            return self.items[slug]
        called: dict[str, ListItem] = {}
        names = [line.values[name] for name in NAMES if name in line.values]
        for name in names:
            called |= self.named.get(fold_words(name), {})
        chosen = self.narrow(called, line, names)
        if slug:
            chosen = [item for item in chosen if item.key not in self.made]
        if picked == NEW or not chosen:
            return self.new_item(line, slug)
        for item in chosen:
            if len(chosen) == 1 or (item.rows[Session].pk or -1) == picked_key(picked):
                return item
        choices = [Choice(f"#{each.rows[Session].pk}", session_label(each)) for each in chosen if each.rows[Session].pk]
        raise CellProblem(_("More than one is called so."), [*choices, Choice(NEW, _("a new row"))])

    def narrow(self, called: dict[str, ListItem], line: ListedLine, names: list[str]) -> list[ListItem]:
        """Of those called so the ones of the row's forum, and of its day and start where several bear the name."""
        fit = list(called.values())
        if "parent" in line.values:
            inside = [item for item in fit if self.stored_parent(item) == line.values["parent"]]
            fit = inside or [item for item in fit if not self.stored_parent(item)]
        if len(fit) < 2 and not any(fold_words(name) in self.repeated for name in names):
            return fit
        same = [item for item in fit if self.is_at(item, line)]
        if same or any(fold_words(name) in self.repeated for name in names):
            return same
        return fit

    def stored_parent(self, item: ListItem) -> str:
        row: Any = item.rows[Session]
        if row.parent is None:
            return ""
        return row.parent.slug

    def is_at(self, item: ListItem, line: ListedLine) -> bool:
        row: Any = item.rows[Session]
        for field in ("day", "starts_at"):
            said, there = line.values.get(field), getattr(row, field)
            if isinstance(there, dt.datetime):
                there = times.exact_text(there, self.zone)
            elif there is not None:
                there = there.isoformat()
            if said is not None and said != there:
                return False
        return True

    def new_item(self, line: ListedLine, slug: str) -> ListItem:
        said = {name: line.values.get(name, "") for name in NAMES}
        row = Session(edition=self.known.edition, slug=self.addresses.take(slug, said, "session"))
        row.name_zh, row.name_en, row.kind = said["name_zh"], said["name_en"], line.values.get("kind", "forum")
        self.made.update({row.slug} if slug else ())
        # By which later rows of the same name are told apart.
        if "day" in line.values:
            row.day = dt.date.fromisoformat(line.values["day"])
        if "starts_at" in line.values:
            row.starts_at = dt.datetime.fromisoformat(line.values["starts_at"])
        row.parent = self.sessions.get(line.values.get("parent", ""))
        if row.parent is not None and "room" not in line.values:
            self.inherit_room(line, row.parent)
        row.room = self.rooms.get(line.values.get("room", ""))
        return self.add(row)

    def inherit_room(self, line: ListedLine, parent: Session) -> None:
        """What is part of a session is in its room, unless the row says otherwise."""
        for slug, room in self.rooms.items():
            if (room.pk is not None and room.pk == parent.room_id) or (parent.pk is None and room is parent.room):
                line.values["room"] = slug

    def refuse_circle(self, line: ListedLine, item: ListItem) -> None:
        """What would be a part of its own part."""
        above = self.sessions.get(line.values.get("parent", ""))
        while above is not None:
            if above is item.rows[Session]:
                line.doubt("parent", CellProblem(_("A session cannot be a part of itself.")))
                return
            above = above.parent


def session_label(item: ListItem) -> str:
    row: Any = item.rows[Session]
    return f"{row} · {row.day or ''} {row.slug}"
