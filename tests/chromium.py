"""Which Chromium the browser tests drive."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_IT = "Install it (on Debian: apt-get install chromium fonts-noto-cjk), or name one in CHROMIUM."


def find() -> str | None:
    """The path of the browser that CHROMIUM names, or of the first that is installed."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)
