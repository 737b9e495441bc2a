"""The pictures of the README, taken from the demo: each page in English and in Chinese, as small WebP files.

    python3 manage.py demo --no-serve                 # once, and after a change of the demo's data
    .venv/bin/python docs/pictures.py [NAME ...]      # all of them, or those whose names are given

Starts the demo on a port of its own, opens the pages in the Chromium that the browser tests use, writes
docs/pictures/<name>-<language>.webp and says how large each is. What is in the demo's database stays as it is, but for
the passwords of its staff. With VAR_DIR another demo than the one in var/ is pictured.
"""

import base64
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT))
from tests.support import chromium  # noqa: E402

# As the interface names them in addresses, and what the files are called by.
LANGUAGES = {"en": "en", "zh-hans": "zh"}
WINDOW = {"width": 1280, "height": 860}
EDITION = "rehearsal"
LARGEST = 60_000
QUALITIES = range(80, 20, -5)


@dataclass(frozen=True)
class Picture:
    """A page: `path` begins below the language and the edition, or with `/` where only `staff` sees it.

    `follow`: the link on that page that is gone after; `top`: what the picture begins with.
    """

    name: str
    path: str
    staff: str = ""
    follow: str = ""
    top: str = ""


PICTURES = (
    Picture("home", ""),
    Picture("day", "agenda/", follow=".day-tabs a >> nth=1"),
    Picture("deal", "deals/?q=microgrid+controllers", follow=".deal-card a"),
    Picture("totals", "deals/totals/", top="[aria-labelledby=made]"),
    Picture("desk", f"/desk/{EDITION}/", staff="reviewer"),
    Picture("board", "/desk/agenda/", staff="editor"),
)


def main() -> None:
    wanted = [picture for picture in PICTURES if picture.name in sys.argv[1:] or not sys.argv[1:]]
    if trouble := chromium.trouble():
        sys.exit(f"No pictures: {trouble}. {chromium.HOW_TO_GET_IT}")
    FOLDER.mkdir(exist_ok=True)
    password = secrets.token_urlsafe(12)
    with running_demo(password) as site, sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"])
        for picture in wanted:
            for language in LANGUAGES:
                take_picture(chrome, site, picture, language, password)
        chrome.close()


@contextmanager
def running_demo(password: str) -> Iterator[str]:
    """The address of the demo, which runs until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    environment = {**os.environ, "DEMO_PASSWORD": password}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as demo:
        try:
            wait_until_served(demo)
            yield f"http://127.0.0.1:{port}"
        finally:
            demo.terminate()


def wait_until_served(demo: subprocess.Popen[str]) -> None:
    said = []
    for line in demo.stdout:
        said.append(line)
        if "Ctrl-C ends it." in line:
            return
    sys.exit(f"The demo did not start:\n{''.join(said)}")


def take_picture(chrome: Browser, site: str, picture: Picture, language: str, password: str) -> None:
    context = chrome.new_context(base_url=site, viewport=WINDOW, color_scheme="light", reduced_motion="reduce")
    page = context.new_page()
    if picture.staff:
        log_in(page, picture.staff, password)
        context.add_cookies([{"name": "staff_language", "value": language, "url": site}])
    page.goto(picture.path if picture.staff else f"/{language}/{EDITION}/{picture.path}")
    if picture.follow:
        page.goto(page.locator(picture.follow).first.get_attribute("href"))
    if picture.top:
        page.locator(picture.top).first.evaluate("it => it.scrollIntoView()")
    page.wait_for_load_state("networkidle")
    file = FOLDER / f"{picture.name}-{LANGUAGES[language]}.webp"
    file.write_bytes(small_webp(page))
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size:,} bytes", flush=True)
    context.close()


def log_in(page: Page, name: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda address: "/accounts/login/" not in address)


def small_webp(page: Page) -> bytes:
    """What the window shows, in the best quality that stays below LARGEST bytes."""
    window = page.context.new_cdp_session(page)
    for quality in QUALITIES:
        shot = window.send("Page.captureScreenshot", {"format": "webp", "quality": quality})
        if len(content := base64.b64decode(shot["data"])) <= LARGEST:
            return content
    sys.exit(f"{page.url} does not fit into {LARGEST:,} bytes.")


if __name__ == "__main__":
    main()
