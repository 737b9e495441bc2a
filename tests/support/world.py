"""A small edition in which everything is linked with everything, and the addresses of its public pages."""

from expo.models import Launch, Letter, Participation, Person, Source, TechnologyArea
from tests.support.agenda_factories import make_room, make_session
from tests.support.factories import (
    make_area,
    make_attendance,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_picture,
    make_scenario,
    make_source,
    make_stated_figure,
)
from tests.support.showcase_factories import (
    make_delegation,
    make_exhibit,
    make_launch,
    make_letter,
    make_news,
    make_page,
    make_quotation,
)

PAGES = (
    "",
    "agenda/",
    "agenda/mine/",
    "agenda/embed/",
    "agenda/2019-08-26/",
    "agenda/2019-08-26/?kind=forum",
    "agenda/2019-08-26/?view=grid",
    "agenda/2019-08-27/",
    "agenda/sessions/opening/",
    "agenda/releases/",
    "agenda/releases/1.0/",
    "agenda/releases/1.0/2019-08-26/",
    "rooms/",
    "rooms/stage/",
    "rooms/stage/screen/",
    "exhibitors/",
    "exhibitors/?q=Memory&area=chips",
    "exhibitors/memory-works/",
    "exhibitors/memory-works/editions/",
    "areas/chips/",
    "countries/",
    "exhibits/",
    "exhibits/?q=Memory&area=chips",
    "exhibits/memory-chip/",
    "halls/",
    "halls/?q=Memory",
    "halls/S4/",
    "halls/S4/?q=Memory",
    "people/",
    "people/ada-li/",
    "launches/",
    "launches/?level=world",
    "launches/new-memory/",
    "search/?q=Memory",
    "search/?q=Memory&in=exhibitors",
    "scenarios/",
    "scenarios/smart-home/",
    "letters/",
    "news/",
    "news/doors-open/",
    "quotations/",
    "delegations/",
    "delegations/the-singers/",
    "visit/",
    "visit/hours/",
    "press/",
    "sources/",
    "open-data/",
    "deals/",
    "deals/landing/",
    "deals/stated/",
    "bulletins/",
    "deals/totals/",
)
LANGUAGES = ("en", "zh-hans")
ADDRESSES = [f"/{language}/2019/{page}" for language in LANGUAGES for page in PAGES]


def make_world(**fields):
    """The edition of 2019 with one of everything, published; `fields` are the edition's."""
    edition, source = make_edition(slug="2019", **fields), make_source()
    edition.sources.set([source])
    area, hall = make_area(slug="chips"), make_hall(code="S4")
    scenario = make_scenario(slug="smart-home", hall=hall)
    firm = make_organisation(name_en="Memory Works", name_zh="记忆工厂", logo=make_picture(1))
    shown = {"areas": [area], "scenarios": [scenario], "sources": [source]}
    stand = make_participation(organisation=firm, slug="memory-works", booths=[make_booth(hall=hall)], **shown)
    make_participation(organisation=firm, slug="memory-works-partner", kind="sponsor")
    person = make_person(slug="ada-li", portrait=make_picture(2))
    make_attendance(person=person, organisation=firm, sources=[source])
    launch, letter = make_showcase(stand, person, area=area, source=source)
    forum = make_session(
        slug="opening",
        roles=[(person, "chair"), (firm, "host")],
        room=make_room(slug="stage", hall=hall),
        launches=[launch],
        letters=[letter],
        **shown,
    )
    make_session(parent=forum, hour=11)
    make_session(kind="exhibition", last_day=edition.ends_on, starts_at=None)
    make_session(day=None, room=None)
    make_stated_figure(sources=[source])
    make_stated_figure(figure="countries", qualifier="nearly", value=60, sources=[source])
    return edition


def make_showcase(
    stand: Participation, person: Person, *, area: TechnologyArea, source: Source
) -> tuple[Launch, Letter]:
    """One of everything that the exhibitor shows and that is told of the edition; the launch and the letter of it."""
    scenario = stand.scenarios.get()
    exhibit = make_exhibit(
        slug="memory-chip",
        participation=stand,
        booth=stand.booths.get(),
        scenario=scenario,
        areas=[area],
        sources=[source],
        tags_en="memory, chip",
        new=True,
    )
    launch = make_launch(
        slug="new-memory", participation=stand, exhibit=exhibit, scenario=scenario, area=area, sources=[source]
    )
    make_news(slug="doors-open", participations=[stand], launches=[launch], sources=[source])
    make_page(kind="hours", slug="hours", sources=[source])
    make_page(kind="press", slug="press")
    make_quotation(speaker=person, sources=[source])
    make_delegation(slug="the-singers", head=person, organisation=stand.organisation, sources=[source])
    return launch, make_letter(author=person, sources=[source])
