"""A plugin for a run of tests that takes one module, test_waits.py, for all that has changed."""

from tests.support import changed

changed.changed_files = lambda: ["tests/setup/test_waits.py"]
