"""The index that the search of an edition asks, and what of it waits to be made anew."""

from .due import SearchDue
from .entries import SearchEntry, SearchSpelling, SearchTerm

__all__ = ["SearchDue", "SearchEntry", "SearchSpelling", "SearchTerm"]
