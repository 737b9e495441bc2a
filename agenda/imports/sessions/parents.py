"""Of what a row of a list of sessions is a part, where that is not known yet."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from expo.imports.lists.problems import CellProblem
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words, split_languages


class FollowsOtherRow(CellProblem):
    """There is nothing to say of the cell itself: its row is good as soon as another is."""


def unknown_parent(line: ListedLine, text: str, first: Mapping[str, ListedLine]) -> CellProblem:
    """Why a part has no forum: it stands in a row above that is left out itself, or nowhere.

    `first`: by name the first row of the list that is called so.
    """
    for part in (text, *split_languages(text).values()):
        listed = first.get(fold_words(part))
        if listed is not None and listed.sheet == line.sheet and listed.number < line.number:
            return FollowsOtherRow(
                _("“%(found)s”, in row %(row)s, is left out itself: answer what is asked of that row."),
                found=text,
                row=listed.number,
            )
    return CellProblem(_("“%(found)s” is no session known here: list it above its parts."), found=text)
