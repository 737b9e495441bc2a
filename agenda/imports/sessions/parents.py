"""Of what a row of a list of sessions is a part, where that is not known yet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.models import Session
from expo.imports.lists.items import ListItem
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words, split_languages


class FollowsOtherRow(CellProblem):
    """There is nothing to say of the cell itself: its row is good as soon as another is."""


def parts_left_out(items: Iterable[ListItem], out: set[int]) -> Iterator[tuple[ListItem, CellProblem]]:
    """The parts of what is not written, a forum before its parts, each with why it is not either.

    `out`: identities of the rows of those items that are left out already; those of the parts are added.
    """
    items = list(items)
    there = {id(item.rows[Session]) for item in items}
    for item in items:
        row: Any = item.rows[Session]
        above = row.parent
        if above is None or id(row) in out or not (id(above) in out or (above.pk is None and id(above) not in there)):
            continue
        out.add(id(row))
        said = _("“%(found)s”, of which this is a part, is left out itself: mend that row first.")
        yield item, FollowsOtherRow(said, found=str(above))


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
