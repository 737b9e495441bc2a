"""Lists of entries of contests as a kind of list: their columns, whom names mean, which entry a row means."""
