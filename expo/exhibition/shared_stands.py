"""Stands that several exhibitors have: asked about where nobody has said that they share."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from expo.models import Booth, Participation
from expo.models.exhibition import ParticipationKind, ParticipationStatus


def has_own_stand(participation: Participation) -> bool:
    """Whether it takes a stand for itself: a co-exhibitor shares, who has withdrawn has none."""
    withdrawn = participation.status == ParticipationStatus.WITHDRAWN
    return participation.kind == ParticipationKind.EXHIBITOR and not withdrawn


def neighbours(participation: Participation, booth: Booth) -> list[Participation]:
    """The others that have the stand for themselves, where this one would too."""
    if not has_own_stand(participation):
        return []
    there = booth.participations.exclude(pk=participation.pk).select_related("organisation").order_by("pk")
    return [other for other in there if has_own_stand(other)]


def sharing_question(booth: Booth, exhibitors: Iterable[Participation]) -> str:
    name = booth.number
    if booth.hall_id:
        name = booth.label
    names = {"booth": name, "exhibitors": exhibitor_names(exhibitors)}
    return _("%(booth)s is the stand of %(exhibitors)s. If they share it, tick “shared”; else choose another.") % names


def exhibitor_names(exhibitors: Iterable[Participation]) -> str:
    return ", ".join(str(row.organisation) for row in exhibitors)


def doubly_let_stands(rows: QuerySet[Participation]) -> QuerySet[Booth]:
    """The stands that these exhibitors and others have, each for itself."""
    through = Booth.participations.through.objects.filter(participation__in=rows.order_by().values("pk"))
    return Booth.objects.doubly_let().filter(pk__in=through.values("booth"))


def sharing_questions(rows: QuerySet[Participation]) -> list[str]:
    """What to ask before the rows are published: each stand with its exhibitors."""
    found = doubly_let_stands(rows).select_related("hall").prefetch_related("participations__organisation")
    questions = []
    for booth in found.order_by("hall__code", "number"):
        owners = filter(has_own_stand, booth.participations.all())
        questions.append(f"{booth.label}: {exhibitor_names(owners)}")
    return questions


def mark_as_shared(rows: QuerySet[Participation]) -> None:
    """Somebody has said that they do."""
    Booth.objects.filter(pk__in=list(doubly_let_stands(rows).values_list("pk", flat=True))).update(shared=True)
