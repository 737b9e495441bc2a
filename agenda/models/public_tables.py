"""Which tables of the agenda public pages are made of: of sessions, only the copies that releases have made."""

from expo.versions.tables import ANY, PLAN, STAFF, PublicTable, Tables

COPIES = PublicTable("{row}.since_id IS NOT NULL", watched=True)
OF_COPIES = PublicTable(
    "EXISTS (SELECT 1 FROM agenda_session AS s WHERE s.id = {row}.session_id AND s.since_id IS NOT NULL)",
    watched=True,
)
TABLES: Tables = {
    "agenda.Session": COPIES,
    "agenda.Session_areas": OF_COPIES,
    "agenda.Session_scenarios": OF_COPIES,
    "agenda.Session_launches": OF_COPIES,
    "agenda.Session_letters": OF_COPIES,
    "agenda.Session_sources": OF_COPIES,
    "agenda.SessionRole": OF_COPIES,
    "agenda.Release": ANY,
    "agenda.Change": ANY,
    "agenda.Room": ANY,
    "agenda.OpeningHours": PLAN,
    "agenda.Walk": PLAN,
    "agenda.ImportedSession": STAFF,
    "agenda.ImportedPerson": STAFF,
    "agenda.Move": STAFF,
}
