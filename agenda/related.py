"""Sessions that stand near another one: on the same subject, or with the same people."""

from django.db.models import F, Q

from agenda.models import Session, SessionQuerySet, SessionRole, SessionStatus

MOST = 5


def related(session: Session) -> SessionQuerySet:
    """At most five others with an area, a scenario or a person of this one, those that come after it first; one query.

    The session's areas, scenarios and roles are loaded already.
    """
    areas = Session.areas.through.objects.filter(technologyarea__in=list(session.areas.all()))
    scenarios = Session.scenarios.through.objects.filter(scenario__in=list(session.scenarios.all()))
    people = [role.person_id for role in session.roles.all() if role.person_id]
    roles = SessionRole.objects.filter(person__in=people)
    shared = Q()
    for links in (areas, scenarios, roles):
        shared |= Q(pk__in=links.values("session"))
    others = session.edition.sessions.public().filter(shared).exclude(pk=session.pk)
    others = others.exclude(status=SessionStatus.CANCELLED).exclude(origin=session.parent_id or 0)
    others = others.exclude(parent__isnull=False, parent=session.origin_id)
    rows = others.select_related("room", "edition", "was_room").defer("abstract_en", "abstract_zh")
    moment = session.starts_at or session.edition.now()
    return rows.annotate(earlier=Q(starts_at__lt=moment)).order_by(
        "earlier", "day", F("starts_at").asc(nulls_last=True), "pk"
    )[:MOST]
