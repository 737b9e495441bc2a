"""A row of every model that staff enter, with all that hangs on it."""

from tests.support.agenda_factories import make_opening, make_room, make_session, make_walk
from tests.support.factories import (
    make_area,
    make_attendance,
    make_booth,
    make_edition,
    make_hall,
    make_organisation,
    make_participation,
    make_person,
    make_region,
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

MAKERS = {
    "agenda.openinghours": make_opening,
    "agenda.room": make_room,
    "agenda.session": lambda: make_session(roles=[make_person(), make_organisation()]),
    "agenda.walk": make_walk,
    "expo.attendance": make_attendance,
    "expo.booth": lambda: make_booth(participations=[make_participation()]),
    "expo.delegation": make_delegation,
    "expo.edition": make_edition,
    "expo.exhibit": lambda: make_exhibit(areas=[make_area()]),
    "expo.hall": make_hall,
    "expo.launch": lambda: make_launch(participation=make_participation()),
    "expo.letter": make_letter,
    "expo.newsitem": make_news,
    "expo.organisation": make_organisation,
    "expo.participation": lambda: make_participation(booths=[make_booth()], areas=[make_area()]),
    "expo.person": lambda: make_attendance().person,
    "expo.quotation": make_quotation,
    "expo.region": make_region,
    "expo.scenario": make_scenario,
    "expo.source": make_source,
    "expo.statedfigure": make_stated_figure,
    "expo.technologyarea": make_area,
    "expo.visitorpage": make_page,
}
