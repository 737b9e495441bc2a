"""Announced deals by the hundred, written past the ledger: only for counting and measuring."""

import uuid

from deals.models import Amount, Deal, Party, Project, Terms
from expo.db import analyze


def copied(deal: Deal, number: int) -> list[Deal]:
    """So many more announced deals like this one, each of a project of its own."""
    terms = Terms.objects.get(deal=deal, number=deal.announced_version)
    first = Deal.objects.order_by("-sequence").values_list("sequence", flat=True)[0] + 1
    projects = Project.objects.bulk_create(
        Project(edition=deal.edition, code=f"copy-{first + n}", kind=deal.project.kind) for n in range(number)
    )
    deals = Deal.objects.bulk_create(like(deal, project, first + n) for n, project in enumerate(projects))
    copies = Terms.objects.bulk_create(again(terms, deal=each) for each in deals)
    for model, rows in ((Amount, terms.amounts.all()), (Party, terms.parties.all())):
        model.objects.bulk_create(again(row, terms=copy) for copy in copies for row in rows)
    analyze.analyze_tables()
    return deals


def like(deal: Deal, project: Project, sequence: int) -> Deal:
    key = uuid.uuid4()
    return again(deal, project=project, sequence=sequence, submission_key=key, reference=key.hex[:8])


def again(row, **changes):
    """A row like this one, not saved, but for its key and the changes."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and field.name not in changes]
    return type(row)(**{field.attname: getattr(row, field.attname) for field in fields}, **changes)
