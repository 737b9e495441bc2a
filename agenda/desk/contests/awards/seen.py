"""Awards are given as they were shown: a form sends the digest of what it showed, and nothing else is published."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agenda.desk.contests.rule_corrections import facts_digest
from agenda.models.contests import Award
from expo.event_log.chain import canonical_json

# All that is frozen with an award.
GIVEN = (
    *("entry_id", "track_id", "place", "name_en", "name_zh", "prize_minor", "prize_currency", "prize_en", "prize_zh"),
    *("citation_en", "citation_zh", "session_id"),
)


def awards_digest(awards: Iterable[Award]) -> str:
    """By which a form says what awards it showed, in whatever order."""
    rows = sorted(canonical_json({name: getattr(award, name) for name in GIVEN}) for award in awards)
    return facts_digest({str(number): row for number, row in enumerate(rows)})


def require_seen(awards: Iterable[Award], seen: str) -> None:
    """`awards`: locked, so that they are given as they are compared. Raises ValidationError unless their digest is the
    one that was `seen`.
    """
    if awards_digest(awards) != seen:
        raise ValidationError(_("These awards have changed since they were shown, and none was given: look again."))


def lock_awards(awards: Iterable[Award]) -> list[Award]:
    """As they stand in the database, in their order; those that are gone are left out."""
    keys = [award.pk for award in awards]
    rows = Award.objects.select_for_update(of=("self",)).in_bulk(keys)
    return [rows[key] for key in keys if key in rows]
