"""The columns of lists of people: who somebody is, and as what they are there."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields import (
    ChoiceColumn,
    FlagColumn,
    LineColumn,
    ListColumn,
    SlugColumn,
    SourcesColumn,
    TextColumn,
    WholeColumn,
)
from expo.imports.lists.lookups.organisation_register import office_label
from expo.imports.lists.lookups.references import References
from expo.models import Attendance, Person
from expo.models.people import Capacity


@dataclass(frozen=True, kw_only=True)
class OfficeColumn(LineColumn):
    """The organisation that somebody is of, by its name; which one is meant, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("An organisation, by name.")

    def stored(self, row: Any, known: References) -> Any:
        if row.organisation is None:
            return ""
        return office_label(row.organisation, known.shared_names)

    def assign(self, row: Any, value: Any, known: References) -> None:
        row.organisation = known.offices[value]


PERSON: tuple[ListColumn, ...] = (
    SlugColumn(model=Person),
    LineColumn(model=Person, column="name_zh", words="中文名 中文姓名 =中文", names=True),
    LineColumn(model=Person, column="name_en", words="英文名 英文姓名 =英文", names=True),
    LineColumn(model=Person, column="honorific_zh", words="中文尊称"),
    LineColumn(model=Person, column="honorific_en", words="英文尊称"),
    TextColumn(model=Person, column="biography_zh", words="中文简介"),
    TextColumn(model=Person, column="biography_en", words="英文简介"),
)
PLACE: tuple[ListColumn, ...] = (
    ChoiceColumn(
        model=Attendance,
        column="capacity",
        choices=Capacity,
        words="身份 =类别 =category 嘉宾类别 嘉宾类型 人员类别 capacity guesttype =role",
        called={
            Capacity.HEAD: "国际组织负责人",
            Capacity.OFFICIAL: "官员 政府官员 领导 政府 政府领导 政府代表 government",
            Capacity.ACADEMIC: "学者 专家 院士 教授 scholar professor",
            Capacity.EXECUTIVE: "企业高管 高管 企业家 企业代表 ceo",
            Capacity.GUEST: "嘉宾 来宾 贵宾 重要嘉宾 vip speaker 演讲嘉宾",
        },
        default=Capacity.GUEST.value,
    ),
    LineColumn(model=Attendance, column="title_zh", words="中文职务"),
    LineColumn(model=Attendance, column="title_en", words="英文职务"),
    OfficeColumn(
        model=Attendance,
        column="organisation",
        words="单位 工作单位 所在单位 单位名称 机构 机构名称 公司 企业名称 "
        "organisation organization company affiliation employer",
    ),
    LineColumn(model=Attendance, column="note_zh", words="中文事由"),
    LineColumn(model=Attendance, column="note_en", words="英文事由"),
    WholeColumn(model=Attendance, column="order", words="排序 礼宾顺序 protocolorder =order"),
    FlagColumn(model=Attendance, column="published", words="是否公开 公开 =published shown"),
    SourcesColumn(model=Attendance),
)
