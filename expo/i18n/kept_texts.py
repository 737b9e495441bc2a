"""Sentences that are kept with a report: written down in both languages, and read in the reader's own."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language, override


def both_translations(message: Callable[[], Any]) -> dict[str, str]:
    """A lazy sentence in both languages, to be kept in a report."""
    told = {}
    for short, code in (("en", "en"), ("zh", "zh-hans")):
        with override(code):
            told[short] = str(message())
    return told


def is_chinese_active() -> bool:
    return (get_language() or "").startswith("zh")


def active_text(value: Any) -> Any:
    """Of what is kept in both languages the text in the active one; any other value as it is."""
    if not isinstance(value, dict):
        return value
    if is_chinese_active():
        return value["zh"]
    return value["en"]


def list_separator() -> str:
    """What stands between things that a sentence lists."""
    if is_chinese_active():
        return "、"
    return ", "
