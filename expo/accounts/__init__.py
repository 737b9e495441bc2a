"""Accounts of staff: their passwords, the devices they are known on, and what outsiders may send."""
