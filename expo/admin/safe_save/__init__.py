"""Saves of data entry that lose nothing: stale ones show both versions, and every version can come back."""
