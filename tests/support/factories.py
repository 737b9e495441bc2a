"""Rows of expo and agenda with valid defaults: published, in both languages, in the edition of 2019."""

import datetime as dt
import itertools
from typing import Any

from PIL import Image

from agenda.models import ChangeKind, OpeningHours, Release, Room, Session, SessionRole, Walk
from agenda.releases import publication
from agenda.releases.diff import SessionChange
from expo.i18n.instants import moment_at, shift_moment
from expo.models import (
    Attendance,
    Booth,
    Delegation,
    Edition,
    Exhibit,
    Hall,
    Launch,
    Letter,
    NewsItem,
    Organisation,
    Participation,
    Person,
    Picture,
    Quotation,
    Region,
    Scenario,
    Source,
    StatedFigure,
    TechnologyArea,
)
from expo.models.showcase.pictures import WIDTHS
from expo.pictures.encoding import EncodedPicture, encode_image
from expo.pictures.intake import keep_picture

numbers = itertools.count(1)


def make_edition(**fields: Any) -> Edition:
    defaults = {
        "slug": "2019",
        "name_en": "2019 Smart China Expo",
        "name_zh": "2019中国国际智能产业博览会",
        "theme_en": "Smart technology: empowering economy, enriching life",
        "theme_zh": "智能化:为经济赋能,为生活添彩",
        "city_en": "Chongqing",
        "city_zh": "重庆",
        "venue_en": "Chongqing International Expo Center",
        "venue_zh": "重庆国际博览中心",
        "starts_on": dt.date(2019, 8, 26),
        "ends_on": dt.date(2019, 8, 29),
        "status": "closed",
        "published": True,
    }
    return Edition.objects.create(**(defaults | fields))


def the_edition() -> Edition:
    """The edition that rows belong to where a test names none."""
    return Edition.objects.order_by("pk").first() or make_edition()


def plain_picture(shade: int, width: int = 32, height: int = 24) -> EncodedPicture:
    return encode_image(Image.new("RGB", (width, height), (shade % 256, 90, 90)), WIDTHS)


def make_picture(shade: int = 100, *, width: int = 32, height: int = 24, **fields: Any) -> Picture:
    """A plain one; of each `shade` the files have a name of their own."""
    encoded = plain_picture(shade, width, height)
    return keep_picture(encoded, **({"alt_en": f"A shade, {shade}", "alt_zh": f"色块{shade}"} | fields))


def make_region(**fields: Any) -> Region:
    """A country; give `kind` and `parent` for a province."""
    number = next(numbers)
    defaults = {"code": f"X{number:05}", "kind": "country", "name_en": f"Country {number}", "name_zh": f"国家{number}"}
    return Region.objects.create(**(defaults | fields))


def make_area(**fields: Any) -> TechnologyArea:
    number = next(numbers)
    defaults = {"slug": f"area-{number}", "name_en": f"Area {number}", "name_zh": f"领域{number}"}
    return TechnologyArea.objects.create(**(defaults | fields))


def make_scenario(**fields: Any) -> Scenario:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "slug": f"scenario-{number}",
        "name_en": f"Smart life {number}",
        "name_zh": f"智慧生活{number}",
        "story_en": f"Story {number}.",
        "story_zh": f"故事{number}。",
    }
    return Scenario.objects.create(**(defaults | fields))


def make_hall(**fields: Any) -> Hall:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "code": f"H{number}",
        "name_en": f"Hall of things {number}",
        "name_zh": f"展馆{number}",
    }
    return Hall.objects.create(**(defaults | fields))


def make_organisation(**fields: Any) -> Organisation:
    number = next(numbers)
    defaults = {
        "name_en": f"Company {number:04}",
        "name_zh": f"公司{number:04}",
        "pinyin": f"gongsi{number:04}",
        "initials": f"gs{number:04}",
    }
    if "region" not in fields:
        fields["region"] = make_region()
    return Organisation.objects.create(**(defaults | fields))


def make_participation(
    *, areas: list = (), scenarios: list = (), booths: list = (), sources: list = (), **fields: Any
) -> Participation:
    """A published exhibitor, unless `kind` or `status` say otherwise."""
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "slug": f"company-{number}",
        "kind": "exhibitor",
        "status": "published",
        "profile_en": f"Profile {number}.",
        "profile_zh": f"简介{number}。",
    }
    if "organisation" not in fields:
        fields["organisation"] = make_organisation()
    participation = Participation.objects.create(**(defaults | fields))
    if areas:
        participation.areas.set(areas)
    if scenarios:
        participation.scenarios.set(scenarios)
    if booths:
        participation.booths.set(booths)
    if sources:
        participation.sources.set(sources)
    return participation


def make_booth(*, participations: list = (), **fields: Any) -> Booth:
    booth = Booth.objects.create(
        **({"hall": fields.get("hall") or make_hall(), "number": f"B{next(numbers):03}"} | fields)
    )
    if participations:
        booth.participations.set(participations)
    return booth


