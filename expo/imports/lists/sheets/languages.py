"""Texts that came without their language: each part in the field of its language, and none dropped unsaid."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from expo.imports.lists.answers import LEAVE, MEANT, Answers
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.sheets.cells import cell_text, fold_words, split_languages
from expo.spreadsheets.cells import Value, is_empty

if TYPE_CHECKING:
    from expo.imports.lists.list_kind import ListKind
    from expo.imports.lists.reading import ListedLine

OTHER = {"zh": "en", "en": "zh"}
AS_IF_IN = {"zh": _("use it as the Chinese one"), "en": _("use it as the English one")}


def spread_text(
    line: "ListedLine", stem: str, cell: Value, by_field: dict[str, Value], kind: "ListKind", answers: Answers
) -> None:
    """Put a text into the field of its language, unless that is said by itself; then it is an alias, or asked about."""
    try:
        for language, part in split_languages(cell_text(cell)).items():
            key = f"{stem}_{language}"
            if part and is_empty(by_field.get(key)):
                by_field[key] = part
            elif part and fold_words(part) != fold_words(str(by_field[key])):
                keep_beside(line, stem, language, part, by_field, kind, answers)
    except CellProblem as problem:
        line.doubt(stem, problem)


def keep_beside(
    line: "ListedLine",
    stem: str,
    language: str,
    part: str,
    by_field: dict[str, Value],
    kind: "ListKind",
    answers: Answers,
) -> None:
    """What is said beside another text of its language. Raises CellProblem."""
    if stem in kind.aliased:
        line.aliases.append(part)
        return
    other = f"{stem}_{OTHER[language]}"
    picked, free = line.pick(stem, answers), is_empty(by_field.get(other))
    if picked == MEANT and free:
        by_field[other] = part
    elif picked != LEAVE:
        choices = [Choice(MEANT, AS_IF_IN[OTHER[language]])] if free else []
        choices.append(Choice(LEAVE, _("leave it out")))
        there = str(by_field[f"{stem}_{language}"])
        raise CellProblem(_("“%(found)s” stands beside “%(there)s”."), choices, found=part, there=there)
