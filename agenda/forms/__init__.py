"""The forms of the agenda: filters of its lists, moves on the board, the copy of an edition."""
