"""A ZIP of pictures: each file's name says whose picture it is; looked at, asked about, imported one by one, undone."""
