"""A column whose cells say an organisation and then a title, like 单位及职务: parted where a cell shows where."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from expo.firm_names.words import FORMS_EN
from expo.i18n.hanzi import fold_hanzi
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.answers import Answers
from expo.imports.lists.lookups.organisation_kinds import likely_kind
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.sheets import languages
from expo.imports.lists.sheets.cells import COMMA, cell_text, fold_words
from expo.spreadsheets.cells import Value, is_empty

if TYPE_CHECKING:
    from expo.imports.lists.list_kind import ListKind
    from expo.imports.lists.lookups.references import References
    from expo.imports.lists.reading import ListedLine


@dataclass(frozen=True)
class JointColumn:
    """What a column may mean that says several fields in each of its cells; `parts`: these, in their order."""

    key: str
    label: LazyText
    parts: tuple[str, ...]


OFFICE = JointColumn("organisation_title", _("Organisation, then title, in one cell"), ("organisation", "title"))
# What parts the two in a cell that somebody has mended.
BAR = " | "
# What parts them in others, the plainer first: what stands further on may be within one of them.
WRITTEN = (r"\n", "[|｜]", "[;；]", COMMA, r"(?<!\d)[/／](?!\d)", "、", r"\s[-–—]+\s|——")
SIGNS = tuple(re.compile(sign, re.IGNORECASE) for sign in WRITTEN)
LONGEST = 300
TITLES_ZH = (
    "长|总裁|经理|教授|主任|书记|主席|总监|研究员|院士|工程师|工程師|代表|大使|领事|专员|创始人|合伙人|顾问|博士|讲师|干事|理事|董事"
    "|负责人|主管|助理|秘书|委员|干部|科学家|架构师|设计师|律师|记者|编辑"
)
TITLES_EN = (
    "ceo|cto|cfo|coo|cio|cmo|vp|svp|evp|president|director|manager|professor|prof|chair|chairman|chairwoman|chairperson"
    "|dean|minister|secretary|founder|partner|engineer|head|officer|mayor|ambassador|consul|scientist|fellow|lecturer"
    "|researcher|adviser|advisor|analyst|architect|editor|executive|principal|rector|governor|commissioner|representative"
)
HEADS_ZH = "董事|院|校|会|秘书|理事|局|处|科|部|市|厂|所|行|社|馆|组|区|县|厅|司"
RANKS_ZH = (
    "副|总|执行|常务|首席|高级|联席|联合|名誉|荣誉|特聘|客座|兼|技术|市场|运营|财务|信息|科学|行政|法律|[、和及&\\s]"
)
RANKS_EN = "vice|deputy|senior|junior|general|managing|chief|executive|associate|assistant|co|and|of|the|sales"
TITLE = re.compile(rf"(?:{TITLES_ZH})$|\b(?:{TITLES_EN})\.?$", re.IGNORECASE)
# What says nothing but titles: behind a known organisation, without a sign, other words may as well belong to its name.
WHOLE_ZH = re.compile(rf"(?:(?:{RANKS_ZH})*(?:(?:{HEADS_ZH})?长|{TITLES_ZH.removeprefix('长|')}))+")
WHOLE_EN = re.compile(rf"\s+(?:(?:{RANKS_EN}|{TITLES_EN})[\s,.&-]*)+", re.IGNORECASE)
FIRM = re.compile(r"(?:公司|集团|银行|厂|中心|医院|企业)$")
# The least that an organisation ends with, for a cell in which nothing parts it from the title.
ENDINGS = (
    "(?:股份)?有限(?:责任)?公司|公司|集团|银行|大学|学院|研究院|研究所|科学院|协会|学会|商会|委员会|政府|中心|医院|局"
)
BODY = re.compile(rf"(.*?(?:{ENDINGS})+)(.+)", re.DOTALL)


def part_office(
    line: "ListedLine", by_field: dict[str, Value], kind: "ListKind", known: "References", answers: Answers
) -> None:
    """Put what such a cell says into the fields of organisation and title, or ask where the one ends."""
    cell = by_field.pop(OFFICE.key, None)
    if is_empty(cell):
        return
    for name in ("organisation", "title", "title_zh", "title_en"):
        line.moved.setdefault(name, OFFICE.key)
    mended = answers.cell(line.sheet, line.number, OFFICE.key) is not None
    try:
        organisation, title = office_and_title(cell_text(cell), known.organisation_names, mended=mended)
    except CellProblem as problem:
        line.doubt("organisation", problem)
        return
    if organisation and is_empty(by_field.get("organisation")):
        by_field["organisation"] = organisation
    if title:
        languages.spread_text(line, "title", title, by_field, kind, answers)


def office_and_title(text: str, names: Collection[str], *, mended: bool) -> tuple[str, str]:
    """Either may be "". `names`: those of known organisations, folded. Raises CellProblem where it is not clear."""
    if not text or fold_words(text) in names:
        return text, ""
    if mended and text.count(BAR.strip()) == 1:
        organisation, title = text.split(BAR.strip())
        return organisation.strip(), title.strip()
    sure, choices = [], []
    for organisation, title, clear in readings(text[:LONGEST], names):
        parted = f"{organisation}{BAR}{title}"
        choices.append(Choice(parted, parted))
        if clear:
            sure.append((organisation, title))
    if len(sure) == 1:
        return sure[0]
    sentence = _("“%(found)s”: where does the organisation end, and its title begin?")
    if not choices:
        sentence = _("“%(found)s”: part the organisation from the title by “|”.")
    raise CellProblem(sentence, choices, found=text)


def readings(text: str, names: Collection[str]) -> Iterator[tuple[str, str, bool]]:
    """Organisation, title and whether they are beyond doubt, of all that a cell may say."""
    known = known_beginning(text, names)
    if known and is_whole_title(text[len(known) :]):
        yield known, text[len(known) :].strip(), True
        return
    for sign in SIGNS:
        pieces = sign.split(text)
        if len(pieces) > 1 and all(map(str.strip, pieces)):
            yield from parted_readings(text, list(map(re.Match.span, sign.finditer(text))))
            return
    body = BODY.match(plain(text))
    end = len(known) or (len(body[1]) if body else 0)
    if end:
        yield text[:end].strip(), text[end:].strip(), False


def known_beginning(text: str, names: Collection[str]) -> str:
    """The longest name of a known organisation that the text begins with, without all of it; "" for none."""
    for end in range(len(text) - 1, 1, -1):
        if fold_words(text[:end]) in names:
            return text[:end].rstrip()
    return ""


def parted_readings(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[str, str, bool]]:
    """With a sign at these places; of several the title is what is one in all its parts."""
    ends = [start for start, _end in spans[1:]] + [len(text)]
    titled = [is_title(text[span[1] : end]) for span, end in zip(spans, ends, strict=True)]
    for at, (start, end) in enumerate(spans):
        before, behind = text[:start].strip(), text[end:].strip()
        clear = not is_title(before) and not is_body(behind) and (len(spans) == 1 or (at == 0 and all(titled)))
        yield before, behind, clear
    if len(spans) == 1 and is_title(before):
        yield behind, before, False


def plain(text: str) -> str:
    """In simplified characters, each in its place."""
    return fold_hanzi(text)


def is_title(text: str) -> bool:
    return bool(TITLE.search(plain(text).strip()))


def is_whole_title(text: str) -> bool:
    return bool(WHOLE_ZH.fullmatch(plain(text).strip()) or WHOLE_EN.fullmatch(text))


def is_body(text: str) -> bool:
    """Whether it reads like an organisation."""
    words = set(re.findall(r"[a-z]+", text.casefold()))
    return bool(FIRM.search(plain(text).strip()) or words & FORMS_EN or likely_kind(text))
