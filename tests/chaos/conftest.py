"""Several machines by deploy/several, started once for all modules that lose a part of them."""

import shutil
import tempfile
from pathlib import Path

import pytest
from django.db import connection

from tests.chaos.clerks import CLERKS
from tests.support.machines import SeveralMachines

MISSING = [
    program for program in ("nginx", "pgbouncer", "psql") if shutil.which(program, path="/usr/sbin:/usr/bin") is None
]
SEVERAL = [
    pytest.mark.thorough,
    pytest.mark.several_machines,
    pytest.mark.xdist_group("several"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="it is made of PostgreSQL's servers"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {MISSING}"),
]
PAGES = ["/en/2019/", "/zh-hans/2019/", "/en/2019/exhibitors/", "/en/2019/deals/", "/robots.txt"]
EDITION = """
import datetime as dt
from expo.models import Edition
day = dt.date(2019, 8, 26)
Edition.objects.create(slug="2019", name_en="First", name_zh="第一", starts_on=day, ends_on=day, published=True)
"""


@pytest.fixture(scope="session")
def machines():
    """In a folder that the servers' own user can reach, which one of a test run is not."""

    folder = Path(tempfile.mkdtemp(prefix="expo-several-"))
    machines = SeveralMachines(folder)
    try:
        machines.run("start", "2")
        machines.run("manage", "shell", "-v0", "-c", EDITION + CLERKS)
        yield machines
    finally:
        machines.run("stop")
        shutil.rmtree(folder)
