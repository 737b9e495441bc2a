"""Lists of exhibitors: the organisation, how it takes part, and its stands, in one row or in several."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.exhibition import shared_stands
from expo.imports.lists.answers import MEANT, SHARED, Answers
from expo.imports.lists.items import ListItem
from expo.imports.lists.kinds.exhibitor_columns import PART, PROFILE_WORDS
from expo.imports.lists.kinds.organisations import (
    ALIASED,
    IDENTITY,
    IDENTITY_EXAMPLE,
    KIND,
    NAME_WORDS,
    OTHER_FIELDS,
    SHORT_WORDS,
    SORT_KEYS,
    OrganisationFinder,
    derive_sort_keys,
    join_twins,
)
from expo.imports.lists.list_kind import BY_STATUS, ListKind, Matcher
from expo.imports.lists.lookups.exhibitor_register import participations
from expo.imports.lists.lookups.links import link_table
from expo.imports.lists.lookups.references import References
from expo.imports.lists.lookups.stands import StandRegister
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import is_not_yet_known
from expo.models import Booth, Edition, FormerAddress, Hall, Organisation, Participation
from expo.models.exhibition import ParticipationKind
from expo.web.slugs import Addresses

# A stand that nobody knows yet.
OPEN = "TBD"
LONGEST_OPEN = 100
OPEN_STAND = re.compile(r"(.+?)[\s/:：-]+([^\s/:：-]+)")
# Without the words by which this list calls the way of taking part.
KIND_OF_ORGANISATION = replace(KIND, words="机构类型 单位类型 organisationtype organizationtype organisationkind")


class ExhibitorFinder(OrganisationFinder):
    """Says which participation a line is of: the organisation's, in the way that the line says."""

    def __init__(self, known: References, answers: Answers) -> None:
        super().__init__(known, answers)
        self.stands = StandRegister(known)
        self.there: dict[int, dict[str, Participation]] = defaultdict(dict)
        taken = [*FormerAddress.objects.of(Participation)]
        for row in participations(known.edition):
            # The register's organisation, so that there is one of each.
            row.organisation = self.register.stored[row.organisation_id]
            self.there[row.organisation_id][row.kind] = row
            taken.append(row.slug)
        self.addresses = Addresses(taken, 80)
        self.owners: dict[int, list[Participation]] = defaultdict(list)
        stands = known.stored_links("stands", link_table(Participation, "booths"))
        for kinds in self.there.values():
            for row in filter(shared_stands.has_own_stand, kinds.values()):
                for booth in stands.get(row.pk, ()):
                    self.owners[booth].append(row)
        self.parts: dict[tuple[int, str], ListItem] = {}
        self.takers: dict[str, tuple[int, ListItem]] = {}

    def item(self, line: ListedLine) -> ListItem | None:
        self.read_stands(line)
        if line.problems:
            return None
        organisation = self.organisation(line)
        if organisation is None:
            return None
        part = (id(organisation), line.values.get("kind", "") or self.usual_kind(organisation))
        slug = line.values.pop("slug", "")
        item = self.parts.get(part) or self.new_item(organisation, part[1], slug)
        self.check_stands(line, item)
        self.parts[part] = item
        return item

    def usual_kind(self, organisation: Organisation) -> str:
        """Where the line does not say how it takes part: as it does, if it exhibits already."""
        there = self.there.get(organisation.pk or 0, {})
        if ParticipationKind.EXHIBITOR not in there and ParticipationKind.CO_EXHIBITOR in there:
            return ParticipationKind.CO_EXHIBITOR
        return ParticipationKind.EXHIBITOR

    def new_item(self, organisation: Organisation, kind: str, slug: str) -> ListItem:
        row = self.there.get(organisation.pk or 0, {}).get(kind)
        if row is None:
            row = Participation(edition=self.known.edition, organisation=organisation, kind=kind)
            row.slug = self.addresses.take(slug, address_names(organisation), "exhibitor")
        return ListItem({Organisation: organisation, Participation: row}, key=row.slug)

    def read_stands(self, line: ListedLine) -> None:
        """The stands by their labels, in the hall of their column; a hall beside a stand says no more than that."""
        text = line.values.get("stands")
        if text is None:
            return
        if hall := self.hall_alone(text):
            del line.values["stands"]
            if line.pick("stands", self.answers) == MEANT:
                line.values["hall"] = hall
            if (other := line.values.setdefault("hall", hall)) != hall:
                line.doubt("stands", which_hall(hall, other))
            return
        try:
            line.values["stands"] = self.stands.read(text, line.values.get("hall", ""))
        except CellProblem as problem:
            line.doubt("stands", problem)
        line.values.pop("hall", None)

    def hall_alone(self, text: str) -> str:
        """The code of the hall of a cell that names no more, such as H1-待定; else ""."""
        # A code of a hall, a sign or two, a word: what is longer is none, and would cost the square of its length.
        if len(text) > LONGEST_OPEN:
            return ""
        found = OPEN_STAND.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if found and is_not_yet_known(found[2]) and self.stands.is_hall(found[1]):
            return self.known.hall(found[1]).code
        return ""

    def check_stands(self, line: ListedLine, item: ListItem) -> None:
        """Ask about a stand that somebody else has for itself; the database holds no word on sharing it."""
        row = cast(Participation, item.rows[Participation])
        if not shared_stands.has_own_stand(row):
            return
        shared = line.pick("stands", self.answers) == SHARED
        for label in line.values.get("stands", ()):
            booth = self.known.booths.get(label)
            if booth is not None and booth.shared:
                continue
            other = self.other_taker(label, booth, item)
            if other and not shared:
                sentence = _("%(stand)s is the stand of %(other)s: do they share it?")
                choices = [Choice(SHARED, _("They share it"))]
                line.doubt("stands", CellProblem(sentence, choices, stand=label, other=other))
                return
            if other:
                item.shared.add(label)
            self.takers.setdefault(label, (line.number, item))

    def other_taker(self, label: str, booth: Booth | None, item: ListItem) -> str:
        """Who else has the stand, by what is stored or by an earlier line; "" for nobody."""
        taker = self.takers.get(label)
        if taker and taker[1] is not item:
            return str(taker[1].rows[Organisation])
        if booth is None:
            return ""
        for row in self.owners.get(booth.pk, ()):
            if row is not item.rows[Participation]:
                return str(row.organisation)
        return ""


