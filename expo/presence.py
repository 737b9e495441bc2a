"""Values that a rule of the database, or what was asked before, promises to be there."""

from typing import TypeVar

Value = TypeVar("Value")


def require_value(value: Value | None) -> Value:
    """The value. Raises ValueError where it is missing after all."""
    if value is None:
        raise ValueError("A value is missing that must be there.")
    return value
