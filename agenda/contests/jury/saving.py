"""What a judge sends of an entry: written once, however often it arrives; a stale one overwrites nothing."""

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple, Self

from django.db import transaction
from django.utils.translation import gettext as _

from agenda.contests.recusals import declare_conflict
from agenda.contests.rules import plain_decimal
from agenda.contests.scoring import ScoreRefused, write_scores
from agenda.models.contests import UNITS, Assignment, FrozenRanking, Recusal, Round

PREFIX = "score-"
LONGEST_COMMENT = 4_000
LONGEST_REASON = 300


class Superseded(ScoreRefused):
    """The entry was scored elsewhere since the form that was sent had been opened."""


class Sheet(NamedTuple):
    """`values` by the codes of criteria, without blank ones; `version`: of the assignment as the form showed it."""

    values: dict[str, str]
    comment: str
    version: int

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> Self:
        """Values as any keyboard types them: full-width digits are digits."""
        values = {}
        for name, text in sent.items():
            plain = unicodedata.normalize("NFKC", text).strip()
            if name.startswith(PREFIX) and plain:
                values[name.removeprefix(PREFIX)] = plain
        version = sent.get("version", "")
        number = int(version) if version.isascii() and version.isdigit() and len(version) < len("1000000000") else 0
        return cls(values, sent.get("comment", "").replace("\r\n", "\n").strip(), number)


@transaction.atomic
def save_sheet(assignment: Assignment, sheet: Sheet) -> Assignment:
    """As it stands afterwards. What is stored already, be the round closed by now, is not written again.

    Raises ScoreRefused, Superseded: nothing is written then.
    """
    Round.objects.select_for_update().get(pk=assignment.round_entry.round_id)
    assignment = Assignment.objects.select_related("round_entry__entry", "juror").get(pk=assignment.pk)
    stored = {score.criterion.code: score.units for score in assignment.scores.select_related("criterion")}
    if is_stored(sheet, assignment, stored):
        return assignment
    if sheet.version != assignment.version:
        raise Superseded(_("You have scored this entry elsewhere in the meantime. Compare, then save again."))
    if len(sheet.comment) > LONGEST_COMMENT:
        raise ScoreRefused(_("The comment is too long: at most %(most)s characters.") % {"most": LONGEST_COMMENT})
    if set(stored) - set(sheet.values):
        raise ScoreRefused(_("A value that was given can be changed, but not left empty."))
    write_scores(assignment, sheet.values, comment=sheet.comment)
    return assignment


def is_stored(sheet: Sheet, assignment: Assignment, stored: Mapping[str, int]) -> bool:
    sent = {}
    for code, text in sheet.values.items():
        value = plain_decimal(text)
        sent[code] = None if value is None else value * UNITS
    return sent == stored and sheet.comment == assignment.comment


@transaction.atomic
def declare_own_conflict(assignment: Assignment, reason: str) -> Recusal:
    """While the judge may score; afterwards it would change a ranking, and only staff may.

    Raises ScoreRefused: nothing is written then.
    """
    round_ = Round.objects.locked().get(pk=assignment.round_entry.round_id)
    if round_.has_closed or FrozenRanking.objects.filter(round=round_).exists():
        raise ScoreRefused(_("Judging has closed. Tell the organisers of the conflict."))
    return declare_conflict(assignment.juror, assignment.round_entry.entry, reason.strip()[:LONGEST_REASON])
