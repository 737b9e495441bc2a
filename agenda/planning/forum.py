"""A forum as one page of data entry says it: its head, and its parts laid out one after the other from its start."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from agenda.models import RoleKind, Room, Session
from expo.i18n.instants import MINUTE, shift_moment
from expo.models import Edition


class PartType(models.TextChoices):
    TALK = "talk", _("talk")
    PANEL = "panel", _("panel")
    BREAK = "break", _("break")


# Which role those have whom a part names, unless its row says another.
USUAL_ROLES = {
    PartType.TALK: RoleKind.SPEAKER,
    PartType.PANEL: RoleKind.PANELLIST,
    PartType.BREAK: RoleKind.SPEAKER,
}


@dataclass(frozen=True)
class PartData:
    """A row of the page. `number`: which one, from 0; `speakers` and `moderators` are names as they were typed."""

    number: int
    type: str
    name_en: str
    name_zh: str
    minutes: int
    speakers: str = ""
    role: str = ""
    moderators: str = ""

    @property
    def usual_role(self) -> str:
        return self.role or USUAL_ROLES[PartType(self.type)].value


class PartHours(NamedTuple):
    part: PartData
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class ForumData:
    """`starts_at`: of the first part; `end`: by the clock, None where it ends with its last part.

    `forum`: the one that stands already and gets these parts; its names, kind, day and room are then its own.
    `extend`: it may end later for them.
    """

    edition: Edition
    name_en: str
    name_zh: str
    kind: str
    day: dt.date
    starts_at: dt.datetime
    end: dt.time | None = None
    room: Room | None = None
    moderators: str = ""
    languages: str = ""
    status: str = ""
    parts: tuple[PartData, ...] = ()
    forum: Session | None = None
    extend: bool = False

    @property
    def late_end(self) -> dt.datetime | None:
        """When the last new part ends, where the forum that stands already shall end with it, later than before."""
        forum = self.forum
        if not (self.extend and forum and forum.ends_at and self.parts) or forum.last_day:
            return None
        end = list(lay_out(self.starts_at, self.parts))[-1].ends_at
        if end <= forum.ends_at:
            return None
        return end

    @property
    def fingerprint(self) -> str:
        """The same for what says the same, by which it is known whether just this was looked at."""
        said = [self.said, self.forum and self.forum.ends_at]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def said(self) -> str:
        """A digest of what somebody entered: the same also when it is saved, and the forum ends later for it."""
        said = [self.edition.pk, self.name_en, self.name_zh, self.kind, self.day, self.starts_at, self.end]
        said += [self.room and self.room.pk, self.moderators, self.languages, self.status, self.parts]
        said.append(self.forum and (self.forum.pk, self.extend))
        return hashlib.sha256(repr(said).encode()).hexdigest()


def lay_out(starts_at: dt.datetime, parts: tuple[PartData, ...]) -> Iterator[PartHours]:
    """Each part begins when the one before ends, so many minutes later whatever the clocks do meanwhile."""
    for part in parts:
        ends_at = shift_moment(starts_at, part.minutes * MINUTE)
        yield PartHours(part, starts_at, ends_at)
        starts_at = ends_at
