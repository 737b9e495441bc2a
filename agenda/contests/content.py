"""A round as plain data: what `rank_scores` reads and a frozen ranking keeps. Entries and judges by their codes."""

from typing import Any

from django.db.models import QuerySet

from agenda.models.contests import (
    CARRIED,
    UNITS,
    Assignment,
    Criterion,
    EntryStatus,
    FrozenRanking,
    Recusal,
    ResultRow,
    Round,
    Score,
)
from agenda.models.contests.entries import entry_code
from agenda.models.contests.jury import juror_code


def round_content(round_: Round) -> dict[str, Any]:
    """Rule, criteria, scores of the entries that still stand, and recusals: all that the ranking follows from."""
    # By joins: a list of keys from a query of its own costs PostgreSQL minutes while it knows nothing of new tables.
    scores = Score.objects.filter(**standing_conditions(round_, "assignment__"))
    entry, judge = "assignment__round_entry__entry__number", "assignment__juror__number"
    rows = scores.order_by(entry, judge, "criterion__order", "criterion_id")
    given = [
        {"entry": entry_code(number), "judge": juror_code(of), "criterion": code, "value": plain_text(units)}
        for number, of, code, units in rows.values_list(entry, judge, "criterion__code", "units")
    ]
    criteria = [criterion_content(criterion) for criterion in round_.criteria.all()]
    content = {"rule": round_.rule, "criteria": criteria, "scores": given, "recused": recused_pairs(round_)}
    return add_carried(content, round_)


def standing_assignments(round_: Round) -> QuerySet[Assignment]:
    """Of entries that were neither withdrawn nor disqualified."""
    return Assignment.objects.filter(**standing_conditions(round_)).order_by()


def standing_conditions(round_: Round, path: str = "") -> dict[str, Any]:
    """`path`: from the rows that are filtered to their assignments."""
    conditions: dict[str, Any] = {"round_entry__round": round_, "juror__round": round_}
    conditions["round_entry__entry__status"] = EntryStatus.ACCEPTED
    return {f"{path}{name}": value for name, value in conditions.items()}


def criterion_content(criterion: Criterion) -> dict[str, str]:
    numbers = {name: plain_text(round(getattr(criterion, name) * UNITS)) for name in ("weight", "low", "high")}
    return {"id": criterion.code, **numbers}


def recused_pairs(round_: Round) -> list[dict[str, str]]:
    rows = Recusal.objects.filter(juror__round=round_, entry__number__isnull=False)
    rows = rows.order_by("juror__number", "entry__number")
    pairs = rows.values_list("juror__number", "entry__number")
    return [{"judge": juror_code(judge), "entry": entry_code(number)} for judge, number in pairs]


def add_carried(content: dict[str, Any], round_: Round) -> dict[str, Any]:
    """With the total of the round before as one more criterion, which every judge of an entry gives alike."""
    totals = carried_totals(round_)
    if not totals:
        return content
    weight = plain_text(round(round_.carried_weight * UNITS))
    low, high = min(totals.values(), key=float), max(totals.values(), key=float)
    content["criteria"].append({"id": CARRIED, "weight": weight, "low": low, "high": high})
    pairs = sorted({(score["entry"], score["judge"]) for score in content["scores"]})
    for entry, judge in pairs:
        if entry in totals:
            score = {"entry": entry, "judge": judge, "criterion": CARRIED, "value": totals[entry]}
            content["scores"].append(score)
    return content


def carried_totals(round_: Round) -> dict[str, str]:
    """By the entry's code, as printed in the confirmed ranking of the round before that stands."""
    if not round_.carried_weight:
        return {}
    confirmed = FrozenRanking.objects.filter(round__contest=round_.contest_id, round__number=round_.number - 1)
    ranking = confirmed.filter(confirmed_at__isnull=False).order_by("-version").first()
    rows = ResultRow.objects.filter(ranking=ranking).values_list("entry__number", "total")
    return {entry_code(number): total for number, total in rows}


def plain_text(units: int) -> str:
    """Ten-thousandths as a plain decimal: 85000 is 8.5."""
    whole, part = divmod(abs(units), UNITS)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole}.{part:04d}".rstrip("0").rstrip(".")
