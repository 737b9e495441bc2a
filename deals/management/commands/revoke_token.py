"""Ends a token of an office."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from deals.api import offices


class Command(BaseCommand):
    help = "Revoke a token: what is sent with it is refused from now on. What it has sent stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the part of the token before the dot")

    def handle(self, *, name: str, **_more: Any) -> None:
        if not offices.revoke_token(name.partition(".")[0]):
            raise CommandError(f"There is no token {name} that is not revoked yet.")
        self.stdout.write(f"{name} is revoked.")
