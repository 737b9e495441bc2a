"""What is killed in a storm, and when."""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from storm_told import Told


class Killer:
    """Kills at moments spread over the storm by how much of it is done, so that every machine sees as many.

    `site` kills a worker; `database` is what can be killed and perhaps fail over, if anything.
    """

    def __init__(self, site: Any, database: Any, told: Told, asked: argparse.Namespace) -> None:
        self.site, self.told, self.asked = site, told, asked
        self.began = time.monotonic()
        self.chance = random.Random(asked.seed + len(told.sittings))  # noqa: S311
        self.plan = sorted(self.planned(database), key=lambda deed: deed[0])

    def planned(self, database: Any) -> Iterator[tuple[float, str, Callable[[], Any]]]:
        """Each with the share of the storm after which it is done, and what it counts as."""
        for _kill in range(self.asked.kills):
            yield self.chance.uniform(0.02, 0.95), "worker kills", self.kill_a_worker
        for _kill in range(self.asked.database_kills if database else 0):
            yield self.chance.uniform(0.05, 0.95), "database kills", database.kill_database
        for place in range(self.asked.fail_overs):
            yield (place + 1) / (self.asked.fail_overs + 1), "fail-overs", database.fail_over

    def kill_a_worker(self) -> bool:
        return self.site.kill_a_worker(self.chance)

    def progress(self) -> float:
        """From 0 to 1: of the submissions or, where these take longer, of the minutes."""
        done = len(self.told.moments) / self.asked.number
        if not self.asked.minutes:
            return done
        return max(done, (time.monotonic() - self.began) / (60 * self.asked.minutes))

    def run(self) -> None:
        try:
            for share, what, deed in self.plan:
                self.wait_for(share)
                if self.told.over.is_set():
                    return
                if deed() is not False:
                    self.told.count(what)
            self.wait_for(1)
            self.told.over.set()
        except BaseException:
            self.told.broken.set()
            raise

    def wait_for(self, share: float) -> None:
        """And a moment more, at which something else is under way."""
        while self.progress() < share and not self.told.over.wait(0.05):
            pass
        self.told.over.wait(self.chance.uniform(0, 0.1))
