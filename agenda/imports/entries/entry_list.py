"""Lists of entries that teams sent to the organisers: a row for each, with its team and the members of it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from agenda.imports.entries.finder import EntryFinder
from agenda.imports.entries.members import MembersColumn
from agenda.imports.sessions.columns import FoundColumn
from agenda.models.contests import Entry, Team, TeamMember
from expo.imports.lists.answers import Answers
from expo.imports.lists.fields import AddressColumn, LineColumn, MomentColumn, TextColumn
from expo.imports.lists.list_kind import ListKind, Matcher
from expo.imports.lists.lookups.references import References
from expo.models import Edition


class EntryList(ListKind):
    slug = "entries"
    title = _("Import entries of contests")
    intro = _(
        "A row for each entry, with its contest, track, team and members. New ones wait to be accepted, and the public "
        "sees nothing of them before."
    )
    models = (Team, Entry)
    places = (TeamMember,)
    fields = (
        FoundColumn(
            model=Entry, column="contest", among="contests", words="赛事 大赛 比赛 赛事名称 contest competition"
        ),
        FoundColumn(model=Entry, column="track", among="tracks", words="赛道 组别 参赛赛道 track category"),
        LineColumn(model=Entry, column="name_zh", words="中文名称 中文标题 =中文", names=True),
        LineColumn(model=Entry, column="name_en", words="英文名称 英文标题 =英文", names=True),
        LineColumn(
            model=Team, column="name_zh", name="team_zh", heading=_("team (Chinese)"), words="中文队名", names=True
        ),
        LineColumn(
            model=Team, column="name_en", name="team_en", heading=_("team (English)"), words="英文队名", names=True
        ),
        MembersColumn(
            model=Team,
            column="members",
            heading=_("members of the team"),
            words="成员 团队成员 队员 参赛人员 成员名单 参赛队员 members teammembers participants",
        ),
        MembersColumn(
            model=Team,
            column="members",
            name="organisations",
            heading=_("organisations of the team"),
            words="单位 参赛单位 所在单位 学校 院校 申报单位 参赛学校 所属单位 organisation organisations organization "
            "school affiliation affiliations university institution teamcollegesuniversities",
        ),
        TextColumn(model=Entry, column="summary_zh", words="中文简介 中文摘要"),
        TextColumn(model=Entry, column="summary_en", words="英文简介 英文摘要"),
        AddressColumn(
            model=Entry, column="website", words="网址 网站 项目网址 website web url submissionurl tryitoutlinks"
        ),
        AddressColumn(
            model=Entry,
            column="video_url",
            words="视频 视频地址 视频链接 演示视频 video videourl videolink videodemolink demovideo",
        ),
        AddressColumn(
            model=Entry,
            column="code_url",
            words="代码 源代码 代码仓库 代码地址 sourcecode repository code github githuburl gitee",
        ),
        MomentColumn(
            model=Entry,
            column="applied_at",
            words="提交时间 报名时间 申报时间 submitted submittedat applied projectcreatedat",
        ),
        LineColumn(
            model=Entry,
            column="contact_name",
            words="联系人 联系人姓名 联系方式姓名 负责人 团队负责人 队长 contact contactname contactperson",
            private=True,
        ),
        AddressColumn(
            model=Entry,
            column="contact_email",
            words="联系邮箱 邮箱 电子邮箱 电子邮件 电邮 联络电邮 联系人邮箱 联系方式邮箱 email contactemail mail "
            "submitteremail",
            private=True,
        ),
        LineColumn(
            model=Entry,
            column="contact_phone",
            words="联系电话 电话 手机 手机号 手机号码 联络电话 联系人电话 联系人手机 联系方式电话 联系方式手机 phone "
            "telephone mobile contactphone phonenumber",
            private=True,
        ),
    )
    bilingual = {
        "name": "作品名称 作品 项目名称 项目 参赛作品 参赛项目 作品题目 =名称 =标题 title project projecttitle entry "
        "=name",
        "team": "团队名称 团队 队名 参赛团队 team teamname",
        "summary": "简介 项目简介 作品简介 摘要 summary description abstract abouttheproject",
    }
    needed = frozenset({"name", "name_zh", "name_en"})
    # A list of one contest, or of one track, often does not say which.
    asked_alone = frozenset({"contest", "track"})
    telling = frozenset({"track", "team", "team_zh", "team_en", "code_url"})
    # What became of an entry is decided at the desk, and never brought by a list.
    beside = "=number =status =reason"

    examples = {
        "name_zh": "自动泊车",
        "name_en": "Self-parking car",
        "team_zh": "江畔队",
        "team_en": "Riverside Team",
        "members": "王小江（江畔样品科技有限公司）；李小渝",
        "summary_zh": "一辆能自己停车的汽车。",
        "summary_en": "A car that parks itself.",
        "contact_email": "team@riverside.example",
    }

    def matcher(self, known: References, answers: Answers) -> Matcher:
        return EntryFinder(known, answers)

    def stored_rows(self, edition: Edition) -> Iterable[Model]:
        return Entry.objects.filter(contest__edition=edition).select_related("team").in_order()

    def finish_rows(self, rows: list[Any], *, new: bool) -> None:
        """What a list brings has come by now, where it does not say when: after the deadline it is late."""
        for row in rows:
            if new and isinstance(row, Entry) and row.applied_at is None:
                row.applied_at = row.contest.edition.now()

    def update_rows(self, model: type[Model], rows: Iterable[Any], columns: Iterable[str]) -> None:
        rows = list(rows)
        super().update_rows(model, rows, columns)
        key = "pk" if model is Entry else "team"
        count_saves(key, [row.pk for row in rows])

    def settled_keys(self, model: type[Model], rows: Mapping[int, Any], noted: Mapping[int, Any]) -> set[int]:
        """Entries stay in their tracks once judges have them."""
        moved = []
        for key, row in rows.items():
            columns = (noted[key]["before"] or {}).get("columns", {})
            if model is Entry and str(columns.get("track_id", row.track_id)) != str(row.track_id):
                moved.append(key)
        return set(Entry.objects.judged().filter(pk__in=moved).values_list("pk", flat=True))

    def touch_rows(self, model: type[Model], keys: Collection[int]) -> None:
        count_saves("team", keys)


def count_saves(column: str, keys: Collection[int]) -> None:
    """To a team that has its form open, and to whoever looks before accepting them, they are others than before."""
    Entry.objects.filter(**{f"{column}__in": list(keys)}).update(version=F("version") + 1)


ENTRIES = EntryList()
