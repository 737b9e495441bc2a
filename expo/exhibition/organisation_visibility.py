"""Who may know of which organisations: those that only the ledger holds are found by its readers alone.

Data entry meets every other one: `Organisation.known` says that somebody entered it there or that it was public once;
what else is in use or public now, the apps that stand on this one name themselves (`EXPO_KNOWN`).
"""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.module_loading import import_string

from expo.models import Attendance, Organisation, Participation
from expo.models.organisations import OrganisationQuerySet

FULL_NAMES = ("name_en", "name_zh")


def may_know_all(user: User) -> bool:
    return user.has_perm(settings.LEDGER_READER)


def data_entry_condition() -> Q:
    """Which organisations data entry may know of."""
    return Q(known=True) | usage_condition()


def usage_condition() -> Q:
    """Those that data entry has a part for, or the public reads of, whoever made them."""
    used = [model.objects.exclude(organisation=None).values("organisation") for model in (Participation, Attendance)]
    more = [import_string(path)() for path in settings.EXPO_KNOWN]
    return Q(*[("pk__in", keys) for keys in (*used, *more)], _connector=Q.OR)


def visible_organisations(rows: QuerySet, user: User) -> QuerySet:
    """The organisations that this user may know of."""
    if may_know_all(user):
        return rows
    return rows.filter(data_entry_condition())


def hidden_organisations() -> OrganisationQuerySet:
    return Organisation.objects.exclude(data_entry_condition())


@transaction.atomic
def join_hidden_twins(row: Organisation) -> None:
    """Let those of the same name or credit code that only the ledger holds count as this one, without a word.

    They keep all that is known of them, and stay hidden: the row tells nothing that was not typed here.
    """
    if row.merged_into_id or hidden_organisations().filter(pk=row.pk).exists():
        return
    candidates = hidden_organisations().standing().filter(twin_condition(row)).exclude(pk=row.pk)
    twins = [each.pk for each in candidates if not has_other_name(each, row)]
    Organisation.objects.filter(Q(pk__in=twins) | Q(merged_into__in=twins)).update(merged_into=row)


def twin_condition(row: Organisation) -> Q:
    names = set()
    for field in FULL_NAMES:
        if name := getattr(row, field):
            names.add(name.strip())
    conditions: list[tuple[str, str]] = []
    for field in FULL_NAMES:
        conditions.extend((f"{field}__iexact", name) for name in names)
    found = Q(*conditions, _connector=Q.OR)
    if row.uscc:
        found |= Q(uscc=row.uscc)
    return found


def has_other_name(one: Organisation, other: Organisation) -> bool:
    """Whether they are called otherwise in a language in which both have a name, and have no code in common."""
    if one.uscc and one.uscc == other.uscc:
        return False
    for field in FULL_NAMES:
        mine, theirs = getattr(one, field).casefold(), getattr(other, field).strip().casefold()
        if mine and theirs and mine != theirs:
            return True
    return False


def may_leave_data_entry(row: Model, by: User | None) -> bool:
    """Whether a row that something holds on to leaves data entry all the same: what holds it nobody there knows of."""
    if not isinstance(row, Organisation) or by is None or may_know_all(by):
        return False
    return not Organisation.objects.filter(usage_condition(), pk=row.pk).exists()


def hide_from_data_entry(row: Model) -> None:
    """Take from data entry an organisation that the ledger still holds."""
    Organisation.objects.filter(pk=row.pk).update(known=False)


def return_to_data_entry(row: Model) -> bool:
    """Bring back to data entry what was forgotten; False where there is no such row."""
    if not isinstance(row, Organisation):
        return False
    return bool(Organisation.objects.filter(pk=row.pk, known=False).update(known=True))


def release_hidden_twins(row: Model) -> None:
    """Let what only the ledger holds no longer count as this organisation."""
    if isinstance(row, Organisation):
        hidden_organisations().filter(merged_into=row).update(merged_into=None)
