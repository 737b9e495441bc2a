"""Planning: the board and its moves, changes of status, and a new edition from an earlier one."""
