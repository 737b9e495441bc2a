"""Telling visitors that a session has moved which they keep: who asked for it, what is said, how it is sent."""
