"""What a file seems to be in which no programme is found, and where such a file is brought instead."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from agenda.imports.formats.raw import UnreadableProgramme
from agenda.imports.formats.synonyms import fold_name
from expo.i18n.lazy_text import LazyText

CALENDAR = _("This seems to be an iCalendar file. Bring the programme as schedule.xml or schedule.json instead.")
FEED = _("This seems to be a news feed. Ask its publisher for the programme as schedule.xml or schedule.json.")
WEB_PAGE = _("This seems to be a web page. Bring the programme itself, as schedule.xml or schedule.json.")
DOCUMENT = _("This seems to be a document for reading. Bring the programme as schedule.xml or schedule.json.")
TABLE = _("This seems to be a table. A programme is brought as schedule.xml or schedule.json; deals at the deal desk.")
DEALS = _("This seems to be a list of deals. Bring it to the deal desk's import page, or to the command import_deals.")
EXHIBITORS = _("This seems to be a list of exhibitors. They are entered under “Exhibition” in data entry.")
MAP = _("This seems to be a drawing or a map. Bring the programme as schedule.xml or schedule.json.")
EMPTY = _("The programme in this file is empty: not one session stands in it.")
UNKNOWN = _("No programme is found in this file. Bring it as schedule.xml or schedule.json.")
BEGINS = (
    (rb"BEGIN:VCALENDAR", CALENDAR),
    (rb"%PDF|\{\\rtf", DOCUMENT),
    (rb"PK\x03\x04|\xd0\xcf\x11\xe0", TABLE),
    (rb"<!DOCTYPE\s+html|<html", WEB_PAGE),
)
ROOTS = (
    ({"feed", "rss", "rdf", "channel"}, FEED),
    ({"html"}, WEB_PAGE),
    ({"icalendar", "vcalendar"}, CALENDAR),
    ({"svg", "kml", "gpx", "osm", "featurecollection"}, MAP),
    ({"schedule", "conference", "programme", "program", "agenda", "conferences"}, EMPTY),
    ({"workbook", "table", "worksheet"}, TABLE),
)
# One such name is enough, of elements, keys or headings.
OF_DEALS = re.compile(
    r"deals?|contractvalue|amount\w*|totalinvestment|investors?|partya|partyb|signings?|signedon"
    r"|.*(签约|簽約|金额|金額|投资|投資|甲方|乙方|引进方|合同额|总投资).*"
)
OF_EXHIBITORS = re.compile(r"exhibitors?|booths?|stands?|standnumber|booths?no|.*(参展|參展|展位|展商|展台).*")
CELLS = re.compile(r"[,;\t|，；]")


def refuse_by_beginning(data: bytes) -> None:
    """Raises UnreadableProgramme for what its first bytes give away."""
    begins = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    for pattern, sentence in BEGINS:
        if re.match(pattern, begins, re.IGNORECASE):
            raise UnreadableProgramme(sentence, code="other_file")


def refuse_text(data: bytes) -> None:
    """Raises UnreadableProgramme for what is neither XML nor JSON, by the headings in its first line."""
    encoding = "utf-8-sig"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    line = data[:4000].decode(encoding, "replace").lstrip().partition("\n")[0]
    cells = [cell.strip(" \"'\r") for cell in CELLS.split(line)]
    fallback = UNKNOWN
    if len(cells) > 1:
        fallback = TABLE
    raise UnreadableProgramme(refusal_for_names(cells) or fallback, code="other_file")


def refuse_without_entries(root: str, names: Iterable[str]) -> None:
    """Raises UnreadableProgramme: what a file of XML or JSON seems to be by its first name and all others."""
    kind = refusal_for_root(root, ROOTS[:4])
    programme = refusal_for_root(root, ROOTS[4:])
    raise UnreadableProgramme(kind or refusal_for_names(names) or programme or UNKNOWN, code="other_file")


def refusal_for_root(root: str, table: Iterable[tuple[set[str], LazyText]]) -> LazyText | None:
    for names, sentence in table:
        if fold_name(root) in names:
            return sentence
    return None


def refusal_for_names(names: Iterable[str]) -> LazyText | None:
    known = {fold_name(name) for name in names}
    if any(OF_DEALS.fullmatch(name) for name in known):
        return DEALS
    if any(OF_EXHIBITORS.fullmatch(name) for name in known):
        return EXHIBITORS
    return None
