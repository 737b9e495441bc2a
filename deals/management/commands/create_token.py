"""A token with which an office's system sends deals."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from deals.api import offices
from expo.models import Edition


class Command(BaseCommand):
    help = (
        "Make a token with which an office sends deals to /api/v1/deals. It is printed once and cannot be read again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--office", required=True, help="the office's name, the same for each of its tokens")
        parser.add_argument("--edition", required=True, help="the short address of the edition, like 2019")

    def handle(self, *, office: str, edition: str, **_more: Any) -> None:
        row = Edition.objects.filter(slug=edition).first()
        if row is None:
            raise CommandError(f"There is no edition {edition}.")
        try:
            _token, text = offices.create_token(" ".join(office.split()), row)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(text)
        self.stderr.write("This is the only time that it is shown. What stands before the dot is its name.")
