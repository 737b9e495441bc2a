"""What the rehearsal shows and tells."""
