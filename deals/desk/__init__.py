"""The deal desk: record, look, verify, announce, amend, withdraw."""
