"""What state public content is in: a mark for each table, drawn anew with each write, and what an answer has read."""
