"""Lookalikes: deals that may be the same signing. How texts are read, compared and found."""