def make_person(**fields: Any) -> Person:
    number = next(numbers)
    defaults = {
        "slug": f"person-{number}",
        "name_en": f"Person {number:04}",
        "name_zh": f"人士{number:04}",
        "pinyin": f"renshi{number:04}",
    }
    return Person.objects.create(**(defaults | fields))


def make_attendance(*, sources: list = (), **fields: Any) -> Attendance:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "capacity": "executive",
        "title_en": f"Chair {number}",
        "title_zh": f"主席{number}",
        "published": True,
    }
    for field, make in (("person", make_person), ("organisation", make_organisation)):
        if field not in fields:
            fields[field] = make()
    attendance = Attendance.objects.create(**(defaults | fields))
    if sources:
        attendance.sources.set(sources)
    return attendance


def make_letter(*, sources: list = (), **fields: Any) -> Letter:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "office_en": f"Office {number}",
        "office_zh": f"职务{number}",
        "text_en": f"Letter text {number}.",
        "text_zh": f"贺信正文{number}。",
        "published": True,
    }
    if "author" not in fields:
        fields["author"] = make_person()
    letter = Letter.objects.create(**(defaults | fields))
    if sources:
        letter.sources.set(sources)
    return letter


def make_launch(*, sources: list = (), **fields: Any) -> Launch:
    number = next(numbers)
    edition = fields.get("edition") or the_edition()
    defaults = {
        "edition": edition,
        "slug": f"launch-{number}",
        "name_en": f"New thing {number}",
        "name_zh": f"新品{number}",
        "summary_en": f"Summary {number}.",
        "summary_zh": f"摘要{number}。",
        "level": "world",
        "launched_on": edition.starts_on,
        "published": True,
    }
    launch = Launch.objects.create(**(defaults | fields))
    if sources:
        launch.sources.set(sources)
    return launch


def make_exhibit(*, areas: list = (), sources: list = (), **fields: Any) -> Exhibit:
    """Published, of a published exhibitor."""
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "slug": f"exhibit-{number}",
        "name_en": f"Shown thing {number}",
        "name_zh": f"展品{number}",
        "text_en": f"What it does {number}.",
        "text_zh": f"说明{number}。",
        "status": "published",
    }
    if "participation" not in fields:
        fields["participation"] = make_participation(edition=defaults["edition"])
    exhibit = Exhibit.objects.create(**(defaults | fields))
    exhibit.areas.set(areas)
    exhibit.sources.set(sources)
    return exhibit


def make_news(*, participations: list = (), launches: list = (), sources: list = (), **fields: Any) -> NewsItem:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "slug": f"news-{number}",
        "name_en": f"News {number}",
        "name_zh": f"新闻{number}",
        "text_en": f"What happened {number}.",
        "text_zh": f"正文{number}。",
        "publish_at": dt.datetime(2019, 8, 26, tzinfo=dt.UTC),
        "published": True,
    }
    item = NewsItem.objects.create(**(defaults | fields))
    item.participations.set(participations)
    item.launches.set(launches)
    item.sources.set(sources)
    return item


def make_quotation(*, sources: list = (), **fields: Any) -> Quotation:
    number = next(numbers)
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "office_en": f"Office {number}",
        "office_zh": f"职务{number}",
        "text_en": f"What was said {number}.",
        "text_zh": f"所言{number}。",
        "occasion_en": f"Occasion {number}",
        "occasion_zh": f"场合{number}",
        "published": True,
    }
    if "speaker" not in fields:
        fields["speaker"] = make_person()
    quotation = Quotation.objects.create(**(defaults | fields))
    quotation.sources.set(sources)
    return quotation


def make_delegation(*, sources: list = (), **fields: Any) -> Delegation:
    number = next(numbers)
    edition = fields.get("edition") or the_edition()
    defaults = {
        "edition": edition,
        "slug": f"delegation-{number}",
        "name_en": f"Delegation {number}",
        "name_zh": f"代表团{number}",
        "text_en": f"Who they are {number}.",
        "text_zh": f"介绍{number}。",
        "members": 12,
        "arrives_on": edition.starts_on,
        "leaves_on": edition.ends_on,
        "published": True,
    }
    for field, make in (("head", make_person), ("region", make_region)):
        if field not in fields:
            fields[field] = make()
    delegation = Delegation.objects.create(**(defaults | fields))
    delegation.sources.set(sources)
    return delegation


def make_source(**fields: Any) -> Source:
    number = next(numbers)
    defaults = {
        "key": f"source-{number}",
        "publisher": f"Publisher {number}",
        "title": f"Page {number}",
        "url": f"https://example.org/{number}",
        "dated": "2019-08-26",
        "reliability": "press",
    }
    return Source.objects.create(**(defaults | fields))


