"""What each group of staff may do in this app."""


def model_permissions(app: str, *models: str) -> list[str]:
    """View, add, change and delete of these models, as "app.codename"."""
    permissions = []
    for model in models:
        for verb in ("view", "add", "change", "delete"):
            permissions.append(f"{app}.{verb}_{model}")
    return permissions


EXHIBITION = model_permissions(
    "expo",
    "attendance",
    "booth",
    "delegation",
    "edition",
    "exhibit",
    "hall",
    "launch",
    "letter",
    "newsitem",
    "organisation",
    "participation",
    "person",
    "quotation",
    "region",
    "scenario",
    "source",
    "statedfigure",
    "technologyarea",
    "visitorpage",
)
# A picture is brought and changed in the form of what it shows.
PICTURES = ["expo.view_picture"]
# Private contacts leave the house by whom this is given, and each time is written into a log.
CONTACTS = ["expo.export_contacts", "expo.view_staffevent"]
# An urgent notice stands on every page and screen at once.
NOTICES = ["expo.add_notice"]
ROLES: dict[str, list[str]] = {
    "Data entry": EXHIBITION + PICTURES,
    "Administrators": [*EXHIBITION, *PICTURES, *model_permissions("auth", "user", "group"), *CONTACTS, *NOTICES],
    "Press officers": NOTICES,
}
