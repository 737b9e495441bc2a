"""What was signed, and the ledger that adds it up."""
