"""Steps on many rows of data entry: looked at first, taken at once, and taken back."""
