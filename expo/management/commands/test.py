"""Runs the tests; the arguments are pytest's."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

# Many of them, side by side; a few are sooner done in one process. What the command line says counts for more.
SIDE_BY_SIDE = ["--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadgroup"]
MANY = {"--fast", "--changed"}
# Options that name which tests are asked for, beside paths.
FEW = ("-k", "-m", "--lf", "--last-failed", "--sw", "--stepwise")


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
        sys.exit(pytest.main([*SIDE_BY_SIDE, *arguments] if asks_for_many(arguments) else arguments))

    def handle(self, **options: object) -> None:
        raise CommandError("Run the tests from the command line: python3 manage.py test")


def asks_for_many(arguments: list[str]) -> bool:
    """Whether it is all tests, or all of a fast run or of a change, however these are to be run and told of."""
    if not arguments:
        return True
    return not MANY.isdisjoint(arguments) and not any(map(names_tests, arguments))


def names_tests(argument: str) -> bool:
    return argument.startswith(FEW) or Path(argument.partition("::")[0]).exists()


def keep_compiled_modules() -> None:
    """Some containers forbid it; then each process of the tests, of which there are hundreds, compiles all anew."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
