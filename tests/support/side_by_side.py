"""Which tests run one after another in the same process, where several processes run side by side."""

import functools
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

# What a module says that makes something once for all its tests; in two processes it would be made twice.
ONCE = ('scope="module"', "make_once")
GROUP = "xdist_group"


def keep_together(items: list[pytest.Item], processes: int) -> None:
    """A browser keeps a core busy beside its tests' own, so that there is one for two processes."""
    browser = Counter(item.path for item in items if item.get_closest_marker("browser"))
    lines = browser_groups(browser, max(1, processes // 2))
    for item in items:
        group = lines.get(item.path) or own_group(item)
        if group:
            item.add_marker(pytest.mark.xdist_group(group))


def browser_groups(tests: Counter[Path], lines: int) -> dict[Path, str]:
    """Modules in so many lines of as many tests."""
    found, sizes = {}, Counter({f"browser-{number}": 0 for number in range(1, lines + 1)})
    for module, count in sorted(tests.items(), key=lambda each: (-each[1], each[0])):
        found[module] = min(sizes, key=sizes.__getitem__)
        sizes[found[module]] += count
    return found


def own_group(item: pytest.Item) -> str:
    """That of a module which makes something once and names no group itself."""
    if item.get_closest_marker(GROUP) or not makes_once(item.path):
        return ""
    return str(item.path.relative_to(item.config.rootpath))


@functools.cache
def makes_once(module: Path) -> bool:
    text = module.read_text()
    return any(word in text for word in ONCE)


def longest_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """A browser's line before other groups and these before single tests, so that no long one begins last."""

    def rank(item: pytest.Item) -> int:
        if item.get_closest_marker("browser"):
            return 0
        return 1 if item.get_closest_marker(GROUP) else 2

    return sorted(items, key=rank)


def lost_groups(items: Iterable[pytest.Item]) -> list[str]:
    """Tests of a group that pytest-xdist has not put into it; it tells by a suffix to their names."""
    grouped = [item for item in items if item.get_closest_marker(GROUP)]
    return [item.nodeid for item in grouped if item.nodeid.rfind("@") <= item.nodeid.rfind("]")]
