"""What each group of staff may do in this app. Nobody changes a deal but through the desk."""

from expo.roles import all_of

LEDGER = "deals.view_ledger"
# To read deals in the admin.
READ = [f"deals.view_{model}" for model in ("amount", "deal", "event", "exchangerate", "party", "project", "terms")]
RATES = all_of("deals", "exchangerate")
DEFINITIONS = all_of("deals", "definition")
ROLES: dict[str, list[str]] = {
    "Deal clerks": ["deals.record_deal", LEDGER],
    "Reviewers": ["deals.verify_deal", LEDGER, *READ, "deals.add_exchangerate"],
    "Ledger readers": [LEDGER, *READ],
    "Press officers": ["deals.announce_deal", LEDGER, *READ, *DEFINITIONS],
    "Administrators": [
        "deals.record_deal",
        "deals.verify_deal",
        "deals.announce_deal",
        LEDGER,
        *READ,
        *RATES,
        *DEFINITIONS,
    ],
}
