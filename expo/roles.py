"""What each group of staff may do in this app."""


def all_of(app: str, *models: str) -> list[str]:
    """View, add, change and delete of these models, as "app.codename"."""
    return [f"{app}.{verb}_{model}" for model in models for verb in ("view", "add", "change", "delete")]


EXHIBITION = all_of(
    "expo",
    "attendance",
    "booth",
    "edition",
    "hall",
    "launch",
    "letter",
    "organisation",
    "participation",
    "person",
    "region",
    "scenario",
    "source",
    "statedfigure",
    "technologyarea",
)
ROLES: dict[str, list[str]] = {
    "Data entry": EXHIBITION,
    "Administrators": EXHIBITION + all_of("auth", "user", "group"),
}
