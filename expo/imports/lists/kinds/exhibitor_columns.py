"""The columns of lists of exhibitors that say how somebody takes part."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields import (
    AddressColumn,
    ChoiceColumn,
    HallColumn,
    LineColumn,
    LinkColumn,
    ListColumn,
    SlugColumn,
    SourcesColumn,
    TextColumn,
    WholeColumn,
)
from expo.imports.lists.lookups.references import References
from expo.imports.lists.lookups.stands import StandColumn
from expo.imports.lists.problems import CellProblem
from expo.models import Participation
from expo.models.exhibition import ParticipationKind, ParticipationStatus

PROFILE_WORDS = (
    "简介 企业简介 公司简介 单位简介 参展简介 展商简介 介绍 profile companyprofile description introduction about"
)
KINDS: dict[str, str] = {
    ParticipationKind.EXHIBITOR: "参展商 展商 参展 参展企业 主展商",
    ParticipationKind.CO_EXHIBITOR: "联合参展商 合展商 共同参展商 联合参展 co-exhibitor coexhibitor",
    ParticipationKind.ORGANISER: "主办 主办单位 主办方 organizer",
    ParticipationKind.HOST: "承办 承办单位 承办方",
    ParticipationKind.CO_ORGANISER: "协办 协办单位 协办方 co-organizer",
    ParticipationKind.SUPPORTER: "支持 支持单位",
    ParticipationKind.SPONSOR: "赞助 赞助商 赞助单位",
    ParticipationKind.MEDIA: "媒体 合作媒体 媒体支持 media",
    ParticipationKind.DELEGATION: "代表团",
}
STATUSES: dict[str, str] = {
    ParticipationStatus.CONFIRMED: "已确定 已预订 booked",
    ParticipationStatus.WITHDRAWN: "取消 已取消 退展 已退展 取消参展 cancelled canceled",
}


@dataclass(frozen=True, kw_only=True)
class ResponsibleColumn(ListColumn):
    """Who of the staff looks after the exhibitor, by the name that they log in with."""

    hint: ClassVar[LazyText] = _("Somebody of the staff, by the name that they log in with.")

    def parse(self, text: str, known: References) -> Any:
        if text not in known.staff:
            raise CellProblem(_("“%(found)s” is nobody of the staff."), found=text)
        return text

    def stored(self, row: Any, known: References) -> Any:
        for name, user in known.staff.items():
            if user.pk == row.responsible_id:
                return name
        return ""

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.responsible = known.staff[value]


PART: tuple[ListColumn, ...] = (
    SlugColumn(model=Participation),
    ChoiceColumn(
        model=Participation,
        column="kind",
        choices=ParticipationKind,
        called=KINDS,
        words="参展类型 参展方式 参展身份 参与身份 参与方式 "
        "展商类型 takespartas participation participationtype exhibitortype =role",
        default=ParticipationKind.EXHIBITOR.value,
    ),
    ChoiceColumn(
        model=Participation,
        column="status",
        choices=ParticipationStatus,
        called=STATUSES,
        words="状态 参展状态 =status participationstatus",
        default=ParticipationStatus.DRAFT.value,
    ),
    StandColumn(
        model=Participation,
        column="booths",
        name="stands",
        heading=_("stands"),
        words="展位 展位号 展台 展台号 展位编号 展位号码 摊位 摊位号 摊位号码 摊位编号 "
        "展台编号 小间番号 ブース番号 부스번호 "
        "booth booths boothno boothnumber boothnumbers stand stands "
        "standno standnumber standnumbers standnr standnummer",
    ),
    HallColumn(
        model=Participation,
        column="hall",
        words="展馆 展馆号 馆号 展厅 所在展馆 展区 ホール hall hallno hallnumber hallcode",
    ),
    LinkColumn(
        model=Participation,
        column="areas",
        source="areas",
        words="技术领域 领域 所属领域 行业领域 展示领域 technologyareas "
        "technologyarea technologyfield =areas =area =field =fields",
    ),
    LinkColumn(
        model=Participation, column="scenarios", source="scenarios", words="应用场景 智慧场景 场景 scenario scenarios"
    ),
    TextColumn(model=Participation, column="profile_zh", words="中文简介"),
    TextColumn(model=Participation, column="profile_en", words="英文简介"),
    WholeColumn(model=Participation, column="order", words="排序 显示顺序 sortorder =order"),
    LineColumn(
        model=Participation,
        column="contact_name",
        words="联系人 联络人 联系人姓名 联络人姓名 负责人 担当者 담당자 contactperson contactname =contact",
        private=True,
    ),
    AddressColumn(
        model=Participation,
        column="contact_email",
        words="邮箱 电邮 电子邮箱 电子邮件 电子信箱 信箱 メールアドレス 이메일 联系邮箱 "
        "联系人邮箱 联系人电邮 联络人邮箱 联络人电邮 "
        "email e-mail contactemail mail",
        private=True,
    ),
    LineColumn(
        model=Participation,
        column="contact_phone",
        words="电话 联系电话 手机 手机号 手机号码 联系方式 "
        "联系人电话 联络人电话 电话号码 电话番号 联络电话 phone telephone tel mobile contactphone contacttelephone",
        private=True,
    ),
    ResponsibleColumn(
        model=Participation, column="responsible", heading=_("responsible on our side"), words="我方负责人 responsible"
    ),
    SourcesColumn(model=Participation),
)
