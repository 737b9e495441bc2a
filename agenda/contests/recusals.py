"""From which entries a judge is recused: of their own organisation, as declared, as staff decided."""

from collections import defaultdict

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from agenda.models.contests import Entry, Juror, Recusal, RecusalKind, Round, TeamMember
from expo.firm_names.names import read_name
from expo.models import Attendance

# What a judge and a member of a team have in common where they must not meet: ("person", 3), ("organisation", 8).
Tie = tuple[str, int | str]


@transaction.atomic
def record_recusals(round_: Round) -> int:
    """Write down who is recused by organisation, from the entries that stand in the round now; how many were new."""
    ties = ties_of_entries(Entry.objects.filter(round_entries__round=round_))
    found = []
    for juror in round_.jurors.select_related("organisation"):
        own = ties_of_juror(juror)
        for entry, theirs in ties.items():
            if own & theirs:
                found.append(Recusal(juror=juror, entry_id=entry, kind=RecusalKind.ORGANISATION))
    before = Recusal.objects.filter(juror__round=round_).count()
    Recusal.objects.bulk_create(found, ignore_conflicts=True)
    return Recusal.objects.filter(juror__round=round_).count() - before


def is_recused(juror: Juror, entry: Entry) -> bool:
    """As it is written down, or as the teams stand now."""
    if Recusal.objects.filter(juror=juror, entry=entry).exists():
        return True
    ties = ties_of_entries(Entry.objects.filter(pk=entry.pk))
    return bool(ties_of_juror(juror) & ties[entry.pk])


def declare_conflict(juror: Juror, entry: Entry, reason: str = "") -> Recusal:
    """By the judge; what they have scored of it already counts no more."""
    recusal, _created = Recusal.objects.get_or_create(
        juror=juror, entry=entry, defaults={"kind": RecusalKind.DECLARED, "reason": reason}
    )
    Juror.objects.filter(pk=juror.pk).update(conflicts_declared_at=timezone.now())
    return recusal


def recuse_judge(juror: Juror, entry: Entry, *, reason: str, by: User) -> Recusal:
    """By staff, who must say why."""
    recusal = Recusal(juror=juror, entry=entry, kind=RecusalKind.STAFF, reason=reason, by=by)
    recusal.full_clean()
    recusal.save()
    return recusal


def ties_of_juror(juror: Juror) -> set[Tie]:
    """Themselves, the organisation of their seat in the jury, and the one they attend the edition for."""
    ties: set[Tie] = {("person", juror.person_id)}
    attended = Attendance.objects.filter(person=juror.person_id, edition__contests__rounds=juror.round_id)
    for key in (juror.organisation_id, *attended.values_list("organisation", flat=True)):
        if key:
            ties.add(("organisation", key))
    if juror.organisation:
        ties |= name_ties(juror.organisation.name_en) | name_ties(juror.organisation.name_zh)
    return ties


def ties_of_entries(entries: QuerySet[Entry]) -> dict[int, set[Tie]]:
    """Of the members of their teams, by the entry's key: people, organisations, and those as they were written."""
    found: dict[int, set[Tie]] = defaultdict(set)
    members = TeamMember.objects.filter(team__entries__in=entries).order_by()
    written = members.values_list(
        "team__entries", "person", "organisation", "organisation__name_en", "organisation__name_zh", "organisation_name"
    )
    for entry, person, organisation, *names in written:
        found[entry] |= {("person", person or 0), ("organisation", organisation or 0)}
        for name in names:
            found[entry] |= name_ties(name)
    edition = F("team__contest__edition")
    attended = members.filter(person__attendances__edition=edition, person__attendances__organisation__isnull=False)
    for entry, organisation in attended.values_list("team__entries", "person__attendances__organisation"):
        found[entry].add(("organisation", organisation))
    return found


def name_ties(name: str | None) -> set[Tie]:
    """What all spellings of an organisation's name share; nothing of an empty one."""
    if not name:
        return set()
    return {("name", str(read_name(name)[:4]))}
