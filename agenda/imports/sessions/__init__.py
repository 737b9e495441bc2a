"""Lists of sessions as a kind of list: their columns, when a row takes place, which session it means."""
