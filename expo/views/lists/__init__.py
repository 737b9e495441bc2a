"""What lists of data entry have beside the pages of every import."""
