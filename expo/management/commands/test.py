"""Runs the tests; the arguments are pytest's."""

import os
import sys
from importlib.util import find_spec

from django.core.management.base import BaseCommand, CommandError

# All of them, side by side; a few are sooner done in one process.
EVERYTHING = ["--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadgroup"]
# With nothing but these it is still many of them.
MANY = {"--fast", "--changed"}


class Command(BaseCommand):
    help = "Run all tests; arguments that follow go to pytest."
    requires_system_checks = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Past Django's own parser: what comes after `test` belongs to pytest, --help included."""
        if find_spec("pytest") is None:
            raise SystemExit("The tests need the packages of requirements-dev.lock in this Python.")
        import pytest

        keep_compiled_modules()
        arguments = argv[2:]
        sys.exit(pytest.main([*arguments, *EVERYTHING] if MANY.issuperset(arguments) else arguments))

    def handle(self, **options: object) -> None:
        raise CommandError("Run the tests from the command line: python3 manage.py test")


def keep_compiled_modules() -> None:
    """Some containers forbid it; then each process of the tests, of which there are hundreds, compiles all anew."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
