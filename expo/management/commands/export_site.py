"""`manage.py export_site DIR`: the public site as static files for a host that runs nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from expo.share_cards.process import cards_drawn_here
from expo.site_export.errors import ExportError
from expo.site_export.export import export_site


class Command(BaseCommand):
    help = "Writes every public page, file and feed into DIR, as it answers now; again, it rewrites what has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="an empty folder, or that of an earlier export")
        parser.add_argument("--origin", default=default_origin(), help=f"where it is served ({default_origin()})")

    def handle(self, *, folder: Path, origin: str, **options: Any) -> None:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
            raise CommandError(f"{origin} is no origin such as https://expo.example.org.")
        try:
            with cards_drawn_here():
                outcome, dead_links = export_site(folder, origin.rstrip("/"))
        except (ExportError, OSError) as error:
            raise CommandError(str(error)) from error
        for address in dead_links:
            self.stderr.write(f"There is nothing at {address}, to which a page links.")
        self.stdout.write(
            f"{folder}: {outcome.written} files written, {outcome.unchanged} unchanged, {outcome.removed} removed."
        )


def default_origin() -> str:
    """The first host of the settings."""
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{settings.ALLOWED_HOSTS[0]}" if settings.ALLOWED_HOSTS else ""
