"""What every page has in common: middleware, addresses and where former ones lead, bundles, readiness."""
