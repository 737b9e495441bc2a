"""Which tables of the deals public pages are made of: of deals, only what stands in a version that is announced.

So nothing that is recorded, verified or given back draws a mark, and nothing waits for it or can be told from it.
"""

from expo.versions.tables import ANY, STAFF, PrivateTable, PublicTable, Tables

LEDGER = PrivateTable("what only the deal desk knows")
ANNOUNCED = PublicTable("{row}.announced_version IS NOT NULL")
OF_ANNOUNCED = "EXISTS (SELECT 1 FROM deals_deal AS d WHERE d.id = {row}.deal_id AND d.announced_version IS NOT NULL)"
PARTS = PublicTable(
    "EXISTS (SELECT 1 FROM deals_terms AS t JOIN deals_deal AS d ON d.id = t.deal_id "
    "WHERE t.id = {row}.terms_id AND d.announced_version = t.number)"
)
TABLES: Tables = {
    "deals.Deal": ANNOUNCED,
    "deals.Deal_sources": PublicTable(OF_ANNOUNCED),
    "deals.Terms": PublicTable(OF_ANNOUNCED),
    "deals.Terms_areas": PARTS,
    "deals.Amount": PARTS,
    "deals.Party": PARTS,
    "deals.Signatory": PARTS,
    "deals.Project": PublicTable(
        "EXISTS (SELECT 1 FROM deals_deal AS d WHERE d.project_id = {row}.id AND d.announced_version IS NOT NULL)"
    ),
    "deals.Batch": PublicTable("{row}.announced_at IS NOT NULL"),
    "deals.Bulletin": PublicTable("{row}.status = 'frozen'"),
    "deals.Definition": ANY,
    "deals.ExchangeRate": ANY,
    "deals.WallState": ANY,
    "deals.LandingSnapshot": ANY,
    "deals.StagePlace": LEDGER,
    "deals.MatchKey": LEDGER,
    "deals.Lookalike": LEDGER,
    "deals.Draft": LEDGER,
    "deals.Scan": LEDGER,
    "deals.Event": LEDGER,
    "deals.ChainHead": LEDGER,
    "deals.FollowUp": LEDGER,
    "deals.Funds": LEDGER,
    "deals.Cohort": LEDGER,
    "deals.CohortMember": LEDGER,
    "deals.StageLimit": LEDGER,
    "deals.ImportedRow": STAFF,
    "deals.ColumnMapping": STAFF,
    "deals.ApiToken": LEDGER,
    "deals.Sent": LEDGER,
}
