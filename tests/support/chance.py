"""How many cases hypothesis draws."""

from typing import Any

from hypothesis import settings

USUAL = 100


def examples(number: int, **more: Any) -> settings:
    """Settings for so many cases, or as much fewer as the profile draws fewer than usual."""
    return settings(max_examples=max(1, number * settings().max_examples // USUAL), **more)
