"""A real browser for the tests: every page it opens must be silent, and ask nobody but the site itself."""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.support import chromium
from tests.support.tidy_server import TidyServer

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Milliseconds until something that never comes is called missing; what comes is waited for no longer than it takes.
PATIENCE = 60_000

# A form sent back with what is wrong in it answers 422, one whose key is used 409; tests also cut the network off.
MENTIONED = ("status of 422", "status of 409", "net::ERR_INTERNET_DISCONNECTED")

ANSWERED = re.compile("status of (409|422)")


# What the fixture live_server starts.
LiveServerThread.server_class = TidyServer


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's own event loop runs in this thread, and Django would refuse the database beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        yield chrome
        chrome.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def slow_down(pytestconfig: pytest.Config) -> Callable[[Page], None]:
    """A function that has a page's scripts and layout take as many times as long as `--cpu-throttle` says."""
    times = pytestconfig.getoption("cpu_throttle")

    def throttle(page: Page) -> None:
        if times > 1:
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})

    return throttle


def is_mentioned(said: ConsoleMessage, more: tuple[str, ...]) -> bool:
    """A browser asks for /favicon.ico by itself, once in its life, and no page of ours names it."""
    return said.location["url"].endswith("/favicon.ico") or any(known in said.text for known in (*MENTIONED, *more))


@pytest.fixture
def open_page(browser: Browser, live_server, slow_down):
    """A function that opens a path in a fresh window of the given kind and returns the page, watched; `mentioned`: what
    its console may say besides.
    """
    contexts: list[BrowserContext] = []
    seen: dict[str, list] = {"noise": [], "elsewhere": []}

    def window(mentioned: tuple[str, ...] = (), **kind) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="en-GB", **kind)
        context.set_default_timeout(PATIENCE)
        context.on("page", slow_down)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: listen(said, mentioned))
        page.on("pageerror", lambda error: seen["noise"].append(str(error)))
        page.on("request", lambda asked: watch(asked.url))
        return page

    def listen(said: ConsoleMessage, mentioned: tuple[str, ...]) -> None:
        if said.type in ("error", "warning") and not is_mentioned(said, mentioned):
            seen["noise"].append(said.text)

    def watch(url: str) -> None:
        if not url.startswith((live_server.url, "data:", "blob:")):
            seen["elsewhere"].append(url)

    yield window
    for context in contexts:
        context.close()
    live_server.thread.httpd.finish_requests()
    assert seen == {"noise": [], "elsewhere": []}


@pytest.fixture
def log_in(open_page, live_server, settings):
    """A function that opens a path in a window of its own, in which a user is logged in already."""

    def enter(user, path: str = "/desk/", **kind) -> Page:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page = open_page(**kind)
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page.goto(path)
        return page

    return enter
