"""What each group of staff may do in this app."""

from expo.accounts.groups import model_permissions

ENTERED = model_permissions("agenda", "room", "session", "sessionrole", "openinghours", "walk")
AGENDA = [*ENTERED, "agenda.view_release", "agenda.add_release"]
# Of contests: what is entered by hand; everything else happens at their desk.
CONTESTS = [
    *model_permissions("agenda", "contest", "track", "round", "criterion", "team", "teammember", "entry"),
    *model_permissions("agenda", "entrypicture", "entryfile", "juror", "recusal", "award"),
    *(f"agenda.view_{model}" for model in ("score", "scorechange", "frozenranking", "resultrow", "contestevent")),
    "agenda.view_latepermission",
    "agenda.run_contests",
    *("expo.view_person", "expo.add_person", "expo.view_organisation", "expo.view_picture", "expo.view_edition"),
    *("agenda.view_session", "expo.view_technologyarea"),
]
ROLES: dict[str, list[str]] = {
    "Data entry": AGENDA,
    "Contest desk": CONTESTS,
    # What they reach, their invitation opens.
    "Judges": [],
    "Administrators": [*AGENDA, *CONTESTS, "agenda.correct_scores"],
}
