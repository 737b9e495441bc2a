"""What the sheets of a file say: their layout, their rows, and every cell of a deal."""
