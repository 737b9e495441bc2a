"""What each group of staff may do in this app."""

from expo.accounts.groups import model_permissions

ENTERED = model_permissions("agenda", "room", "session", "sessionrole", "openinghours", "walk")
AGENDA = [*ENTERED, "agenda.view_release", "agenda.add_release"]
ROLES: dict[str, list[str]] = {"Data entry": AGENDA, "Administrators": AGENDA}
