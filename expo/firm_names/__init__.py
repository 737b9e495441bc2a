"""Names of organisations as they compare, whatever the script, the legal form and the order of their words."""
