"""Stand-ins for rows, for the style guide: every component in every state, whatever the database holds."""

import datetime as dt
from types import SimpleNamespace as Row
from typing import Any, Self

from django.core.paginator import Paginator
from django.utils import timezone

from expo.i18n.instants import shift_moment

MORNING = dt.datetime(2019, 8, 26, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
KINDS = ("conference", "exhibition", "contest", "forum", "ceremony", "signing", "launch", "visit", "break")


class RelatedList(list):
    """A list that answers like the manager of a relation."""

    def all(self) -> Self:
        return self


def named_row(en: str, zh: str = "", **more: Any) -> Row:
    return Row(name_en=en, name_zh=zh, get_absolute_url="#", **more)


def sample_session(kind: str, number: int = 0, **changes: Any) -> Row:
    starts_at = shift_moment(MORNING, dt.timedelta(minutes=15 * number))
    speakers = [("Ada Example", "艾达"), ("Somebody Else", ""), ("", "张三"), ("Fourth Speaker", ""), ("Fifth", "")]
    fields = {
        "kind": kind,
        "public_number": number,
        "name_en": f"A session of the kind called {kind}",
        "name_zh": "" if number % 3 == 2 else f"第{number + 1}场活动",
        "get_absolute_url": lambda: "#",
        "starts_at": starts_at,
        "ends_at": shift_moment(starts_at, dt.timedelta(minutes=90)),
        "room": named_row("Main Hall", "主会场"),
        "day": MORNING.date(),
        "part_of_day": "",
        "get_part_of_day_display": str,
        "last_day": None,
        "edition": Row(tz=MORNING.tzinfo),
        "moved": False,
        "languages": "zh,en",
        "spoken": ["zh", "en"],
        "interpretation": number % 2 == 0,
        "cancelled": False,
        "cast": [Row(who_en=en, who_zh=zh) for en, zh in speakers[: number % 6]],
    }
    return Row(**fields | changes)


def sample_sessions() -> list[Row]:
    """One of each kind; then a cancelled one, and one without hours or room."""
    without = {"starts_at": None, "part_of_day": "morning", "get_part_of_day_display": lambda: "morning", "room": None}
    place = {"place_note_en": "On the square in front of hall N1", "place_note_zh": "N1馆前广场"}
    sessions = [sample_session(kind, number) for number, kind in enumerate(KINDS)]
    sessions.append(sample_session("forum", 3, cancelled=True))
    sessions.append(sample_session("ceremony", 0, **without, **place))
    return sessions


def sample_slots() -> list[Row]:
    rows = sample_sessions()
    return [
        Row(starts_at=None, label="Time to be announced", now=False, sessions=rows[-1:]),
        Row(starts_at=MORNING, label="", now=True, sessions=rows[:4]),
    ]


def sample_days() -> list[Row]:
    first = MORNING.date()
    days = []
    for number, count in enumerate((64, 58, 61, None)):
        days.append(Row(day=first + dt.timedelta(number), url="#", current=number == 1, count=count))
    return days


def sample_exhibitors() -> list[Row]:
    region = named_row("Chongqing", "重庆")
    areas = [named_row("Artificial intelligence", "人工智能"), named_row("Internet of Things", "物联网")]
    stands = [Row(hall=Row(code="N2"), number="B14"), Row(hall=Row(code="S4"), number="A02")]
    large = named_row("Example Robotics", "示例机器人", region=region, fortune_500=True)
    small = named_row("", "只有中文名的公司", region=None, fortune_500=False, pinyin="zhi you")
    hall = Row(code="S1")
    return [
        Row(organisation=large, shown_areas=areas, stands=stands, hall=None, get_absolute_url="#"),
        Row(organisation=small, shown_areas=[], stands=[], hall=hall, get_absolute_url="#"),
    ]


def sample_people() -> list[Row]:
    persons = [named_row("Lin Example", "林例"), named_row("Ada Example"), named_row("", "欧阳示例", pinyin="ou yang")]
    titles = [("Chief Engineer", "总工程师"), ("Secretary-General", ""), ("", "")]
    organisation, people = named_row("Example Robotics"), []
    for person, (en, zh) in zip(persons, titles, strict=True):
        people.append(Row(person=person, title_en=en, title_zh=zh, organisation=organisation, get_absolute_url="#"))
    return people


def sample_launches() -> list[Row]:
    maker = Row(organisation=named_row("Example Robotics", "示例机器人"), get_absolute_url="#")
    known = {"participation": maker, "area": named_row("Unmanned systems", "无人系统"), "summary_zh": ""}
    known["summary_en"] = "Flies four hours on a charge."
    unknown = {"participation": None, "area": None, "summary_zh": "", "summary_en": ""}
    return [
        sample_launch("A drone that reads the river bed", "world", **known),
        sample_launch("A processor for dialects", "china", **known),
        sample_launch("A programme", "", **unknown),
    ]


def sample_launch(name: str, level: str, **more: Any) -> Row:
    slug, first = f"launch-{level or 'unknown'}", f"{level} first"
    return named_row(name, slug=slug, level=level, get_level_display=first, launched_on=MORNING.date(), **more)


def sample_scenarios() -> list[Row]:
    return [
        named_row("Smart travel", "智慧出行", story_en="A journey that replans itself.", story_zh=""),
        named_row("Education", "智慧教育", story_en="", story_zh=""),
    ]


def sample_letter() -> Row:
    english = (
        "To all who have come,\nplease accept the congratulations of an office that does not exist.\nMay it go well."
    )
    chinese = "各位来宾：\n谨代表一个并不存在的机构致以祝贺。\n祝博览会圆满成功。"
    return Row(
        author=named_row("Ada Example", "艾达·示例"),
        office_en="Chair of the Example Council",
        office_zh="示例理事会主席",
        dated_on=MORNING.date(),
        text_en=english,
        text_zh=chinese,
    )


def styleguide_context() -> dict[str, Any]:
    """What templates/expo/styleguide.html shows."""
    bars = [
        {"label": "Integrated circuits", "value": 2143, "text": "¥214.3 billion", "url": "#"},
        {"label": "Artificial intelligence", "value": 1736, "text": "¥173.6 billion", "url": "#"},
        {"label": "Internet of Things", "value": 690, "text": "¥69.0 billion", "url": "#"},
    ]
    return {
        "now": timezone.now(),
        "sessions": sample_sessions(),
        "slots": sample_slots(),
        "days": sample_days(),
        "exhibitors": sample_exhibitors(),
        "people": sample_people(),
        "launches": sample_launches(),
        "scenarios": sample_scenarios(),
        "letter": sample_letter(),
        "bars": bars,
        "figures": [
            {"value": "843", "label": "exhibitors"},
            {"value": "210,000", "unit": "m²", "label": "in the halls", "note": "said on 26 August"},
            {"label": "visitors", "unknown": True},
        ],
        "statuses": ("draft", "sending", "recorded", "submitted", "verified", "announced", "withdrawn"),
        "source": [Row(url="#", title="530 projects signed", publisher="Example Times", dated="26 August 2019")],
        "crumbs": [{"url": "#", "label": "Agenda"}, {"url": "#", "label": "8月26日", "lang": "zh-Hans"}],
        "page": Paginator(range(90), 30).page(2),
    }
