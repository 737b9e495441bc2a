"""The steps of deploy/several, with servers that only note what is asked of them."""

import sys

import pytest
from django.conf import settings

RECIPE = settings.BASE_DIR / "deploy" / "several"


class FakeServer:
    """`runs`, and `copies`: whether it follows another one."""

    def __init__(self, name, runs=True, copies=True):
        self.name, self.runs, self.copies = name, runs, copies

    def follows(self):
        return self.runs and self.copies

    def fence(self):
        self.runs = False

    def promote(self):
        self.copies = False

    def copy(self, _primary):
        self.runs = self.copies = True


@pytest.fixture
def several(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(RECIPE)
    import machines

    servers = {"one": FakeServer("one", copies=False), "two": FakeServer("two"), "replica": FakeServer("replica")}
    several = machines.Machines(tmp_path)
    several.state = {"primary": "one"}
    monkeypatch.setattr(several, "cluster", servers.get)
    monkeypatch.setattr(several, "point_pools", lambda: None)
    yield several
    for name in ("machines", "databases", "clusters", "processes"):
        sys.modules.pop(name)


def test_a_fail_over_makes_the_standby_the_primary(several):
    several.fail_over()

    assert (several.primary.name, several.primary.runs, several.standby.runs) == ("two", True, False)


def test_a_fail_over_that_is_pressed_twice_leaves_the_new_primary(several):
    several.fail_over()
    with pytest.raises(SystemExit, match="one does not run as a standby, so two stays the primary"):
        several.fail_over()

    assert (several.primary.name, several.primary.runs) == ("two", True)


def test_without_a_standby_that_follows_the_primary_is_left_alone(several):
    several.standby.promote()
    with pytest.raises(SystemExit, match="Nothing was done"):
        several.fail_over()

    assert (several.primary.name, several.primary.runs) == ("one", True)