def which_hall(found: str, hall: str) -> CellProblem:
    """The cells of stand and hall name two halls, by these codes."""
    choices = [Choice(MEANT, found), Choice(f"{hall}-{OPEN}", hall)]
    sentence = _("The stand is one of hall %(found)s, and the row says hall %(hall)s: which is it?")
    return CellProblem(sentence, choices, found=found, hall=hall)


def address_names(organisation: Organisation) -> dict[str, str]:
    return {
        "name_en": organisation.short_en or organisation.name_en,
        "name_zh": organisation.short_zh or organisation.name_zh,
    }


class ExhibitorList(ListKind):
    slug = "exhibitors"
    title = _("Import exhibitors")
    intro = _(
        "Who takes part, with their stands: a row for each, or "
        "one for each stand. Organisations that are not known yet "
        "are made, and stands in halls that are there."
    )
    models = (Organisation, Participation)
    places = (Hall, Booth)
    fields = (*IDENTITY, KIND_OF_ORGANISATION, *PART)
    bilingual = {"name": NAME_WORDS, "short": SHORT_WORDS, "profile": PROFILE_WORDS}
    other_fields = OTHER_FIELDS
    aliased = ALIASED
    derived = {Organisation: SORT_KEYS}
    needed = frozenset({"name", "name_zh", "name_en"})
    telling = frozenset({"stands", "hall", "profile", "profile_zh", "profile_en", "contact_name"})
    showing = BY_STATUS

    examples = IDENTITY_EXAMPLE | {
        "stands": "N1-A01; N1-A02",
        "profile_zh": "工业机器人的研发与制造。",
        "profile_en": "Makes industrial robots.",
        "contact_email": "expo@riverside.example",
    }

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return ExhibitorFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return participations(edition)

    def finish_rows(self, rows: list[Any], *, new: bool) -> None:
        derive_sort_keys([row for row in rows if isinstance(row, Organisation)])

    def after_writing(self, items: Iterable[ListItem], known: References) -> None:
        """What only the ledger holds counts as what came from the list, without a word of it."""
        join_twins(items)


EXHIBITORS = ExhibitorList()