def make_stated_figure(*, sources: list = (), **fields: Any) -> StatedFigure:
    defaults = {
        "edition": fields.get("edition") or the_edition(),
        "figure": "projects",
        "value": 530,
        "as_printed": "530 projects",
        "said_on": dt.date(2019, 8, 26),
        "confirmed_at": dt.datetime(2019, 8, 26, tzinfo=dt.UTC),
    }
    figure = StatedFigure.objects.create(**(defaults | fields))
    if sources:
        figure.sources.set(sources)
    return figure


def make_room(**fields: Any) -> Room:
    number = next(numbers)
    edition = fields.get("edition") or the_edition()
    defaults = {"edition": edition, "slug": f"room-{number}", "name_en": f"Room {number}", "name_zh": f"会议室{number}"}
    if "hall" not in fields:
        fields["hall"] = make_hall(edition=edition)
    return Room.objects.create(**(defaults | fields))


def make_opening(**fields: Any) -> OpeningHours:
    """The whole venue from nine to five on the first day; give `hall` for the hours of one."""
    edition = fields.get("edition") or the_edition()
    defaults = {"edition": edition, "day": edition.starts_on, "opens": dt.time(9), "closes": dt.time(17)}
    return OpeningHours.objects.create(**(defaults | fields))


def make_walk(**fields: Any) -> Walk:
    one = fields.pop("one", None) or make_hall()
    return Walk.objects.create(**({"one": one, "other": fields.get("other") or make_hall(), "minutes": 12} | fields))


def make_session(*, roles: list = (), hour: int = 10, minutes: int = 60, **fields: Any) -> Session:
    """A confirmed forum at `hour` of the first day, at the venue's time; `starts_at=None` takes its hours away.

    `roles`: people or organisations, each as a speaker, or pairs of such and a role. Many-to-many fields are lists.
    """
    number = next(numbers)
    edition = fields.get("edition") or the_edition()
    linked = {name: fields.pop(name, ()) for name in ("areas", "scenarios", "launches", "letters", "sources")}
    defaults = {
        "edition": edition,
        "slug": f"session-{number}",
        "kind": "forum",
        "name_en": f"Session {number:04}",
        "name_zh": f"场次{number:04}",
        "abstract_en": f"Abstract {number}.",
        "abstract_zh": f"摘要{number}。",
        "day": edition.starts_on,
        "languages": "zh,en",
        "interpretation": True,
        "status": "confirmed",
    }
    if "room" not in fields:
        fields["room"] = make_room(edition=edition)
    session = Session(**(defaults | fields))
    if session.day and "starts_at" not in fields:
        session.starts_at = moment_at(session.day, dt.time(hour), edition.tz)
    if session.starts_at and not session.ends_at:
        session.ends_at = shift_moment(session.starts_at, dt.timedelta(minutes=minutes))
    session.save()
    for name, rows in linked.items():
        if rows:
            getattr(session, name).set(rows)
    for order, given in enumerate(roles):
        make_role(session, given, order=order, public=False)
    if planned := Session.objects.releasable().filter(pk=session.pk).order_by("pk").first():
        copy_new(planned, the_release(edition), with_roles=bool(roles), with_links=any(linked.values()))
    return session


def copy_new(planned: Session, release: Release, *, with_roles: bool, with_links: bool) -> None:
    """What make_public does, for a session made just now: it has no copies, and what it has none of is not asked."""
    copy = publication.copy_session(SessionChange([ChangeKind.NEW], None, planned), release, {})
    Session.objects.bulk_create([copy])
    if with_roles:
        publication.copy_roles({planned.pk: copy})
    if with_links:
        publication.copy_links({planned.pk: copy})


def make_public(*sessions: Session) -> None:
    """Copy the sessions into version 1.0 as they are now, in place of the copies there: nothing has ever changed."""
    for session in sessions:
        release = the_release(session.edition)
        session.copies.all().delete()
        planned = Session.objects.get(pk=session.pk)
        publication.copy_sessions([SessionChange([ChangeKind.NEW], None, planned)], release)


def the_release(edition: Edition) -> Release:
    now = dt.datetime(2019, 8, 1, tzinfo=dt.UTC)
    return Release.objects.get_or_create(
        edition=edition, major=1, minor=0, defaults={"ordinal": 1, "released_at": now}
    )[0]


def make_role(session: Session, given: Any, public: bool = True, **fields: Any) -> SessionRole:
    """Give a person or an organisation, or a pair of such and a role, a part in the session, and tell the public."""
    who, role = given if isinstance(given, tuple) else (given, "speaker")
    field = "person" if isinstance(who, Person) else "organisation"
    defaults = {"role": role, field: who, "title_en": "Speaker's title", "title_zh": "当时的职务"}
    made = SessionRole.objects.create(session=session, **(defaults | fields))
    if public and session.copies.exists():
        make_public(session)
    return made
