"""A forum entered on one page: read by the columns and the finder of lists of sessions, looked at, saved as a run."""
