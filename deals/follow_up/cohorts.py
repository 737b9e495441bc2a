"""The cohort: the projects that counted when the edition closed, fixed once; terminated ones stay in it."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deals import totals
from deals.follow_up.reports import TAKE
from deals.ledger import hash_chain
from deals.ledger.workflow import StepRefusal, require_permission
from deals.models import Cohort, CohortMember, Terms
from deals.models.events import Verb
from deals.models.terms import TermsQuerySet
from deals.totals.rows.counted import counted_rows, counted_terms
from expo.event_log.address import WHERE
from expo.models import Edition
from expo.models.edition import EditionStatus

CLOSED = {EditionStatus.CLOSED, EditionStatus.ARCHIVED}


@dataclass(frozen=True)
class CohortForecast:
    """What the cohort would be if it were fixed now; amounts in minor units of the reporting currency."""

    closed: bool
    projects: int
    undisclosed: int
    minor: int | None


def counted_projects(edition: Edition) -> list[dict]:
    """The projects in the edition's public total: their terms, and what each adds to it."""
    fields = ("terms_key", "minor", "undisclosed")
    return list(counted_rows(totals.Scope(edition)).values(*fields, project=F("deal__project")))


def forecast_cohort(edition: Edition) -> CohortForecast:
    rows = counted_projects(edition)
    minors = [row["minor"] for row in rows if row["minor"] is not None]
    contract = None
    if minors:
        contract = sum(minors)
    return CohortForecast(edition.status in CLOSED, len(rows), len(rows) - len(minors), contract)


@transaction.atomic
def fix_cohort(edition: Edition, *, by: User) -> Cohort:
    """Fix the denominators of all the edition's rates. Raises StepRefusal unless it is closed and has projects."""
    require_permission(by, TAKE)
    head = hash_chain.lock()
    if Cohort.objects.filter(edition=edition).exists():
        raise StepRefusal(_("The cohort of this edition is fixed already."), code="fixed")
    if edition.status not in CLOSED:
        raise StepRefusal(_("The cohort is fixed when the edition is closed."), code="open")
    rows = counted_projects(edition)
    if not rows:
        raise StepRefusal(_("No project of this edition is announced."), code="empty")
    not_itemised = 0
    left = totals.counted_headline(edition).not_itemised
    if left:
        not_itemised = left.number
    cohort = Cohort.objects.create(
        edition=edition,
        currency=edition.reporting_currency,
        not_itemised=not_itemised,
        fixed_by=by,
        fixed_at=timezone.now(),
    )
    members, projects = [], {}
    for row in rows:
        project, minor = row["project"], row["minor"]
        members.append(CohortMember(cohort=cohort, project_id=project, terms_id=row["terms_key"], minor=minor))
        projects[project] = minor
    CohortMember.objects.bulk_create(members)
    told = {"projects": projects, "currency": cohort.currency}
    more = {"not_itemised": cohort.not_itemised, "from": WHERE.get()}
    hash_chain.append(head, Verb.FIXED, subject=edition.identifier, actor=by.get_username(), told=told | more)
    return cohort


def followed_terms(edition: Edition) -> TermsQuerySet:
    """The terms by which projects are followed: the cohort's; before it is fixed, those in the public total."""
    if Cohort.objects.filter(edition=edition).exists():
        return Terms.objects.filter(Exists(CohortMember.objects.filter(cohort__edition=edition, terms=OuterRef("pk"))))
    return counted_terms(totals.Scope(edition))
