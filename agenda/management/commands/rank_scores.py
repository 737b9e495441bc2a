"""Computes a ranking from a file of scores, as anybody can who has the rule and the scores."""

import json
import re
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agenda.contests.ranking import rank_entries
from agenda.contests.rules import PlainContest, WrongRule

SURROGATE = re.compile("[\ud800-\udfff]")


class Command(BaseCommand):
    help = "Print the ranking, the waiting entries and the refused scores of a contest's round, as JSON; no database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="JSON with rule, criteria, scores and recused; - reads standard input")

    def handle(self, *, file: str, **options: Any) -> None:
        try:
            contest = PlainContest.read(json.loads(file_text(file), parse_float=str, parse_int=str))
        except (json.JSONDecodeError, RecursionError) as error:
            raise CommandError(f"{file} is no JSON: {error}") from error
        except WrongRule as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json_text(rank_entries(contest)))


def json_text(result: dict[str, Any]) -> str:
    """With letters as they are, but where a name has half a character, which JSON can escape and UTF-8 cannot hold."""
    text = json.dumps(result, ensure_ascii=False, indent=1)
    if SURROGATE.search(text):
        text = json.dumps(result, indent=1)
    return text


def file_text(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is no UTF-8.") from error
