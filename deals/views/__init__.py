"""The public pages of deals, and their files."""
