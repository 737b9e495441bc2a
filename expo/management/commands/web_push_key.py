"""Prints a new key by which push services know this installation, as lines for the file of its variables."""

from typing import Any

from django.core.management.base import BaseCommand

from expo.web_push import vapid


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"WEB_PUSH_PRIVATE_KEY={vapid.make_key()}")
        self.stdout.write("WEB_PUSH_CONTACT=mailto:webmaster@expo.example.org")
