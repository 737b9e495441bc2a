"""The database of several machines: three servers, the pools that lead to them, and how they change places."""

import json
import os
import shutil
import sys
from pathlib import Path
from string import Template

from clusters import Cluster
from processes import as_postgres, listens, start_process, wait_until

HERE = Path(__file__).resolve().parent


class Databases:
    """What runs, as `machines.json` in the folder remembers it: ports, nodes, and which server is the primary.

    The replica has everything by way of the standby, never before it: whichever of the two is the primary next, the
    replica's log is the beginning of that one's, and it goes on answering while they change places.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "machines.json"
        if self.file.exists():
            self.state = json.loads(self.file.read_text())

    def save(self) -> None:
        """In one step: another command may be reading it."""
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps(self.state, indent=1))
        fresh.replace(self.file)

    def cluster(self, name: str) -> Cluster:
        return Cluster(self.folder / "postgresql", name, self.state["ports"][name])

    @property
    def primary(self) -> Cluster:
        return self.cluster(self.state["primary"])

    @property
    def standby(self) -> Cluster:
        return self.cluster("two" if self.state["primary"] == "one" else "one")

    @property
    def replica(self) -> Cluster:
        return self.cluster("replica")

    def start_servers(self) -> None:
        self.primary.make()
        self.standby.copy(self.primary)
        self.primary.wait_for(self.standby.name)
        self.primary.require(self.standby.name)
        self.replica.copy(self.standby)
        self.standby.wait_for(self.replica.name)

    def start_pools(self) -> None:
        """Those that do not run."""
        (self.folder / "users.txt").write_text('"expo" ""\n"postgres" ""\n')
        self.write_pools()
        for name in ("writes", "reads"):
            if listens(self.state["ports"][name]):
                continue
            file = str(self.folder / f"{name}.ini")
            start_process(name, as_postgres(["/usr/sbin/pgbouncer", file]), self.folder)
            wait_until(lambda port=self.state["ports"][name]: listens(port), f"{name} does not listen")

    def write_pools(self) -> None:
        """The primary for what is written; the replica for what the public reads, five seconds a question.

        Last, the seconds after which a server that says nothing is left.
        """
        kinds = {"writes": (self.primary, 0, 60), "reads": (self.replica, 5, 10)}
        for name, (server, seconds, silent) in kinds.items():
            said = {"host": "127.0.0.1", "server": server.port, "port": self.state["ports"][name], "pool": 20}
            said |= {"folder": self.folder, "milliseconds": 1000 * seconds, "silent_seconds": silent}
            text = Template((HERE / "pgbouncer.ini").read_text()).substitute(said)
            (self.folder / f"{name}.ini").write_text(text)

    def point_pools(self) -> None:
        """To today's primary; whoever still waits for another server is cut off, and may ask again."""
        self.write_pools()
        pool = self.cluster("writes")
        for step in ("RELOAD", "KILL expo", "RESUME expo"):
            pool.ask(step, "pgbouncer")
        wait_until(lambda: pool.leads_to(self.primary), "The pool of writes does not lead to the primary")

    def fail_over(self) -> None:
        """The old primary is ended first, whatever is left of it: two that take writes would be worse than none."""
        old, new = self.primary, self.standby
        if not new.follows():
            sys.exit(f"{new.name} does not run as a standby, so {old.name} stays the primary. Nothing was done.")
        old.fence()
        self.promote(new)
        self.point_pools()

    def promote(self, new: Cluster) -> None:
        new.promote()
        self.state["primary"] = new.name
        self.save()

    def rejoin(self) -> None:
        """The server that is not the primary is copied anew, so that nothing that only it had comes back, and follows.

        From then on nothing is acknowledged before it has it, and the replica has everything by way of it.
        """
        now, other = self.primary, self.standby
        other.fence()
        other.copy(now)
        self.protect(now, other)

    def protect(self, now: Cluster, standby: Cluster) -> None:
        now.wait_for(standby.name)
        now.require(standby.name)
        self.replica.follow(standby)
        standby.wait_for(self.replica.name)

    def alone(self) -> None:
        """The standby is gone: what waits for it is acknowledged by the primary alone, until another one follows."""
        self.primary.require("")

    def fail_back(self) -> None:
        """The two change places. The one that goes hands on the last of its log before it ends.

        Nothing is acknowledged by the new one before the old one follows it.
        """
        now, before = self.primary, self.standby
        if not before.follows():
            sys.exit(f"{before.name} does not follow {now.name}: rejoin first. Nothing was done.")
        now.wait_for(before.name)
        now.ask("CHECKPOINT")
        now.stop("fast")
        self.promote(before)
        before.require(now.name)
        self.point_pools()
        now.become_standby(before)
        self.protect(before, now)

    def start_server(self, name: str) -> None:
        """One of `one`, `two` and `replica`, as it was."""
        self.cluster(name).start()

    def stop_server(self, name: str) -> None:
        self.cluster(name).stop()

    def prepare_servers(self) -> None:
        (self.folder / "postgresql").mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(self.folder / "postgresql", "postgres", "postgres")
