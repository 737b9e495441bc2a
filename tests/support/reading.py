"""Pages read back as a reader finds them: headings, links, what is marked with a language."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    text: str = ""


@dataclass
class Reader(HTMLParser):
    """Collects every element with all the text inside it; refuses tags that do not nest."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs))
        assert len(attrs) == len(element.attributes), f"<{tag}> has an attribute twice: {attrs}"
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        element = self.open.pop()
        assert element.tag == tag, f"</{tag}> closes <{element.tag}> in {[around.tag for around in self.open]}"
        element.text = " ".join(element.text.split())

    def handle_data(self, data):
        for element in self.open:
            element.text += data


def elements(response, tag: str = "") -> list[Element]:
    """The elements of a page, or those with this tag, in order."""
    reader = Reader()
    reader.feed(response.text)
    reader.close()
    assert not reader.open, f"Never closed: {[element.tag for element in reader.open]}"
    return [element for element in reader.elements if not tag or element.tag == tag]


def texts(response, tag: str) -> list[str]:
    return [element.text for element in elements(response, tag)]


def card_titles(response) -> list[str]:
    """What the cards of a list show, by their headings."""
    return texts(response, "h3")


def links(response) -> list[str]:
    return [element.attributes["href"] for element in elements(response, "a") if element.attributes.get("href")]
