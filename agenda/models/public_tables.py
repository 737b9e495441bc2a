"""Which tables of the agenda public pages are made of: of sessions, only the copies that releases have made."""

from expo.versions.tables import ANY, PLAN, STAFF, PublicTable, Tables

COPIES = PublicTable("{row}.since_id IS NOT NULL", watched=True)
OF_COPIES = PublicTable(
    "EXISTS (SELECT 1 FROM agenda_session AS s WHERE s.id = {row}.session_id AND s.since_id IS NOT NULL)",
    watched=True,
)
# Of contests, of which drafts draw no marks; what hangs on one is public as it is.
OF_CONTEST = PublicTable(
    "EXISTS (SELECT 1 FROM agenda_contest AS c WHERE c.status = 'published' AND c.id = {row}.contest_id)", watched=True
)
OF_ROUND = PublicTable(
    "EXISTS (SELECT 1 FROM agenda_contest AS c JOIN agenda_round AS r ON r.contest_id = c.id"
    " WHERE c.status = 'published' AND r.id = {row}.round_id)",
    watched=True,
)
ENTRY_STANDS = "EXISTS (SELECT 1 FROM agenda_entry AS e WHERE e.status = 'accepted' AND {})"
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
    "agenda.PushSubscription": STAFF,
    "agenda.KeptSession": STAFF,
    "agenda.PushMessage": STAFF,
    "agenda.Contest": PublicTable("{row}.status = 'published'", watched=True),
    "agenda.Contest_areas": OF_CONTEST,
    "agenda.Track": OF_CONTEST,
    "agenda.Round": OF_CONTEST,
    "agenda.Round_sessions": OF_ROUND,
    "agenda.Criterion": OF_ROUND,
    "agenda.Team": PublicTable(ENTRY_STANDS.format("e.team_id = {row}.id"), watched=True),
    "agenda.TeamMember": PublicTable(ENTRY_STANDS.format("e.team_id = {row}.team_id"), watched=True),
    "agenda.Entry": PublicTable("{row}.status = 'accepted'", watched=True),
    "agenda.EntryPicture": PublicTable(ENTRY_STANDS.format("e.id = {row}.entry_id"), watched=True),
    "agenda.EntryFile": PublicTable(ENTRY_STANDS.format("e.id = {row}.entry_id"), watched=True),
    "agenda.Juror": PublicTable("{row}.published", watched=True),
    "agenda.Juror_tracks": PublicTable(
        "EXISTS (SELECT 1 FROM agenda_juror AS j WHERE j.id = {row}.juror_id AND j.published)", watched=True
    ),
    "agenda.FrozenRanking": PublicTable("{row}.published_at IS NOT NULL", watched=True),
    "agenda.ResultRow": PublicTable(
        "EXISTS (SELECT 1 FROM agenda_frozenranking AS f WHERE f.id = {row}.ranking_id AND f.published_at IS NOT NULL)"
    ),
    "agenda.Award": PublicTable("{row}.published_at IS NOT NULL", watched=True),
    "agenda.RoundEntry": STAFF,
    "agenda.Assignment": STAFF,
    "agenda.Score": STAFF,
    "agenda.ScoreChange": STAFF,
    "agenda.Recusal": STAFF,
    "agenda.Objection": STAFF,
    "agenda.LatePermission": STAFF,
    "agenda.ContestEvent": STAFF,
    "agenda.ContestLogEnd": STAFF,
}
