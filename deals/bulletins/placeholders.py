"""A bulletin's text with its figures in place: as plain text, and in pieces of which each figure knows its name."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from deals.models import Bulletin
from expo.i18n.bilingual import language_suffix

NAME = re.compile(r"\{([a-z_]+)\}")


class Piece(NamedTuple):
    """A stretch of text; `key` is the figure that it prints (empty: words), `opens` whether deals stand behind it."""

    text: str
    key: str = ""
    opens: bool = False


def printed_figures(bulletin: Bulletin, tongue: str) -> dict[str, str]:
    return {row["key"]: row["printed"][tongue] for row in bulletin.figures["figures"]}


def fill_text(bulletin: Bulletin, field: str, language: str | None = None) -> str:
    """The `title` or `body` in the language (default: the active one). A name that is no figure stays as it is."""
    tongue = language_suffix(language)
    known = printed_figures(bulletin, tongue)
    return NAME.sub(lambda match: known.get(match[1], match[0]), getattr(bulletin, f"{field}_{tongue}"))


def text_pieces(bulletin: Bulletin, text: str, tongue: str) -> Iterator[Piece]:
    figures = {row["key"]: row for row in bulletin.figures["figures"]}
    lists, at = bulletin.figures["lists"], 0
    for match in NAME.finditer(text):
        if match.start() > at:
            yield Piece(text[at : match.start()])
        figure = figures.get(match[1])
        if figure is None:
            yield Piece(match[0])
        else:
            yield Piece(figure["printed"][tongue], match[1], bool(lists.get(figure["of"])))
        at = match.end()
    if at < len(text):
        yield Piece(text[at:])


def body_paragraphs(bulletin: Bulletin, language: str | None = None) -> list[list[Piece]]:
    """The body in the language (default: the active one), paragraph by paragraph."""
    tongue = language_suffix(language)
    blocks = re.split(r"\n\s*\n", getattr(bulletin, f"body_{tongue}").replace("\r\n", "\n").strip())
    return [list(text_pieces(bulletin, block, tongue)) for block in blocks]
