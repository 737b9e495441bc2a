"""What each group of staff may do in this app. Nobody changes a deal but through the desk."""

from expo.accounts.groups import model_permissions

LEDGER = "deals.view_ledger"
# To read deals in the admin.
READ = [f"deals.view_{model}" for model in ("amount", "deal", "event", "exchangerate", "party", "project", "terms")]
RATES = model_permissions("deals", "exchangerate")
DEFINITIONS = model_permissions("deals", "definition")
STEPS = [
    "deals.record_deal",
    "deals.verify_deal",
    "deals.announce_deal",
    "deals.follow_up_project",
    "deals.take_snapshot",
]
ROLES: dict[str, list[str]] = {
    "Deal clerks": ["deals.record_deal", "deals.follow_up_project", LEDGER],
    "Reviewers": ["deals.verify_deal", LEDGER, *READ, "deals.add_exchangerate"],
    "Ledger readers": [LEDGER, *READ],
    "Press officers": ["deals.announce_deal", "deals.take_snapshot", LEDGER, *READ, *DEFINITIONS],
    "Administrators": [*STEPS, LEDGER, *READ, *RATES, *DEFINITIONS],
}
