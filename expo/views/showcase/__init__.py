"""The pages of what the expo shows and tells."""
