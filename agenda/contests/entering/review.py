"""What staff decide about entries that came by the form: whose organisations they mean, then accepted or not."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q, QuerySet

from agenda.contests.entries import entry_steps
from agenda.models.contests import Contest, Entry, EntryStatus, LatePermission, TeamMember
from expo.imports.lists.lookups.organisation_register import OrganisationRegister
from expo.models import Organisation
from expo.models.showcase.venue_clock import venue_now

# What staff choose where none of those that are known is meant.
AS_WRITTEN = "none"
# Of so many at a time staff can look at what is asked.
MOST_AT_ONCE = 200


class ChangedSinceLook(Exception):
    """Entries are not what staff looked at: they would accept a text that they never saw."""


@dataclass(frozen=True)
class MemberQuestion:
    """A member whose organisation the team wrote; `candidates`: those of this or nearly this name, `same`: of this."""

    member: TeamMember
    candidates: list[Organisation]
    same: bool

    @property
    def field(self) -> str:
        return f"organisation-{self.member.pk}"


def entries_to_review(entries: QuerySet) -> QuerySet:
    waiting = Entry.objects.to_review().filter(pk__in=entries.order_by().values("pk"))
    return first_of(waiting.order_by("applied_at", "pk"))


def entries_to_refuse(entries: QuerySet) -> QuerySet:
    standing = (EntryStatus.APPLIED, EntryStatus.ACCEPTED)
    chosen = Entry.objects.filter(pk__in=entries.order_by().values("pk"), status__in=standing)
    return first_of(chosen.order_by("pk"))


def first_of(entries: QuerySet) -> QuerySet:
    """As many as are looked at together: nothing is decided of what the look does not show."""
    return entries.filter(pk__in=list(entries.values_list("pk", flat=True)[:MOST_AT_ONCE]))


def late_entries(entries: QuerySet) -> QuerySet:
    """Those that came after the deadline without a permission, also such as staff have typed in themselves and nobody
    applied with.
    """
    late = Q(applied_at__gt=F("contest__entries_close_at"))
    late |= Q(applied_at=None, contest__entries_close_at__lt=venue_now("contest__edition"))
    permitted = LatePermission.objects.filter(revoked_at=None).exclude(entry=None)
    return entries.filter(late).exclude(pk__in=permitted.values("entry"))


def member_questions(entries: QuerySet) -> list[MemberQuestion]:
    """Nothing is matched without being asked, not even a name that only one organisation bears."""
    register = OrganisationRegister()
    written = TeamMember.objects.filter(team__entries__in=entries, organisation=None).exclude(organisation_name="")
    questions = []
    for member in written.select_related("team").distinct().order_by("team", "order", "pk"):
        same = register.bearers(member.organisation_name)
        candidates = same or register.likely_bearers(member.organisation_name)
        if candidates:
            questions.append(MemberQuestion(member, candidates, bool(same)))
    return questions


def version_field(entry: Entry) -> str:
    """By this name the look sends which version of the entry it showed."""
    return f"version-{entry.pk}"


def seen_version(entry: Entry) -> str:
    """What a look shows of it: its texts by their version, its pictures and files by their rows."""
    pictures = "-".join(str(row.pk) for row in entry.shown_pictures.all())
    return f"{entry.version}.{pictures}.{'-'.join(str(row.pk) for row in entry.files.all())}"


def is_as_seen(entries: QuerySet, sent: Mapping[str, str]) -> bool:
    """Whether each is now in the version that was looked at."""
    rows = entries.prefetch_related("shown_pictures", "files")
    return all(sent.get(version_field(entry)) == seen_version(entry) for entry in rows)


def unanswered_questions(questions: list[MemberQuestion], answers: Mapping[str, str]) -> list[MemberQuestion]:
    """Those to which nobody has said which organisation is meant, or that none is."""
    left = []
    for question in questions:
        possible = {AS_WRITTEN, *(str(row.pk) for row in question.candidates)}
        if answers.get(question.field) not in possible:
            left.append(question)
    return left


@transaction.atomic
def accept_entries(
    entries: QuerySet, questions: list[MemberQuestion], answers: Mapping[str, str], by: User, *, late_reason: str
) -> list[Entry]:
    """Accept all of them, or none. Every question is answered; `answers` bears the versions that were looked at too.

    Raises ChangedSinceLook, and ValidationError as `accept_entry` does.
    """
    lock_contests(entries)
    if not is_as_seen(entries, answers):
        raise ChangedSinceLook
    for question in questions:
        if (answer := answers[question.field]) != AS_WRITTEN:
            question.member.organisation_id = int(answer)
            question.member.save(update_fields=["organisation"])
    late = set(late_entries(entries).values_list("pk", flat=True))
    accepted = []
    for entry in entries:
        accepted.append(entry_steps.accept_entry(entry, by, late_reason=late_reason if entry.pk in late else ""))
    return accepted


def lock_contests(entries: QuerySet) -> None:
    """Teams that write wait until this is done, or have written before it begins."""
    contests = Contest.objects.filter(pk__in=entries.order_by().values("contest")).order_by("pk")
    list(contests.select_for_update(no_key=True))


@transaction.atomic
def refuse_entries(entries: QuerySet, reason: str) -> list[Entry]:
    return [entry_steps.disqualify_entry(entry, reason=reason) for entry in entries]
