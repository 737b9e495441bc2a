"""How teams enter a contest: when it takes entries, the key of the private link, what is written."""
