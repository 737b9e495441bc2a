"""`manage.py doctor`: what is wrong with this installation, each with its fix."""

from typing import Any

from django.core import checks
from django.core.management.base import BaseCommand, CommandError

from expo.doctor.faults import find_faults


class Command(BaseCommand):
    help = "Looks at variables, folders, database and backups, and names each fault with its fix; exits with 1 for any."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for fault in find_faults():
            found += 1
            self.stdout.write(f"{fault.code}: {fault.sentence}\n    {fault.fix}")
        for message in checks.run_checks(include_deployment_checks=True):
            if message.level >= checks.WARNING and not message.is_silenced():
                found += 1
                self.stdout.write(f"{message.id}: {message.msg}\n    {message.hint or 'See check --deploy.'}")
        if found:
            raise CommandError(f"{found} faults.")
        self.stdout.write("Nothing is wrong that can be seen from here.")
