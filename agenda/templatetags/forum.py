"""What the page of a forum shows of its rows: their hours, their doubts, who is meant."""

from typing import Any, NamedTuple

from django import template
from django.forms import BaseForm
from django.utils.translation import gettext as _

from agenda.forms.forum import PartForm
from agenda.forms.forum_page import PICK, ForumForms
from agenda.imports.forums.look import FORUMS, Doubt, ForumLook, RowLook
from agenda.models import Session
from agenda.planning import duplication
from expo.i18n.instants import wall_clock_time

register = template.Library()
# The fields of a row that a list calls otherwise.
FIELDS = {"speaker": "speakers", "host": "moderators"}


@register.simple_tag
def may_enter_forums(perms: Any) -> bool:
    """`{% may_enter_forums perms as may %}`: whether the page of a forum is open to this person."""
    return perms.user.has_perms(FORUMS.permissions)


@register.simple_tag
def may_duplicate(perms: Any) -> bool:
    return perms.user.has_perms(duplication.PERMISSIONS)


@register.simple_tag
def forum_row_look(look: ForumLook | None, row: PartForm) -> RowLook | None:
    """What was seen of the row with this form."""
    number = (row.prefix or "").rpartition("-")[2]
    if look is None or not number.isdigit():
        return None
    return look.rows.get(int(number))


@register.simple_tag
def forum_row_hours(look: ForumLook | None, row: PartForm) -> str:
    """Such as 09:00-09:30, with what is after midnight said so; nothing before it was looked at."""
    seen = forum_row_look(look, row)
    if seen is None:
        return ""
    hours = f"{seen.starts_at:%H:%M}–{seen.ends_at:%H:%M}"
    return f"{hours} ({_('after midnight')})" if seen.night else hours


@register.simple_tag
def forum_hours(session: Session) -> str:
    """From when to when, by the clock at the venue; its day before it."""
    if not session.starts_at or not session.ends_at:
        return f"{session.day:%Y-%m-%d}" if session.day else ""
    zone = session.edition.tz
    starts_at, ends_at = (wall_clock_time(each, zone) for each in (session.starts_at, session.ends_at))
    return f"{starts_at:%Y-%m-%d %H:%M}–{ends_at:%H:%M}"


class OpenQuestion(NamedTuple):
    """What keeps a forum from being saved. `number`: of its part, 0 of the forum; `target`: the id of the box."""

    number: int
    sentence: str
    target: str


@register.simple_tag
def forum_questions(look: ForumLook, forms: ForumForms) -> list[OpenQuestion]:
    """All of them, in the order of the page; `target` is "" where no box of the page says it."""
    questions = [OpenQuestion(0, doubt.sentence, box_id(doubt, forms.head)) for doubt in look.head]
    for number, form in enumerate(forms.rows, start=1):
        seen = forum_row_look(look, form)
        for doubt in seen.doubts if seen else ():
            questions.append(OpenQuestion(number, doubt.sentence, box_id(doubt, form)))
    return questions


def box_id(doubt: Doubt, form: BaseForm) -> str:
    """Of the box that is to be filled in or mended."""
    if doubt.choices:
        return f"id_{forum_pick(doubt, form.prefix or '')}"
    name = FIELDS.get(doubt.field, doubt.field)
    return form[name].id_for_label if name in form.fields else ""


@register.simple_tag
def forum_pick(doubt: Doubt, prefix: str) -> str:
    """Under which name the choice of a doubt is sent."""
    field = FIELDS.get(doubt.field, doubt.field)
    return PICK + "-".join(filter(None, (prefix, field)))
