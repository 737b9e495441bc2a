"""Deals at the programming interface: what partner systems send, and what everybody may read."""
