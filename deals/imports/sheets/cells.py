"""What a row says beside its money: place, day, instrument, areas, country. Nothing is guessed."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from deals.imports.errors import RowProblem
from deals.models.deal import ProjectKind
from deals.models.terms import Instrument, Place
from expo.i18n.hanzi import fold_hanzi
from expo.models import Edition
from expo.spreadsheets import dates
from expo.spreadsheets.cells import Value
from expo.spreadsheets.headers import Column

OUTSIDE = re.compile(
    r"(?:会场|现场|场馆|展馆|大会|展会|会期)[之以]?外|场外|馆外|会外|会后|会前|异地"
    r"|(?:非|不在|未在|没在|没有在|不是)(?:大会|展会)?(?:会场|现场|场内|馆内|会上|会内)"
    r"|outside(?: of)?(?: the)?(?: expo(?: site)?| venue)?|off[\s-]?site|elsewhere|external"
    r"|not (?:at|in|inside) (?:the )?(?:expo|venue)"
)
AT_EXPO = re.compile(
    r"会场|现场|场内|馆内|会上|会内|大会|展会|展馆|博览中心"
    r"|at_expo|(?:at|in|inside) (?:the )?(?:expo|venue)|on[\s-]?site|inside|\bexpo\b"
)
# What makes any word of place uncertain: a negation, a branch of the venue, a time, and what took place nowhere.
UNSURE = re.compile(
    r"[非不未没无否除]|分会场|期间|会期|会间|线上|网上|网络|云签|视频|远程"
    r"|\b(?:no|not|non|during|except|online|virtual(?:ly)?|remote(?:ly)?|video)\b"
)
# Beside the venue, or on some other site, is not at the expo.
NEAR = re.compile(
    r"旁|附近|周边|隔壁|对面|门口|(?:企业|公司|工厂|厂区|园区|区县)现场"
    r"|\b(?:near(?:by)?|beside|next to|opposite|around|before|after|hotel)\b"
)
YES = {"是", "有", "√", "✓", "✔", "y", "yes", "true", "1", "对", "☑", "v"}
NO = {"否", "无", "×", "✗", "✘", "x", "n", "no", "false", "0", "不是", "☐"}
A_YEAR = dt.timedelta(days=366)
INSTRUMENTS = (
    (Instrument.FRAMEWORK, r"框架|framework|战略合作"),
    (Instrument.MOU, r"备忘录|谅解|mou|memorandum"),
    (Instrument.INTENT, r"意向|intent|loi"),
    (Instrument.ORDER, r"订单|采购单|purchase order|\bpo\b"),
    (Instrument.INVESTMENT, r"投资(?:协议|合同)|investment"),
    (Instrument.CONTRACT, r"正式|合同|contract"),
)
KINDS = (
    (ProjectKind.RESEARCH, r"研发|科研|research|r&d"),
    (ProjectKind.PURCHASE, r"采购|购销|贸易|订单|purchase"),
    (ProjectKind.FINANCING, r"融资|基金|financ"),
    (ProjectKind.PLATFORM, r"平台|platform"),
    (ProjectKind.INVESTMENT, r"投资|invest"),
    (ProjectKind.COOPERATION, r"合作|cooperat"),
)
AREA_WORDS = {
    "integrated-circuits": "芯片 半导体 集成电路产业 微电子 chips semiconductors semiconductor ic",
    "5g": "5g 通信 5g通信 电信 通讯 telecom telecommunications 5g+",
    "artificial-intelligence": "ai 人工智能产业 智能算法 机器学习",
    "internet-of-things": "iot 物联网产业 智能硬件 工业物联网",
    "cloud-and-data": "大数据 云计算 大数据云计算 数据中心 云计算大数据 cloud bigdata cloudcomputing data",
    "autonomous-driving": "智能网联汽车 智能汽车 无人驾驶 车联网 智能驾驶 智能网联 autonomousvehicles",
    "smart-manufacturing": "智能制造业 工业互联网 智能工厂 智能装备 高端装备 manufacturing",
    "robotics": "智能机器人 工业机器人 robots robot",
    "new-energy": "新能源汽车 储能 光伏 清洁能源 energy",
    "virtual-reality": "vr ar vr/ar 虚拟现实 增强现实",
    "blockchain": "区块链技术",
    "smart-cities": "智慧城市 智慧政务 数字政府 电子政务 智慧交通 smartcity",
}


BETWEEN_HAN = re.compile("(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")


@lru_cache(maxsize=8192)
def fold_text(text: str) -> str:
    """For comparing words: no difference of width, case or script, nor blanks between Chinese characters."""
    return fold_by_script(fold_hanzi, text)


def fold_by_script(script: Callable[[str], str], text: str) -> str:
    return BETWEEN_HAN.sub("", " ".join(script(unicodedata.normalize("NFKC", text)).casefold().split()))


def find_place(text: str) -> str:
    """at_expo or outside as the words say it; "" where they say neither, both, or either only under a reserve."""
    text = fold_text(text)
    outside = bool(OUTSIDE.search(text))
    rest = OUTSIDE.sub("", text)
    inside = bool(AT_EXPO.search(rest))
    if outside == inside or UNSURE.search(rest) or (inside and NEAR.search(rest)):
        return ""
    if outside:
        return Place.OUTSIDE
    return Place.AT_EXPO


def read_place(value: str, column: Column, edition: Edition) -> str:
    """Raises RowProblem. A column may ask a question: 是否会场签约."""
    text = fold_text(value)
    if not text:
        raise RowProblem("no_place", column.label)
    if text in YES | NO:
        return place_by_answer(value, text, column)
    place = find_place(value)
    if place:
        return place
    if text in (fold_text(edition.venue_zh), fold_text(edition.venue_en)):
        return Place.AT_EXPO
    raise RowProblem("place_unclear", column.label, found=value)


def place_by_answer(value: str, answer: str, column: Column) -> str:
    """Raises RowProblem where the column's label asks nothing that yes or no answers."""
    question = fold_text(column.label)
    asked = find_place(re.sub(r"^是否|\?$", "", question))
    if not asked or ("是否" not in question and answer in ("无", "有", "0", "1")):
        raise RowProblem("place_unclear", column.label, found=value)
    if answer in YES:
        return asked
    if asked == Place.AT_EXPO:
        return Place.OUTSIDE
    return Place.AT_EXPO


