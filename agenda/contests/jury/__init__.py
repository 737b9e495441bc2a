"""What judges do for themselves: come by invitation, see their own entries, score them, declare conflicts."""
