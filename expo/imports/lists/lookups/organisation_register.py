"""Organisations by all that lists call them: code, names, short names, aliases, either script, with or without form."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from expo.exhibition.organisation_visibility import data_entry_condition
from expo.firm_names import names
from expo.firm_names.words import FORMS_EN
from expo.i18n.languages import HAN
from expo.i18n.lazy_text import LazyText
from expo.i18n.pinyin import pinyin_of
from expo.imports.lists.answers import NEW, picked_key
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.models import Organisation

FULL, SHORT, OTHER = "full", "short", "other"
NAMES = {"name_zh": FULL, "name_en": FULL, "short_zh": SHORT, "short_en": SHORT}
# Shorter ones are no names to compare by their sound.
LEAST = 3


@dataclass(frozen=True)
class PlainName:
    """A name in one width, case and script, without blanks; `core`: without its legal form."""

    whole: str
    core: str
    form: str


def read_plain_name(text: str) -> PlainName:
    # Of signs alone nothing is left.
    plain = names.plain_text(text) or text.strip()
    if HAN.search(plain):
        whole = plain.replace(" ", "")
        form = names.chinese_form(whole)
        return PlainName(whole, whole.removesuffix(form), form)
    words = [word for word in plain.split() if word not in FORMS_EN]
    forms = [word for word in plain.split() if word in FORMS_EN]
    core = " ".join(words) or plain
    return PlainName(plain, core, " ".join(forms))


class OrganisationRegister:
    """Those that data entry may know of, with those that a list makes; one that is merged counts as what it is in."""

    def __init__(self) -> None:
        self.codes: dict[str, Organisation] = {}
        self.wholes: dict[tuple[str, str], dict[int, Organisation]] = defaultdict(dict)
        self.cores: dict[str, dict[int, tuple[Organisation, str]]] = defaultdict(dict)
        self.sounds: dict[str, dict[int, Organisation]] = defaultdict(dict)
        self.pinyin: dict[str, str] = {}
        rows = list(Organisation.objects.filter(data_entry_condition()))
        self.stored = {row.pk: row for row in rows}
        for row in rows:
            kept = self.stored.get(row.merged_into_id or row.pk)
            if kept is not None:
                self.add(row, kept)

    def add(self, row: Organisation, kept: Organisation) -> None:
        if row.uscc:
            self.codes[row.uscc] = kept
        for name, standing in organisation_names(row):
            self.add_name(read_plain_name(name), standing, kept)
        # Of a name in Latin letters the sound is the name itself.
        sound = row.pinyin.replace(" ", "")
        if row.name_zh and len(sound) >= LEAST:
            self.sounds[sound][id(kept)] = kept

    def add_name(self, plain: PlainName, standing: str, kept: Organisation) -> None:
        key = id(kept)
        self.wholes[standing, plain.whole][key] = kept
        if standing != SHORT and plain.core:
            self.cores[plain.core][key] = (kept, plain.form)

    def find(self, line: ListedLine, picked: str) -> Organisation | None:
        """The organisation that the line names; None where nobody bears the name. Raises CellProblem where it is asked.

        `picked`: what somebody chose.
        """
        if picked == NEW:
            self.leave_code(line, None)
            return None
        chosen = self.stored.get(picked_key(picked) or 0)
        if chosen is not None:
            self.leave_code(line, chosen)
            return chosen
        by_code = self.codes.get(line.values.get("uscc", ""))
        found = self.find_by_names(line)
        if by_code is not None and found is not None and by_code is not found:
            raise ask_which([by_code, found], _("The code is that of one organisation, and the name of another."))
        if found is not None and by_code is None and other_code(found, line):
            raise ask_which([found], _("This name is known with another credit code: is it the same organisation?"))
        return by_code or found

    def leave_code(self, line: ListedLine, chosen: Organisation | None) -> None:
        """A code that is another organisation's is not that of the one that was chosen."""
        bearer = self.codes.get(line.values.get("uscc", ""))
        if bearer is not None and bearer is not chosen:
            del line.values["uscc"]

    def find_by_names(self, line: ListedLine) -> Organisation | None:
        called: dict[int, Organisation] = {}
        for field, standing in NAMES.items():
            if field in line.values and not (standing == SHORT and called):
                called |= rows_by_identity(self.bearers(line.values[field]))
        if len(called) > 1:
            raise ask_which(called.values(), _("More than one organisation is called so."))
        if called:
            return next(iter(called.values()))
        for field in ("name_zh", "name_en"):
            if field in line.values:
                self.ask_if_likely(line, field)
        return None

    def ask_if_likely(self, line: ListedLine, field: str) -> None:
        """Raises CellProblem where some bear nearly the name that the field says, also those that the list makes."""
        likely = rows_by_identity(self.likely_bearers(line.values[field])).values()
        if not likely:
            return
        if any(row.pk is not None for row in likely):
            raise ask_which(likely, _("An organisation of nearly this name is known: is it the same?"))
        problem = ask_which(likely, _("Another row of this list has nearly this name: is it the same?"))
        # Another row's is told by its name; the answer is that of the cell which is asked about.
        if field == asked_name(line):
            named = [Choice(getattr(row, field), organisation_label(row)) for row in likely if getattr(row, field)]
            problem.choices = (*named, *problem.choices)
        raise problem

    def bearers(self, name: str) -> list[Organisation]:
        """Those of exactly this full name, else by another of their names, else but for the legal form."""
        plain = read_plain_name(name)
        for standing in (FULL, OTHER, SHORT):
            found = self.wholes.get((standing, plain.whole))
            if found:
                return list(found.values())
        rows = []
        for row, form in self.cores.get(plain.core, {}).values():
            if form == plain.form or not form or not plain.form:
                rows.append(row)
        return rows

    def likely_bearers(self, name: str) -> list[Organisation]:
        """Those whose name differs by the legal form, or by characters that sound the same."""
        plain = read_plain_name(name)
        rows = {id(row): row for row, _form in self.cores.get(plain.core, {}).values()}
        if HAN.search(name):
            rows |= self.sounds.get(self.sound(name), {})
        return list(rows.values())

    def sound(self, name: str) -> str:
        """How a Chinese name is said, as it is stored of a new organisation too."""
        if name not in self.pinyin:
            self.pinyin[name] = pinyin_of(name)
        return self.pinyin[name].replace(" ", "")


