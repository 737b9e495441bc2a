"""What axe finds wrong with a page, and whether it is wider than its window."""

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RULES = (*WCAG, "best-practice")
# Nothing else differs between the colour schemes.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# A window whose colours change at once; nothing waits for them to fade in.
STILL = {"reduced_motion": "reduce"}
# Colours fade in as a page appears; half way, they are not those that people read.
FADED_IN = """Promise.allSettled(
    document.getAnimations().filter((each) => each instanceof CSSTransition).map((each) => each.finished)
).then(() => true)"""
# The half a megabyte of axe stays with a page that is looked at again at another width.
LOOKED_AT = "typeof window.axe === 'object'"
BROKEN = """(rules) => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(({violations}) =>
    violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.html.slice(0, 120)}`)))"""


def violations(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """Rule, place and HTML of each violation, of all these rules in light colours and those of colours in dark ones."""
    if not page.evaluate(LOOKED_AT):
        page.evaluate(AXE_SCRIPT)
    found = broken_rules(page, list(rules))
    page.emulate_media(color_scheme="dark")
    found += [f"dark {broken}" for broken in broken_rules(page, COLOURS)]
    page.emulate_media(color_scheme="light")
    return found


def broken_rules(page: Page, rules: list[str] | dict) -> list[str]:
    """`rules`: as axe's option `runOnly` takes them."""
    page.evaluate(FADED_IN)
    return page.evaluate(BROKEN, rules)


def too_wide(page: Page) -> int:
    """By how many pixels the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
