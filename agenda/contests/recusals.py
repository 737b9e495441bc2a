"""From which entries a judge is recused: of their own organisation, as declared, as staff decided."""

from collections import defaultdict
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from agenda.contests.log import append_event
from agenda.models.contests import ContestVerb, Entry, Juror, Recusal, RecusalKind, Round, TeamMember
from expo.firm_names.names import read_name
from expo.search_index.folding import fold_text

# What a judge and a member of a team have in common where they must not meet: ("person", 3), ("organisation", 8).
Tie = tuple[str, int | str]


@transaction.atomic
def record_recusals(round_: Round) -> int:
    """Write down who is recused by organisation, from the entries that stand in the round now; how many were new."""
    ties = ties_of_entries(Entry.objects.filter(round_entries__round=round_))
    found = []
    for juror, own in ties_of_jurors(round_.jurors.all()).items():
        for entry, theirs in ties.items():
            if own & theirs:
                found.append(Recusal(juror_id=juror, entry_id=entry, kind=RecusalKind.ORGANISATION))
    before = Recusal.objects.filter(juror__round=round_).count()
    Recusal.objects.bulk_create(found, ignore_conflicts=True)
    return Recusal.objects.filter(juror__round=round_).count() - before


def is_recused(juror: Juror, entry: Entry) -> bool:
    """As it is written down, or as the teams stand now."""
    return entry.pk in recused_entries(juror, Entry.objects.filter(pk=entry.pk))


def recused_entries(juror: Juror, entries: QuerySet[Entry]) -> set[int]:
    """Keys of those that the judge must not score, written down or not, in a few queries however many there are."""
    found = set(Recusal.objects.filter(juror=juror, entry__in=entries).values_list("entry", flat=True))
    own = ties_of_jurors(Juror.objects.filter(pk=juror.pk))[juror.pk]
    for entry, theirs in ties_of_entries(entries).items():
        if own & theirs:
            found.add(entry)
    return found


def declare_conflict(juror: Juror, entry: Entry, reason: str = "") -> Recusal:
    """By the judge; what they have scored of it already counts no more."""
    recusal, _created = Recusal.objects.get_or_create(
        juror=juror, entry=entry, defaults={"kind": RecusalKind.DECLARED, "reason": reason}
    )
    Juror.objects.filter(pk=juror.pk).update(conflicts_declared_at=timezone.now())
    return recusal


@transaction.atomic
def recuse_judge(juror: Juror, entry: Entry, *, reason: str, by: User) -> Recusal:
    """By staff, who must say why; told in the log. After a ranking was frozen it reaches it by a correction alone."""
    round_ = Round.objects.select_for_update().get(pk=juror.round_id)
    recusal = Recusal(juror=juror, entry=entry, kind=RecusalKind.STAFF, reason=reason.strip(), by=by)
    recusal.full_clean()
    recusal.save()
    append_event(ContestVerb.RECUSED, round_, by, judge=juror.code, entry=entry.code, reason=recusal.reason)
    return recusal


class SameName(NamedTuple):
    """A judge, and an entry of whose team somebody bears the same name without being known as the same person."""

    juror: Juror
    entry: Entry


def same_names(round_: Round) -> list[SameName]:
    """Of judges that are not recused: whether it is the same person, staff must say. Four queries."""
    entries = {entry.pk: entry for entry in Entry.objects.filter(round_entries__round=round_)}
    members = TeamMember.objects.filter(team__entries__in=entries, person=None).order_by()
    named: dict[str, set[int]] = defaultdict(set)
    for entry, *names in members.values_list("team__entries", "name_en", "name_zh"):
        for name in folded_names(*names):
            named[name].add(entry)
    known = set(Recusal.objects.filter(juror__round=round_).values_list("juror", "entry"))
    found = []
    for juror in round_.jurors.select_related("person").in_order():
        own = folded_names(juror.person.name_en, juror.person.name_zh)
        keys = {key for name in own for key in named[name] if key in entries and (juror.pk, key) not in known}
        found += [SameName(juror, entries[key]) for key in sorted(keys)]
    return found


def folded_names(*names: str) -> set[str]:
    """As they compare: in one script and case, without blanks and signs."""
    return {"".join(filter(str.isalnum, fold_text(name))) for name in names} - {""}


def ties_of_jurors(jurors: QuerySet[Juror]) -> dict[int, set[Tie]]:
    """By the judge's key: themselves, the organisation of their seat, and those they attend the edition for."""
    found: dict[int, set[Tie]] = defaultdict(set)
    rows = jurors.order_by()
    for juror, person, *organisation in rows.values_list("pk", "person", *organisation_columns("organisation")):
        found[juror] |= {("person", person)} | organisation_ties(*organisation)
    attended = rows.filter(person__attendances__edition=F("round__contest__edition"))
    columns = organisation_columns("person__attendances__organisation")
    for juror, *organisation in attended.values_list("pk", *columns):
        found[juror] |= organisation_ties(*organisation)
    return found


def ties_of_entries(entries: QuerySet[Entry]) -> dict[int, set[Tie]]:
    """Of the members of their teams, by the entry's key: people, organisations, and those as they were written."""
    found: dict[int, set[Tie]] = defaultdict(set)
    members = TeamMember.objects.filter(team__entries__in=entries).order_by()
    columns = organisation_columns("organisation")
    for entry, person, written, *organisation in members.values_list(
        "team__entries", "person", "organisation_name", *columns
    ):
        found[entry] |= name_ties(written) | organisation_ties(*organisation)
        if person:
            found[entry].add(("person", person))
    attended = members.filter(person__attendances__edition=F("team__contest__edition"))
    columns = organisation_columns("person__attendances__organisation")
    for entry, *organisation in attended.values_list("team__entries", *columns):
        found[entry] |= organisation_ties(*organisation)
    return found


def organisation_columns(path: str) -> list[str]:
    """What `organisation_ties` reads."""
    kept = f"{path}__merged_into"
    return [path, f"{path}__name_en", f"{path}__name_zh", kept, f"{kept}__name_en", f"{kept}__name_zh"]


def organisation_ties(
    key: int | None,
    name_en: str | None,
    name_zh: str | None,
    kept: int | None,
    kept_en: str | None,
    kept_zh: str | None,
) -> set[Tie]:
    """Of one that was merged into another, as that one too; nothing where there is none."""
    if key is None:
        return set()
    names = (name_en, name_zh, kept_en, kept_zh)
    return {("organisation", kept or key)}.union(*map(name_ties, names))


def name_ties(name: str | None) -> set[Tie]:
    """What all spellings of an organisation's name share; nothing of an empty one."""
    if not name:
        return set()
    return {("name", str(read_name(name)[:4]))}
