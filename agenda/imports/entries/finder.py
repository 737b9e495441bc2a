"""Which entry a row of a list means: by contest and title, and by the team where several bear one title."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.imports.entries.members import MemberFinder
from agenda.models.contests import Contest, Entry, Team, Track
from expo.imports.lists.answers import NEW, Answers, picked_key
from expo.imports.lists.items import ListItem
from expo.imports.lists.list_kind import Matcher
from expo.imports.lists.lookups.references import References, names_of_rows
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words, split_languages

NAMES, TEAMS = ("name_zh", "name_en"), ("team_zh", "team_en")


class EntryFinder(Matcher):
    """`tracks`: by the address of their contest and their own, with a slash between."""

    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers)
        self.contests = {
            row.slug: row for row in Contest.objects.filter(edition=known.edition).select_related("edition").in_order()
        }
        self.tracks: dict[str, Track] = {}
        for track in Track.objects.filter(contest__edition=known.edition).select_related("contest").order_by("pk"):
            self.tracks[f"{track.contest.slug}/{track.slug}"] = track
        known.found |= {"contests": self.contests, "tracks": self.tracks}
        self.members = MemberFinder(known)
        self.called: dict[tuple[str, str], list[ListItem]] = defaultdict(list)
        for row in (
            Entry.objects.filter(contest__edition=known.edition).select_related("contest", "team").order_by("pk")
        ):
            self.name_item(ListItem({Team: row.team, Entry: row} if row.team else {Entry: row}, key=str(row)), row)
        judged = Entry.objects.judged().filter(contest__edition=known.edition)
        self.judged = set(judged.values_list("pk", flat=True))

    def name_item(self, item: ListItem, row: Entry) -> None:
        for name in {fold_words(name) for name in (row.name_zh, row.name_en) if name}:
            self.called[row.contest.slug, name].append(item)

    def item(self, line: ListedLine) -> ListItem | None:
        names = [name for name in NAMES if name in line.values]
        if not names:
            line.doubt("name_zh", CellProblem(_("The row names nothing.")))
            return None
        for field, read in (("contest", self.read_contest), ("track", self.read_track), ("members", self.read_members)):
            try:
                read(line)
            except CellProblem as problem:
                line.doubt(field, problem)
                return None
        field = names[0]
        try:
            item = self.named_item(line, names)
            field = "track"
            self.check_track(line, item)
        except CellProblem as problem:
            line.doubt(field, problem)
            return None
        return item

    def check_track(self, line: ListedLine, item: ListItem) -> None:
        """Raises CellProblem where judges have the entry already, and the line moves it."""
        entry: Any = item.rows[Entry]
        if entry.pk in self.judged and entry.track_id != self.tracks[line.values["track"]].pk:
            raise CellProblem(_("Judging of this entry has begun: it stays in its track."))

    def read_contest(self, line: ListedLine) -> None:
        text = line.values.get("contest", "") or self.contest_with(line.values.get("track", ""))
        line.values["contest"] = self.one_of(self.contests, text, _("Say which contest it is of."))

    def contest_with(self, track: str) -> str:
        """The address of the only contest that has a track of this name."""
        named = set()
        for address, row in self.tracks.items():
            contest, _slash, slug = address.partition("/")
            names = names_of_rows({slug: row})
            if any(fold_words(part) in names for part in (track, *split_languages(track).values()) if part):
                named.add(contest)
        return named.pop() if len(named) == 1 else ""

    def read_track(self, line: ListedLine) -> None:
        contest, text = line.values["contest"], line.values.get("track", "")
        own = {name.partition("/")[2]: row for name, row in self.tracks.items() if row.contest.slug == contest}
        line.values["track"] = f"{contest}/{self.one_of(own, text, _('Say which track it is in.'))}"

    def one_of(self, rows: dict[str, Any], text: str, unsaid: Any) -> str:
        """The address of the row that is named; where nothing is said, of the only one. Raises CellProblem."""
        if not text and len(rows) == 1:
            return next(iter(rows))
        names = names_of_rows(rows)
        for part in (text, *split_languages(text).values()):
            if slug := names.get(fold_words(part)):
                return slug
        choices = [Choice(slug, str(row)) for slug, row in rows.items()]
        if not text:
            raise CellProblem(unsaid, choices)
        raise CellProblem(_("“%(found)s” is not among those known here."), choices, found=text)

    def read_members(self, line: ListedLine) -> None:
        said, organisations = line.values.get("members", []), line.values.pop("organisations", [])
        if said or organisations:
            line.values["members"] = self.members.read(said, organisations)

    def named_item(self, line: ListedLine, names: list[str]) -> ListItem:
        """Raises CellProblem."""
        called: dict[int, ListItem] = {}
        for name in names:
            for item in self.called[line.values["contest"], fold_words(line.values[name])]:
                called[id(item)] = item
        picked = line.pick(names[0], self.answers)
        same = [item for item in called.values() if is_of_team(item, line)]
        stored = {item.rows[Entry].pk: item for item in called.values()}
        chosen = stored.get(picked_key(picked) or 0) or (same[0] if len(same) == 1 else None)
        if chosen is not None and Team not in chosen.rows:
            raise CellProblem(_("This entry has no team yet: give it one in data entry first."))
        if chosen is not None:
            return chosen
        if called and picked != NEW:
            choices = [Choice(f"#{key}", item_label(item)) for key, item in stored.items() if key is not None]
            sentence = _("Another team has an entry of this title: is it the same?")
            raise CellProblem(sentence, [*choices, Choice(NEW, _("a new row"))])
        return self.new_item(line)

    def new_item(self, line: ListedLine) -> ListItem:
        if not any(name in line.values for name in TEAMS):
            raise CellProblem(_("Say what the team is called."))
        contest = self.contests[line.values["contest"]]
        team = Team(contest=contest, name_zh=line.values.get("team_zh", ""), name_en=line.values.get("team_en", ""))
        row = Entry(contest=contest, team=team, track=self.tracks[line.values["track"]])
        row.name_zh, row.name_en = line.values.get("name_zh", ""), line.values.get("name_en", "")
        item = ListItem({Team: team, Entry: row}, key=str(row))
        self.name_item(item, row)
        return item


def is_of_team(item: ListItem, line: ListedLine) -> bool:
    """Whether the line says no other team than the entry has."""
    team: Any = item.rows.get(Team)
    said = {fold_words(line.values[name]) for name in TEAMS if name in line.values}
    return team is None or not said or bool(said & {fold_words(team.name_zh), fold_words(team.name_en)})


def item_label(item: ListItem) -> str:
    return " · ".join(map(str, reversed(item.rows.values())))
