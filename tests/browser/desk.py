"""What the browser tests of the desk do at its form."""

from tests.support.deal_factories import make_clerk

START = "/desk/2019/record/"
FIRST = "[name=parties-0-name]:focus"


def at_the_form(log_in, user=None, **kind):
    """The page of an empty form, as soon as its scripts have put the focus into its first field."""
    page = log_in(user or make_clerk(), START, **kind)
    page.locator(FIRST).wait_for()
    return page


def log_in_by_keyboard(page, user, path: str) -> None:
    page.goto(f"/accounts/login/?next={path}")
    page.locator("[name=username]").focus()
    page.keyboard.type(user.username)
    page.keyboard.press("Tab")
    page.keyboard.type("secret")
    page.keyboard.press("Enter")
    # The form's own address names the path too, behind ?next=.
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.locator(FIRST).wait_for()


def type_into(page, name: str, words: str) -> None:
    page.locator(f"[name={name}]").focus()
    page.keyboard.type(words)


def offered(page):
    """The options of the list that is open."""
    return page.locator("[role=listbox]:not([hidden]) [role=option]")


def fill(page) -> None:
    """A complete deal, by keyboard; the focus stays in the form."""
    type_into(page, "parties-0-name", "Liangjiang")
    page.keyboard.press("Enter")
    type_into(page, "parties-1-name", "示例科技")
    page.keyboard.press("Enter")
    type_into(page, "amount", "12.5亿")
    page.locator("[name=place]").first.focus()
    page.keyboard.press("1")
    page.locator("[name=signed_on]").fill("8-26")
    type_into(page, "name_en", "Memory works")
    page.locator("[name=instrument]").first.focus()
    page.keyboard.press("2")
