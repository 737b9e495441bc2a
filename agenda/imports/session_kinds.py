"""Which kind of session a word means: organisers write in a frab `type`, and in lists, what they like."""

import re

from agenda.models import SessionKind
from expo.i18n.hanzi import fold_hanzi

USUAL = SessionKind.FORUM
# The first that is found in the type, in this order.
TELLING = {
    SessionKind.BREAK: ("break", "lunch", "coffee", "dinner", "meal", "pause", "茶歇", "午餐"),
    SessionKind.SIGNING: ("signing", "签约"),
    SessionKind.CEREMONY: ("ceremony", "opening", "closing", "仪式", "开幕", "闭幕"),
    SessionKind.LAUNCH: ("launch", "发布"),
    SessionKind.EXHIBITION: ("exhibition", "exhibit", "ausstellung", "展览"),
    SessionKind.CONTEST: ("contest", "competition", "hackathon", "wettbewerb", "赛"),
    SessionKind.VISIT: ("visit", "tour", "excursion", "参观", "考察"),
    SessionKind.CONFERENCE: ("conference", "plenary", "plenum", "大会"),
}

# What lists call a kind besides, as whole words. A talk has no kind of its own: it is a part of a forum.
CALLED: dict[str, str] = {
    SessionKind.CONFERENCE: "会议 峰会 年会 summit congress",
    SessionKind.EXHIBITION: "展示 expo",
    SessionKind.CONTEST: "比赛 竞赛 决赛 race award",
    SessionKind.FORUM: (
        "分论坛 主论坛 专题论坛 平行论坛 演讲 主旨演讲 主题演讲 报告 主题报告 专题报告 讲座 研讨会 座谈会 沙龙 圆桌 "
        "圆桌会议 圆桌对话 对话 talk speech lecture keynote presentation seminar workshop symposium panel roundtable"
    ),
    SessionKind.CEREMONY: "开幕式 闭幕式 典礼 颁奖",
    SessionKind.SIGNING: "签约仪式 集中签约 signature",
    SessionKind.LAUNCH: "首发 新品发布 release premiere",
    SessionKind.VISIT: "走访 调研 fieldtrip",
    SessionKind.BREAK: "休息 午休 晚宴 refreshments",
}


def telling_kind(words: str) -> str:
    """Which kind a phrase of a list tells by one of its words, such as 2019智博会开幕式; "" for none."""
    for kind, signs in TELLING.items():
        for sign in signs:
            if not sign.isascii() and sign in words:
                return kind.value
            if re.search(rf"\b{sign}s?\b", words, re.ASCII):
                return kind.value
    return ""


def session_kind(written: str) -> str:
    """A forum, unless the type says otherwise."""
    words = fold_hanzi(written).casefold()
    if words in SessionKind.values:
        return words
    for kind, signs in TELLING.items():
        if any(sign in words for sign in signs):
            return kind.value
    return USUAL.value
