"""The rule of a round after its judging has begun: corrected for a reason, and told in the log."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.contests.log import append_event
from agenda.models.contests import ContestVerb, Round
from expo.event_log.chain import canonical_json

# What a ranking follows from, beside the weights of criteria.
FACTS = (
    *("aggregate", "trim", "normalise", "missing", "min_judges", "decimals", "ties", "carried_weight"),
    *("judges_per_entry", "advance_count", "track_quota", "cutoff_ties"),
)
WEIGHT = "weight:"


def rule_facts(round_: Round) -> dict[str, str]:
    """By their names, weights of criteria as weight:impact."""
    facts = {name: plain_fact(getattr(round_, name)) for name in FACTS}
    for criterion in round_.criteria.all():
        facts[f"{WEIGHT}{criterion.code}"] = plain_fact(criterion.weight)
    return facts


def plain_fact(value: Any) -> str:
    """Numbers that are equal read alike: 0.5 and 0.5000."""
    if value is None:
        return ""
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").isdecimal() else text


def facts_digest(facts: Mapping[str, str]) -> str:
    """By which a form says what it showed."""
    return hashlib.sha256(canonical_json(dict(facts)).encode()).hexdigest()[:16]


@transaction.atomic
def correct_rule(
    round_: Round, changes: Mapping[str, Any], by: User, *, seen: str, reason: str
) -> list[dict[str, str]]:
    """`changes`: values by the names of `rule_facts`; what became different, as fact, before and after.

    Raises ValidationError without a reason, where nothing differs or something did since it was `seen`, and once a
    ranking is frozen.
    """
    stored = Round.objects.select_for_update().get(pk=round_.pk)
    before = rule_facts(stored)
    require_correctable(stored, facts_digest(before) == seen, reason)
    changed = {name: value for name, value in changes.items() if plain_fact(value) != before[name]}
    if not changed:
        raise ValidationError(_("Nothing was changed."))
    store_facts(stored, changed)
    told = [{"fact": name, "before": before[name], "after": plain_fact(value)} for name, value in changed.items()]
    append_event(ContestVerb.RULED, stored, by, changes=told, reason=reason.strip())
    return told


def store_facts(round_: Round, changed: Mapping[str, Any]) -> None:
    """All of them together: some hold only beside each other."""
    for criterion in round_.criteria.all():
        name = f"{WEIGHT}{criterion.code}"
        if name in changed:
            criterion.weight = changed[name]
            criterion.full_clean()
            criterion.save(update_fields=["weight"])
    for name in FACTS:
        if name in changed:
            setattr(round_, name, changed[name])
    round_.full_clean()
    round_.save()


def require_correctable(round_: Round, as_seen: bool, reason: str) -> None:
    if round_.rankings.exists():
        raise ValidationError(_("The ranking of this round is frozen; its rule stays as it is."))
    if not as_seen:
        raise ValidationError(_("Somebody has changed the rule meanwhile: look again."))
    if not reason.strip():
        raise ValidationError(_("Say why."))
