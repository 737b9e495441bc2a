"""Entries: taken in, withdrawn or disqualified; and what a blind contest hides of them."""
