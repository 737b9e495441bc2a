"""Who does what in the rehearsal's sessions: nobody in two places at once, and everybody somewhere."""

import datetime as dt
import random
from collections import defaultdict, deque
from collections.abc import Iterator

from agenda.demo.programme import ProgrammeItem
from agenda.models import RoleKind as Role
from agenda.models import Session, SessionRole
from agenda.models import SessionKind as Kind
from expo.models import Attendance
from expo.models.people import Capacity

EXPERTS = "experts"
# For each kind of session: the role, who may take it, and how many do.
PARTS: dict[str, list[tuple[Role, str, int]]] = {
    Kind.CEREMONY: [
        (Role.HOST, Capacity.GUEST, 1),
        (Role.GUEST, Capacity.HEAD, 3),
        (Role.SPEAKER, Capacity.OFFICIAL, 2),
    ],
    Kind.CONFERENCE: [(Role.CHAIR, EXPERTS, 1), (Role.KEYNOTE, EXPERTS, 4), (Role.HOST, Capacity.GUEST, 1)],
    Kind.CONTEST: [(Role.JUDGE, EXPERTS, 4), (Role.HOST, Capacity.GUEST, 1)],
    Kind.FORUM: [(Role.CHAIR, EXPERTS, 1), (Role.PANELLIST, EXPERTS, 3)],
    Kind.SIGNING: [(Role.HOST, Capacity.GUEST, 1), (Role.WITNESS, Capacity.OFFICIAL, 3)],
    Kind.LAUNCH: [(Role.SPEAKER, EXPERTS, 2), (Role.HOST, Capacity.GUEST, 1)],
    Kind.VISIT: [(Role.HOST, Capacity.OFFICIAL, 1)],
}
TALK = [(Role.SPEAKER, EXPERTS, 1)]


class CastingQueues:
    """The people of a wing, in queues: who was longest without a part and is free comes first."""

    def __init__(self, attendances: list[Attendance], rng: random.Random) -> None:
        queues: dict[str, list[Attendance]] = defaultdict(list)
        for attendance in rng.sample(attendances, len(attendances)):
            queue = attendance.capacity
            if queue in (Capacity.ACADEMIC, Capacity.EXECUTIVE):
                queue = EXPERTS
            queues[queue].append(attendance)
        self.queues = {name: deque(queue) for name, queue in queues.items()}
        self.busy: dict[int, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)

    def roles(self, items: list[ProgrammeItem]) -> Iterator[SessionRole]:
        """The roles of the items and of their talks. Those who are in a forum as a whole give none of its talks."""
        for item in items:
            yield from self.of(item.session, PARTS.get(item.session.kind, []))
            for talk in item.talks:
                yield from self.of(talk.session, TALK)

    def of(self, session: Session, parts: list[tuple[Role, str, int]]) -> Iterator[SessionRole]:
        order = 0
        for role, queue, count in parts:
            for _ in range(count):
                order += 1
                yield self.part(session, role, self.next(queue, session), order)

    def next(self, queue: str, session: Session) -> Attendance:
        waiting = self.queues[queue]
        for _ in range(len(waiting)):
            attendance = waiting[0]
            waiting.rotate(-1)
            if self.is_free(attendance, session):
                return attendance
        raise LookupError(f"Nobody is free for {session.slug}.")

    def is_free(self, attendance: Attendance, session: Session) -> bool:
        """Whether the person is nowhere else at that time; if so, they are here from now on."""
        starts_at, ends_at = session.starts_at, session.ends_at
        if starts_at is None or ends_at is None:
            return True
        times = self.busy[attendance.person_id]
        if any(start < ends_at and starts_at < end for start, end in times):
            return False
        times.append((starts_at, ends_at))
        return True

    def part(self, session: Session, role: Role, attendance: Attendance, order: int) -> SessionRole:
        return SessionRole(
            session=session,
            role=role,
            person_id=attendance.person_id,
            organisation_id=attendance.organisation_id,
            title_en=attendance.title_en,
            title_zh=attendance.title_zh,
            order=order,
        )
