"""What each group of staff may do in this app."""

from expo.roles import all_of

AGENDA = all_of("agenda", "room", "session", "sessionrole")
ROLES: dict[str, list[str]] = {"Data entry": AGENDA, "Administrators": AGENDA}
