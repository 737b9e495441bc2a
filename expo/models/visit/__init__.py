"""What whoever comes needs to know: urgent notices, and the pages that staff write."""