def date_window(edition: Edition) -> dates.DateWindow:
    """Without a year, days up to the expo's end are of its year; later ones could be of the year before."""
    last = max(edition.now().date(), edition.ends_on)
    return dates.DateWindow(edition.starts_on.year, edition.starts_on - 5 * A_YEAR, last, edition.ends_on)


def read_day(value: Value, column: Column, window: dates.DateWindow) -> dt.date:
    """Raises RowProblem; the same bounds as the desk's form has."""
    try:
        found = dates.parse_date(value, window)
    except dates.DateRefusal as doubt:
        raise RowProblem(f"date_{doubt.code}", column.label, found=str(value)) from doubt
    if isinstance(value, str) and (weekday := dates.contradicting_weekday(value, found)):
        raise RowProblem("date_weekday", column.label, found=weekday, day=found.isoformat())
    if found > window.last:
        raise RowProblem("date_future", column.label, found=found.isoformat())
    if found < window.first:
        raise RowProblem("date_long_ago", column.label, found=found.isoformat())
    return found


def match_choice(text: str, table: tuple, default: str) -> str:
    text = fold_text(text)
    for choice, words in table:
        if re.search(words, text):
            return choice
    return default


@lru_cache(maxsize=4096)
def split_list(text: str) -> tuple[str, ...]:
    """The parts of a list in a cell."""
    parts = re.split(r"[、;；\n|]|[,，](?!\s*(?:ltd|inc|co|llc|corp)\b)(?!\d)", text, flags=re.I)
    return tuple(filter(None, map(str.strip, parts)))
