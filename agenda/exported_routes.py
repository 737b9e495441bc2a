"""What becomes of the agenda's public routes when the site is exported as files."""

from expo.site_export.routes import FILE, INTERFACE, QUESTION, Beside

ROUTES = {
    "agenda:overview": FILE,
    "agenda:kept": FILE,
    "agenda:embed": FILE,
    "agenda:about": FILE,
    "agenda:mine": FILE,
    "agenda:releases": FILE,
    "agenda:release": FILE,
    "agenda:as_of": FILE,
    "agenda:day": FILE,
    "agenda:session": FILE,
    "agenda:rooms": FILE,
    "agenda:room": FILE,
    "agenda:screen": FILE,
    "contests:index": FILE,
    "contests:contest": FILE,
    "contests:entry": FILE,
    "contests:certificate": FILE,
    "contests:reveal": FILE,
    "files:agenda": FILE,
    "files:embed": FILE,
    "files:session": FILE,
    "files:person": Beside("expo:person"),
    "files:changes": FILE,
    "files:schedule_xml": FILE,
    "files:schedule_json": FILE,
    "embed:script": FILE,
    "files:mine": QUESTION,
    "api_agenda:sessions": INTERFACE,
}
