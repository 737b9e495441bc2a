"""Maintenance: the site says that it will be back, and when. One file in VAR_DIR decides, for all processes at once."""

import datetime as dt
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from expo.availability.failures import Failure, page
from expo.i18n import instants

# Asked by monitors, which must learn the truth, and by the pages that say that the site is closed.
ALWAYS_OPEN = ("/healthz", "/readyz", "/metrics", "/static/")
# Seconds after which to ask again, where nobody has said until when, or that moment has passed.
RETRY_AFTER = 120


@dataclass(frozen=True)
class Maintenance:
    """`until`: a moment in UTC as ISO 8601, or empty; `message_*`: a sentence more; `closes_staff`: the desks too."""

    until: str = ""
    message_en: str = ""
    message_zh: str = ""
    closes_staff: bool = False


def state_file() -> Path:
    return settings.VAR_DIR / "maintenance.json"


def page_file() -> Path:
    """The page itself, for the server in front where this one is down."""
    return settings.VAR_DIR / "maintenance.html"


def begin_maintenance(maintenance: Maintenance) -> None:
    """Each file is written whole before it is seen; what decides comes last."""
    write_readable(page_file(), page(maintenance_failure(maintenance), ""))
    write_readable(state_file(), json.dumps(asdict(maintenance), ensure_ascii=False))


def end_maintenance() -> None:
    state_file().unlink(missing_ok=True)
    page_file().unlink(missing_ok=True)


def write_readable(path: Path, text: str) -> None:
    """Also by the server in front, which runs as somebody else."""
    fresh = path.with_suffix(path.suffix + ".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.chmod(0o644)
    fresh.replace(path)


def current_maintenance() -> Maintenance | None:
    """None where the site is open. Costs a look at one name of the file system."""
    path = state_file()
    try:
        if not os.access(path, os.F_OK):
            return None
        return Maintenance(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def closing_failure(environ: Mapping[str, Any]) -> Failure | None:
    """What this request is told in place of its answer; None where it is answered.

    The staff site stays open, so that whoever works on the site can look at it before everybody does.
    """
    maintenance = current_maintenance()
    path = environ.get("PATH_INFO", "")
    if maintenance is None or path.startswith(ALWAYS_OPEN):
        return None
    if path.startswith(settings.STAFF_PREFIXES) and not maintenance.closes_staff:
        return None
    return maintenance_failure(maintenance)


def maintenance_failure(maintenance: Maintenance) -> Failure:
    text_en = "What was recorded stays recorded."
    text_zh = "已经登记的内容不会丢失。"
    if maintenance.until:
        clock = timezone.localtime(dt.datetime.fromisoformat(maintenance.until)).strftime("%Y-%m-%d %H:%M (UTC%z)")
        text_en, text_zh = f"It will be back at about {clock}. {text_en}", f"预计{clock}恢复。{text_zh}"
    return Failure(
        "maintenance",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The site is being worked on.",
        "网站维护中。",
        f"{maintenance.message_en} {text_en}".strip(),
        f"{maintenance.message_zh}{text_zh}",
        seconds_left(maintenance),
    )


def seconds_left(maintenance: Maintenance) -> int:
    if not maintenance.until:
        return RETRY_AFTER
    left = instants.duration(timezone.now(), dt.datetime.fromisoformat(maintenance.until)).total_seconds()
    return round(left) if left > 1 else RETRY_AFTER


def next_moment(clock: dt.time, now: dt.datetime) -> dt.datetime:
    """When the site's clock shows that the next time."""
    zone = timezone.get_default_timezone()
    today = timezone.localtime(now, zone).date()
    at = instants.moment_at(today, clock, zone)
    return at if at > now else instants.moment_at(today + instants.DAY, clock, zone)
