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
        """From 0 to 1: of all submissions but the last of each client or, where these take longer, of the minutes."""
        return max(len(self.told.moments) / max(1, self.asked.number - self.asked.clients), self.time_gone())

    def time_gone(self) -> float:
        """From 0 to 1, of the minutes; 0 where there is no limit."""
        return (time.monotonic() - self.began) / (60 * self.asked.minutes) if self.asked.minutes else 0

    def run(self) -> None:
        try:
            for share, what, deed in self.plan:
                self.wait_for(share)
                if self.told.over.is_set():
                    return
                while deed() is False:
                    # Those who were killed before are not followed by others yet.
                    if self.told.over.wait(0.1):
                        return
                self.told.count(what)
            self.told.killed.set()
            while self.time_gone() < 1 and not self.told.over.wait(0.05):
                pass
            self.told.over.set()
        except BaseException:
            self.told.broken.set()
            raise
        finally:
            self.told.killed.set()

    def wait_for(self, share: float) -> None:
        """And a moment more, at which something else is under way."""
        while self.progress() < share and not self.told.over.wait(0.05):
            pass
        self.told.over.wait(self.chance.uniform(0, 0.1))
