"""Several machines by deploy/several as what a storm rages against: a standby has each deal before it is told."""

import random
import signal
import sys
import time
from pathlib import Path

from storm_servers import ROOT, children, kill

sys.path.insert(0, str(ROOT))
from tests.support.machines import SeveralMachines

# For so long the primary says nothing, as behind a network that stalls, before the standby takes its place.
STALL_SECONDS = 5


class Several:
    """Two nodes behind nginx, on whose `port` they answer; what is in the folder goes on."""

    def __init__(self, folder: Path) -> None:
        self.machines = SeveralMachines(folder)
        if (folder / "machines.json").exists():
            self.machines.run("stop")
            self.machines.run("start-again")
        else:
            self.machines.run("start", "2")
        self.port = self.machines.port("front")

    def environment(self) -> dict[str, str]:
        """Of a command that asks the ledger, by whichever server is the primary then."""
        url = f"postgres://expo@127.0.0.1:{self.machines.port('writes')}/expo"
        return {"DATABASE_URL": url, "SECRET_KEY": self.machines.state["key"], "POOLED": "1"}

    def kill_a_worker(self, chance: random.Random) -> bool:
        """Of those for visitors and those for staff; their master begins another. Whether there was one."""
        workers = []
        for file in self.machines.folder.glob("node-*.pid"):
            workers += children(int(file.read_text()))
        for pid in workers and [chance.choice(sorted(workers))]:
            kill(pid)
        return bool(workers)

    def kill_database(self) -> None:
        primary = self.machines.state["primary"]
        self.machines.signal_server(primary, signal.SIGKILL)
        self.machines.run("start-server", primary)

    def fail_over(self) -> None:
        """The primary is frozen under load, the standby takes its place, and a new one follows it."""
        self.machines.signal_server(self.machines.state["primary"], signal.SIGSTOP)
        time.sleep(STALL_SECONDS)
        self.machines.run("fail-over")
        self.machines.run("rejoin")

    def stop(self) -> None:
        self.machines.run("stop")
