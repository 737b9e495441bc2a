"""Which rows of a sheet are lines of a list, what its columns are headed by, and what a cell says."""
