"""Which Chromium the browser tests drive, and whether it can be driven here."""

import os
import shutil
import subprocess

from playwright._impl._driver import compute_driver_executable

# The shell without windows comes first: it costs a third less than the whole browser for the same pages.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_IT = (
    "Install it (on Debian: apt-get install chromium-headless-shell fonts-noto-cjk libatomic1), "
    + "or name a Chromium in CHROMIUM."
)


def find() -> str | None:
    """The path of the browser that CHROMIUM names, or of the first that is installed."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)


def find_whole() -> str | None:
    """The path of a browser with all its parts: the shell alone asks for no permission and shows no notification."""
    return next(filter(None, map(shutil.which, NAMES[1:])), None)


def trouble() -> str:
    """What is in the way of browser tests; empty where nothing is."""
    if not find():
        return "no Chromium"
    return "" if can_drive() else "a library of Playwright's driver is missing"


def can_drive() -> bool:
    """Playwright brings its own Node.js, which needs libatomic; a bare Debian has none."""
    node = compute_driver_executable()[0]
    return subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0
