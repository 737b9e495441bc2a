"""Texts of other people's programmes as plain text: nothing that a page could take for markup remains."""

import re
from html import unescape

from agenda.imports.warnings import WarningKind
from expo.i18n.characters import BREAKS, UNPRINTABLE


def split_tag_names(written: str) -> frozenset[str]:
    return frozenset(written.split())


LONGEST = 20_000
TAG = re.compile(r"</?[a-zA-Z!?]")
WHOLE_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w:.-]{0,40})(?P<rest>[^<>]{0,2000})>")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
ADDRESS = re.compile(r"""\bhref\s{0,9}=\s{0,9}(["']?)(https?://[^\s"'<>]{1,500})\1""", re.IGNORECASE)
TAG_NAME = re.compile(r"<([a-zA-Z]\w{0,19})")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
BLANKS = re.compile(r"\n\s*\n\s*")
INLINE = split_tag_names("""
a abbr b bdi bdo big cite code del dfn em font i img ins kbd mark q s small span strike strong sub sup tt u var wbr
""")
BLOCKS = split_tag_names("""
address article aside audio base blockquote body br button caption center col dd details div dl dt embed fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe input label legend li link main math meta
nav noscript object ol option p param picture pre section select source summary svg table tbody td template textarea
tfoot th thead title tr track ul video
""")
UNSEEN = {"script", "style"}


class MarkupStripper:
    """Keeps what a reader would have seen. What only looks like a tag, like <betrusted.io>, stays in ‹quotes›.

    One pass with one bounded pattern: Python's own html.parser takes a minute over 40 kB of unfinished tags.
    """

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.links: list[tuple[str, int]] = []
        self.hidden = ""

    def strip(self, text: str) -> str:
        text, reached = remove_comments(text), 0
        for tag in WHOLE_TAG.finditer(text):
            self.data(text[reached : tag.start()])
            self.tag(tag)
            reached = tag.end()
        self.data(text[reached:])
        return "".join(self.kept)

    def data(self, text: str) -> None:
        if not self.hidden:
            self.kept.append(unescape(text))

    def tag(self, found: re.Match[str]) -> None:
        name = found["name"].lower()
        if name in UNSEEN:
            self.hidden = name
            if found["end"]:
                self.hidden = ""
        elif self.hidden:
            return
        elif name == "a":
            self.link(found)
        elif name == "li" and not found["end"]:
            self.kept.append("\n* ")
        elif name in BLOCKS:
            self.kept.append("\n")
        elif name not in INLINE:
            self.kept.append(f"‹{found[0][1:-1]}›")

    def link(self, found: re.Match[str]) -> None:
        """The words of a link, with its address behind them where they are not the address themselves."""
        if not found["end"]:
            address = ""
            if stated := ADDRESS.search(found["rest"]):
                address = unescape(stated[2])
            self.links.append((address, len(self.kept)))
        elif self.links:
            address, began = self.links.pop()
            if address and address not in "".join(self.kept[began:]):
                self.kept.append(f" ({address})")


def remove_comments(text: str) -> str:
    """Only up to the last end of one, so that beginnings without an end cost nothing."""
    end = text.rfind("-->") + len("-->")
    return COMMENT.sub("", text[:end]) + text[end:]


def clean_text(text: str, *, longest: int = LONGEST, lines: bool = True) -> tuple[str, list[tuple[WarningKind, str]]]:
    """The text without markup, of `longest` characters at most, and what had to be done to it."""
    found: list[tuple[WarningKind, str]] = []
    text = BREAKS.sub("\n", text)
    if UNPRINTABLE.search(text):
        found.append((WarningKind.UNPRINTABLE, ""))
        text = UNPRINTABLE.sub("", text)
    # Before the markup is looked at too, so that no text can keep the parser busy.
    full, text = len(text), text[: longest * 2]
    if TAG.search(text):
        found.append((WarningKind.HTML, ", ".join(list(dict.fromkeys(TAG_NAME.findall(text)))[:6])))
        text = strip_markup(text)
    if lines:
        text = BLANKS.sub("\n\n", text).strip()
    else:
        text = " ".join(text.split())
    if full > longest * 2 or len(text) > longest:
        found.append((WarningKind.TEXT_CUT, f"{max(full, len(text))} > {longest}"))
        text = text[: longest - 1].rstrip() + "…"
    return text, found


def strip_markup(text: str) -> str:
    """Again where tags were written as entities; what then still looks like one loses its brackets."""
    for _again in range(3):
        if not TAG.search(text):
            return text
        text = UNPRINTABLE.sub("", MarkupStripper().strip(text))
    return TAG.sub(lambda found: "‹" + found[0][1:], text)


def is_chinese(text: str) -> bool:
    return bool(HAN.search(text))
