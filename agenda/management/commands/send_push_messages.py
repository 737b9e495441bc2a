"""Tells browsers that asked for it which of their visitor’s sessions have moved; by a timer, as often as one likes."""

from typing import Any

from django.core.management.base import BaseCommand

from agenda.push.sending import send_messages


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        totals = send_messages()
        self.stdout.write(
            f"Sent: {totals.sent}. Browsers gone: {totals.gone}. "
            f"To be tried again: {totals.waiting}. Given up: {totals.failed}."
        )
