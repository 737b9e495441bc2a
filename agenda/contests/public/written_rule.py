"""The rule of a round in sentences of the active language: the one place that turns its fields into words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from agenda.models.contests import Aggregate, Criterion, CutoffTies, MissingScores, Normalisation, Round
from expo.i18n.bilingual import localised_text
from expo.i18n.numbers import format_weight

NAMED = "criterion:"


def rule_sentences(round_: Round, criteria: Sequence[Criterion]) -> list[str]:
    """How a total comes about, who stands first where totals are equal, who goes on, and how long one may object."""
    found = [*mean_sentences(round_, criteria), total_sentence(round_), *missing_sentences(round_)]
    if sentence := tie_sentence(round_, criteria):
        found.append(sentence)
    found.append(rounding_sentence(round_))
    return found + advance_sentences(round_) + [objection_sentence(round_)]


def mean_sentences(round_: Round, criteria: Sequence[Criterion]) -> list[str]:
    found = []
    if len(criteria) > 1 or round_.carried_weight:
        found.append(_("A judge’s mean is the weighted mean of the values that the judge gave for all criteria."))
    else:
        found.append(_("A judge’s mean is the value that the judge gave."))
    if round_.carried_weight:
        weight = format_weight(round_.carried_weight)
        found.append(
            _("The total of the round before counts as one more criterion, with the weight %(weight)s.")
            % {"weight": weight}
        )
    if round_.normalise == Normalisation.ZSCORE:
        found.append(
            _(
                "So that strict and generous judges count alike, each mean is replaced by its distance from that "
                "judge’s average, measured in that judge’s standard deviation."
            )
        )
    return found


def total_sentence(round_: Round) -> str:
    if round_.aggregate == Aggregate.TRIMMED and round_.trim:
        return ngettext(
            "The highest and the lowest mean are left out; the total is the mean of the others.",
            "The %(number)d highest and the %(number)d lowest means are left out; the total is the mean of the others.",
            round_.trim,
        ) % {"number": round_.trim}
    return _("The total is the mean over all its judges.")


def missing_sentences(round_: Round) -> list[str]:
    found = []
    if round_.min_judges > 1:
        found.append(
            _("An entry needs at least %(number)d judges; until each has them, nothing is ranked.")
            % {"number": round_.min_judges}
        )
    if round_.missing == MissingScores.WAIT:
        found.append(_("Where a judge left a criterion out, the entry waits until it is given. Nothing counts as 0."))
    else:
        found.append(
            _("Where a judge left a criterion out, the mean is over the criteria that were given. Nothing counts as 0.")
        )
    return found


def tie_sentence(round_: Round, criteria: Sequence[Criterion]) -> str:
    """Empty where equals share their place at once."""
    names = {criterion.code: localised_text(criterion, "name").value for criterion in criteria}
    steps = []
    for tie in round_.tie_breaks:
        if tie == "shared":
            break
        if tie == "head_to_head":
            steps.append(_("of exactly two, the one that more judges of both put higher"))
        elif tie.startswith(NAMED):
            code = tie.removeprefix(NAMED)
            steps.append(_("the higher mean for “%(criterion)s”") % {"criterion": names.get(code, code)})
    if not steps:
        return _("Equal totals share a place.")
    told = pgettext("between steps of a rule", ", then ").join(steps)
    return _("Equal totals are decided in this order: %(steps)s. What is still equal shares a place.") % {"steps": told}


def rounding_sentence(round_: Round) -> str:
    return ngettext(
        "Totals are computed exactly and printed with %(number)d decimal, rounded half up.",
        "Totals are computed exactly and printed with %(number)d decimals, rounded half up.",
        round_.decimals,
    ) % {"number": round_.decimals}


def advance_sentences(round_: Round) -> list[str]:
    """Who goes on to the next round; nobody where there is no number."""
    quota, count = round_.track_quota, round_.advance_count
    if quota and count:
        found = [
            _("The first %(quota)d of each track go on, then the best of the others until %(count)d do.")
            % {"quota": quota, "count": count}
        ]
    elif quota:
        found = [_("The first %(quota)d of each track go on.") % {"quota": quota}]
    elif count:
        found = [_("The first %(count)d go on.") % {"count": count}]
    else:
        return []
    if round_.cutoff_ties == CutoffTies.ALL:
        return [*found, _("Entries that are equal at the cut-off all go on.")]
    return [*found, _("Of entries that are equal at the cut-off, none goes on.")]


def objection_sentence(round_: Round) -> str:
    if not round_.objection_days:
        return _("The results are final when they are published.")
    return ngettext(
        "After publication one may object for %(number)d day; then the results are final.",
        "After publication one may object for %(number)d days; then the results are final.",
        round_.objection_days,
    ) % {"number": round_.objection_days}
