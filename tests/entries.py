"""A row of every model that staff enter, with all that hangs on it."""

from tests.factories import (
    make_area,
    make_attendance,
    make_booth,
    make_edition,
    make_hall,
    make_launch,
    make_letter,
    make_organisation,
    make_participation,
    make_person,
    make_region,
    make_room,
    make_scenario,
    make_session,
    make_source,
    make_stated_figure,
)

MAKERS = {
    "agenda.room": make_room,
    "agenda.session": lambda: make_session(roles=[make_person(), make_organisation()]),
    "expo.attendance": make_attendance,
    "expo.booth": lambda: make_booth(participations=[make_participation()]),
    "expo.edition": make_edition,
    "expo.hall": make_hall,
    "expo.launch": lambda: make_launch(participation=make_participation()),
    "expo.letter": make_letter,
    "expo.organisation": make_organisation,
    "expo.participation": lambda: make_participation(booths=[make_booth()], areas=[make_area()]),
    "expo.person": lambda: make_attendance().person,
    "expo.region": make_region,
    "expo.scenario": make_scenario,
    "expo.source": make_source,
    "expo.statedfigure": make_stated_figure,
    "expo.technologyarea": make_area,
}