def rows_by_identity(rows: Iterable[Organisation]) -> dict[int, Organisation]:
    return {id(row): row for row in rows}


def organisation_names(row: Organisation) -> Iterator[tuple[str, str]]:
    """Each name with its standing."""
    for field, standing in NAMES.items():
        if name := getattr(row, field):
            yield name, standing
    for alias in row.aliases.splitlines():
        if alias.strip():
            yield alias.strip(), OTHER


def asked_name(line: ListedLine) -> str:
    """The field whose cell is asked about, where it is doubted which organisation the line names."""
    return "name_zh" if "name_zh" in line.values else "name_en"


def other_code(row: Organisation, line: ListedLine) -> bool:
    code = line.values.get("uscc")
    return bool(code and row.uscc and row.uscc != code)


def ask_which(rows: Iterable[Organisation], sentence: LazyText) -> CellProblem:
    choices = []
    for row in rows:
        if row.pk is not None:
            choices.append(Choice(f"#{row.pk}", organisation_label(row)))
    choices.append(Choice(NEW, _("a new one")))
    return CellProblem(sentence, choices)


def organisation_label(row: Organisation) -> str:
    parts = [row.name_zh, row.name_en, row.uscc]
    return " · ".join(filter(None, parts))


def shared_names(rows: Iterable[Organisation]) -> set[str]:
    """The names that more than one organisation bears, of those that are merged into no other."""
    bearing = Counter(row.name_zh or row.name_en for row in rows if row.merged_into_id is None)
    return {name for name, bearers in bearing.items() if bearers > 1}


def office_label(row: Organisation, shared: Collection[str]) -> str:
    """Its name, with its key where others bear the same name."""
    name = row.name_zh or row.name_en
    if row.pk is not None and name in shared:
        return f"{name} #{row.pk}"
    return name
