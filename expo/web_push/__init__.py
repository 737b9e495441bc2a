"""Web push: a message to a browser that asked for it, by the push service of its maker (RFC 8030, 8291, 8292)."""
