"""The columns of lists of sessions that name who takes part, one for each role."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.imports.sessions.columns import RoleColumn, role_column
from agenda.imports.sessions.people import CALLED
from agenda.models import RoleKind, Session
from expo.imports.lists.fields import ChoiceColumn
from expo.imports.lists.lookups.references import References

HEADINGS = {
    RoleKind.CHAIR: (_("chairs"), "主席 chair"),
    RoleKind.KEYNOTE: (_("keynote speakers"), "主旨演讲嘉宾 主旨演讲人 主旨演讲 keynotespeaker =keynote"),
    RoleKind.SPEAKER: (
        _("speakers"),
        "嘉宾 嘉宾姓名 演讲嘉宾姓名 演讲人姓名 演讲嘉宾 演讲人 主讲人 主讲嘉宾 讲者 报告人 发言人 "
        "speaker speakername people =referent =referenten",
    ),
    RoleKind.PANELLIST: (_("panellists"), "圆桌嘉宾 对话嘉宾 panelist panelists =panellist"),
    RoleKind.HOST: (_("moderators"), "主持人 主持 moderator =host"),
    RoleKind.GUEST: (_("guests"), "出席嘉宾 出席领导 =guest"),
    RoleKind.SIGNATORY: (_("signatories"), "签约代表 =signatory"),
    RoleKind.WITNESS: (_("witnesses"), "见证人 见证嘉宾 =witness"),
    RoleKind.JUDGE: (_("judges"), "评委 =judge"),
}
ORGANISERS = role_column(
    RoleKind.ORGANISER.value,
    _("organisers"),
    "主办单位 承办单位 主办方 主办 承办 organiser organizer organizers organisedby",
    holder="organisation",
)


def role_columns() -> tuple[RoleColumn, ...]:
    columns = []
    for role, (heading, words) in HEADINGS.items():
        columns.append(role_column(role.value, heading, words))
    return (*columns, ORGANISERS)


class RowRoleColumn(ChoiceColumn):
    """The role of those whom the column of speakers names in this row."""

    def stored(self, row: Any, known: References) -> Any:
        return ""


ROW_ROLE = RowRoleColumn(
    model=Session,
    column="roles",
    name="role",
    heading=_("role of the speakers"),
    choices=RoleKind,
    called=CALLED,
    words="角色 身份 嘉宾角色 speakerrole =role",
)
