"""What the page of a list asks about its cells and columns."""
