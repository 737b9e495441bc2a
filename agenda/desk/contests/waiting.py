"""Entries of a round that have no place yet, each with what it waits for and the way out."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.contests.content import carried_totals, standing_assignments
from agenda.contests.round_ranking import rank_round
from agenda.contests.rule_sentences import rule_sentence
from agenda.contests.rules import WrongRule
from agenda.models.contests import MissingScores, Recusal, Round
from agenda.models.contests.jury import juror_code

MOST_NAMED = 20


class Waiting(NamedTuple):
    """The code of an entry and why it has no place."""

    code: str
    why: str


class Judging(NamedTuple):
    """Judges of an entry: how many have it, and the codes of those who have not given every value."""

    judges: int
    unfinished: list[str]


def ranked_now(round_: Round) -> dict[str, Any]:
    """As the scores stand; `wrong` says what is wrong with the rule, where nothing can be ranked."""
    try:
        return rank_round(round_)
    except WrongRule as error:
        return {"ranking": [], "waiting": [], "wrong": rule_sentence(error)}


def name_codes(codes: list[str]) -> str:
    """Like E001, E002; of many the first, and how many more there are."""
    more = len(codes) - MOST_NAMED
    named = ", ".join(codes[:MOST_NAMED])
    return _("%(codes)s and %(more)d more") % {"codes": named, "more": more} if more > 0 else named


def waiting_entries(round_: Round, ranked: dict[str, Any]) -> list[Waiting]:
    """`ranked`: as the scores stand. By their numbers, from the hour at which judging opens; in as many queries for one
    as for many.
    """
    if round_.opens_at is None or round_.opens_at > round_.contest.edition.now():
        return []
    placed = {row["entry"] for row in ranked["ranking"]}
    rows = round_.round_entries.competing().select_related("entry").in_order()
    left = [row.entry.code for row in rows if row.entry.code not in placed]
    if not left or "wrong" in ranked:
        return []
    judging, totals = judging_by_entry(round_), carried_totals(round_)
    return [Waiting(code, why_it_waits(round_, code, judging[code], totals)) for code in left]


def judging_by_entry(round_: Round) -> dict[str, Judging]:
    """By the entry's code, without judges that are recused from it."""
    whole = round_.criteria.count()
    recused = Recusal.objects.filter(juror=OuterRef("juror"), entry=OuterRef("round_entry__entry"))
    rows = standing_assignments(round_).filter(~Exists(recused)).annotate(given=Count("scores"))
    found: dict[str, Judging] = defaultdict(lambda: Judging(0, []))
    for row in rows.select_related("round_entry__entry", "juror").order_by("juror__number", "pk"):
        code = row.round_entry.entry.code
        unfinished = found[code].unfinished + ([juror_code(row.juror.number)] if row.given < whole else [])
        found[code] = Judging(found[code].judges + 1, unfinished)
    return found


def why_it_waits(round_: Round, code: str, judging: Judging, totals: dict[str, str]) -> str:
    if not judging.judges:
        return _("No judge has it. Draw the judges, or give it to some by hand.")
    if totals and code not in totals and round_.missing == MissingScores.WAIT:
        return _(
            "It has no total of the round before, which counts in this one, so it would wait for ever. Correct the "
            "rule, so that the criteria that were given count or nothing is carried over; or disqualify the entry."
        )
    if judging.unfinished:
        return _("Values are missing from %(judges)s.") % {"judges": ", ".join(judging.unfinished)}
    need = max(round_.min_judges, 2 * round_.trim + 1 if round_.aggregate == "trimmed" else 1)
    return ngettext(
        "%(judges)d judge has scored it, and its total needs %(need)d. Give it to more judges by hand.",
        "%(judges)d judges have scored it, and its total needs %(need)d. Give it to more judges by hand.",
        judging.judges,
    ) % {"judges": judging.judges, "need": need}
