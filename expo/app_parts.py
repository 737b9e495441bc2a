"""Settings: what expo needs from the apps that stand on it, by dotted names, because expo imports neither."""

EXPO_ROLES = ["expo.accounts.groups.ROLES", "agenda.groups.ROLES", "deals.groups.ROLES"]
EXPO_PROBLEMS = ["expo.exhibition.data_checks.exhibition_problems", "agenda.checks.problems.start_page_problems"]
EXPO_NEEDS = ["expo.edition_needs.exhibition_needs", "agenda.checks.needs.agenda_needs"]
EXPO_CITED = [
    "expo.exhibition.citations.exhibition_citations",
    "agenda.citations.session_citations",
    "deals.citations.deal_citations",
]
# Which rows show pictures in public.
EXPO_PICTURED = ["expo.exhibition.pictured.public_uses", "agenda.schedule.pictured.public_uses"]
# What each app knows of technology areas and regions, for the pages of these.
EXPO_SUBJECTS = [
    "expo.exhibition.subjects.sources.EXHIBITION",
    "agenda.subjects.AGENDA",
    "deals.public.subjects.DEALS",
]
# The keys of organisations that data entry knows of, and who knows of all others that the ledger holds.
EXPO_KNOWN = ["agenda.models.roles.organisations_with_roles", "deals.public.masking.organisations_named"]
# Logs, which `verify_ledger` walks and backups note the ends of; tables that only grow; what `recompute` counts again.
EXPO_LOGS = ["deals.ledger.hash_chain.LOG", "expo.accounts.staff_log.LOG", "agenda.contests.log.LOG"]
EXPO_APPEND_ONLY = ["deals.ledger.triggers.TABLES", "expo.accounts.staff_log.TABLES", "agenda.contests.log.TABLES"]
# Of which tables public pages are made; those whose rows the clock alone shows, and what tells when.
EXPO_PUBLIC_TABLES = [
    "expo.versions.tables.OF_EXPO",
    "agenda.models.public_tables.TABLES",
    "deals.public.public_tables.TABLES",
]
EXPO_CLOCKS = {
    "agenda_session": "agenda.schedule.clock.seconds_until_change",
    "agenda_frozenranking": "agenda.contests.clock.seconds_until_ranking",
    "agenda_award": "agenda.contests.clock.seconds_until_award",
    "expo_notice": "expo.visit.notices.seconds_until_change",
    "expo_newsitem": "expo.exhibition.showcase.news_clock.seconds_until_change",
    "deals_terms": "deals.public.embargoes.seconds_until_change",
}
# What lists of the menu hold, by the word for each: before an expo none stands there while it is empty.
EXPO_DOORS = {
    "exhibitors": "expo.visit.ways.exhibitors_shown",
    "people": "expo.visit.ways.people_shown",
    "agenda": "agenda.subjects.programme_shown",
    "deals": "deals.public.subjects.deals_shown",
}
EXPO_RECOUNTS = [
    "deals.bulletins.proof.recount_bulletins",
    "deals.follow_up.snapshots.recount_snapshots",
    "agenda.contests.proof.recount_rankings",
]
LEDGER_READER = "deals.view_ledger"
STAFF_PLACES = [("deals.view_ledger", "/desk/"), ("expo.view_edition", "/admin/")]
EXPO_SEARCH = [
    "expo.search.participants.KINDS",
    "expo.search.places.KINDS",
    "expo.search.showcase.KINDS",
    "expo.search.pages.KINDS",
    "expo.search.exhibits.KINDS",
    "expo.search.news.KINDS",
    "expo.search.visit.KINDS",
    "agenda.search.KINDS",
    "agenda.contests.public.search.KINDS",
    "deals.search.KINDS",
]
# Those of expo itself stand before them.
EXPO_SEARCH_PAGES = ["agenda.search.PAGES", "deals.search.PAGES"]
EXPO_ADDRESSES = ["expo.web.former_addresses.ROUTES", "agenda.former_addresses.ROUTES", "deals.former_addresses.ROUTES"]
EXPO_EXPORTED = ["expo.site_export.routes.ROUTES", "agenda.exported_routes.ROUTES", "deals.exported_routes.ROUTES"]
EXPO_DOCTOR = [
    "expo.doctor.configuration.CHECKS",
    "expo.doctor.places.CHECKS",
    "expo.doctor.certificates.CHECKS",
    "expo.doctor.databases.CHECKS",
    "expo.doctor.logs.CHECKS",
    "expo.doctor.backups.CHECKS",
    "agenda.push.faults.CHECKS",
]
EXPO_METRICS = ["agenda.push.figures.METRICS", "deals.metrics.METRICS"]
# What each app adds to the page of staff that tells how the site stands.
EXPO_STATUS = ["agenda.push.figures.status_part"]
EXPO_MONEY = "deals.money"
# What a bulletin prints and seals of contests.
EXPO_WINNERS = "agenda.contests.public.winners"
EXPO_SITEMAPS = ["expo.search.sitemaps.SITEMAPS", "agenda.sitemaps.SITEMAPS", "deals.sitemaps.SITEMAPS"]
EXPO_API = [
    "expo.api.exhibition.DOCUMENTED",
    "agenda.views.api.DOCUMENTED",
    "agenda.views.contests.api.DOCUMENTED",
    "deals.api.documented.DOCUMENTED",
]
# Kinds of lists that data entry brings, in the order in which they are best imported.
EXPO_LISTS = [
    "expo.imports.lists.kinds.halls.HALLS",
    "expo.imports.lists.kinds.halls.STANDS",
    "agenda.imports.room_list.ROOMS",
    "expo.imports.lists.kinds.organisations.ORGANISATIONS",
    "expo.imports.lists.kinds.exhibitors.EXHIBITORS",
    "expo.imports.lists.kinds.people.PEOPLE",
    "expo.imports.lists.kinds.showcase.EXHIBITS",
    "expo.imports.lists.kinds.showcase.LAUNCHES",
    "expo.imports.lists.kinds.delegations.DELEGATIONS",
    "expo.imports.lists.kinds.news.NEWS",
    "agenda.imports.sessions.session_list.SESSIONS",
    "agenda.imports.entries.entry_list.ENTRIES",
    "expo.imports.lists.kinds.figures.figure_list.FIGURES",
    "deals.imports.rate_list.RATE_LIST",
]
# By the list that each shows as a spreadsheet, in the order in which the pages offer them.
EXPO_GRIDS = {
    "exhibitors": "expo.grid.exhibition.EXHIBITORS",
    "stands": "expo.grid.exhibition.STANDS",
    "people": "expo.grid.exhibition.PEOPLE",
    "sessions": "agenda.desk.grid.SESSIONS",
}
EXPO_IMPORTS = [
    "expo.imports.lists.list_import.LIST_IMPORTS",
    "expo.imports.pictures.picture_import.PICTURE_IMPORT",
    "agenda.desk.imports.PROGRAMME_IMPORT",
    "deals.desk.imports.DEAL_IMPORT",
]
EXPO_DEMO = ["expo.demo.load", "agenda.demo.load", "deals.demo.load"]
