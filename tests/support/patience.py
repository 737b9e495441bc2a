"""How long tests wait for what a busy machine still does: longer than it ever takes, for who waits has met a fault."""

PATIENCE = 120  # seconds
