"""One row of a table while it is read: its cells, its money, who signed, and the deal that they make."""
