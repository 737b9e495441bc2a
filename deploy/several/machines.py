"""Several machines, all of them on this one: each part a process on a port of its own, by the files of this folder.

python deploy/several/machines.py FOLDER start [NODES]     all of it, from nothing
python deploy/several/machines.py FOLDER add-node
python deploy/several/machines.py FOLDER restart           the nodes, one after the other
python deploy/several/machines.py FOLDER migrate
python deploy/several/machines.py FOLDER fail-over         the primary is gone: the standby takes its place
python deploy/several/machines.py FOLDER fail-back         the one that was gone follows, then takes its place back
python deploy/several/machines.py FOLDER manage COMMAND…   as on a machine of the application
python deploy/several/machines.py FOLDER status
python deploy/several/machines.py FOLDER stop
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from string import Template

from clusters import Cluster
from processes import as_postgres, free_port, front_workers, listens, start_process, stop_process, wait_until

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED = ("private", "pictures", "media")
PORTS = ("one", "two", "replica", "writes", "reads", "front")


class Machines:
    """What runs, as `machines.json` in the folder remembers it: ports, nodes, and which server is the primary."""

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

    def start(self, nodes: str = "2") -> None:
        self.prepare()
        self.primary.make()
        self.standby.copy(self.primary)
        self.replica.copy(self.primary)
        self.primary.wait_for(self.standby.name)
        self.primary.require(self.standby.name)
        self.start_pools()
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_reference")
        for _number in range(int(nodes)):
            self.start_node(self.new_node())
        self.start_front()

    def prepare(self) -> None:
        for name in ("", "postgresql", "shared", *(f"shared/{kind}" for kind in SHARED)):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(self.folder / "postgresql", "postgres", "postgres")
        ports = {name: free_port() for name in PORTS}
        self.state = {"ports": ports, "nodes": {}, "primary": "one", "key": secrets.token_urlsafe(50)}
        self.save()

    def start_pools(self) -> None:
        (self.folder / "users.txt").write_text('"expo" ""\n"postgres" ""\n')
        self.write_pools()
        for name in ("writes", "reads"):
            file = str(self.folder / f"{name}.ini")
            start_process(name, as_postgres(["/usr/sbin/pgbouncer", file]), self.folder)
            wait_until(lambda port=self.state["ports"][name]: listens(port), f"{name} does not listen")

    def write_pools(self) -> None:
        """The primary for what is written; the replica for what the public reads, five seconds a question."""
        kinds = {"writes": (self.primary, 0), "reads": (self.replica, 5)}
        for name, (server, seconds) in kinds.items():
            said = {"host": "127.0.0.1", "server": server.port, "port": self.state["ports"][name], "pool": 20}
            said |= {"folder": self.folder, "milliseconds": 1000 * seconds, "silent_seconds": 2 * seconds}
            text = Template((HERE / "pgbouncer.ini").read_text()).substitute(said)
            (self.folder / f"{name}.ini").write_text(text)

    def environment(self, node: str) -> dict[str, str]:
        ports, folder = self.state["ports"], self.folder / node
        folder.mkdir(exist_ok=True)
        for kind in SHARED:
            if not (folder / kind).is_symlink():
                (folder / kind).symlink_to(self.folder / "shared" / kind)
        told = {"SECRET_KEY": self.state["key"], "VAR_DIR": str(folder), "HTTPS": "0", "DEBUG": "0", "POOLED": "1"}
        told |= {"DATABASE_URL": f"postgres://expo@127.0.0.1:{ports['writes']}/expo"}
        told |= {"REPLICA_URL": f"postgres://expo@127.0.0.1:{ports['reads']}/expo", "BEHIND_PROXY": "1"}
        return os.environ | told

    def manage(self, *command: str) -> None:
        told = [sys.executable, str(ROOT / "manage.py"), *command]
        subprocess.run(told, check=True, cwd=ROOT, env=self.environment("desk"))

    def migrate(self, *more: str) -> None:
        """Not through the pool. A change that cannot have its table within three seconds lets the others go first."""
        told = {
            "DATABASE_URL": f"postgres://expo@127.0.0.1:{self.primary.port}/expo",
            "PGOPTIONS": "-c lock_timeout=3s",
        }
        command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0", *more]
        for _try in range(5):
            if not subprocess.run(command, check=False, cwd=ROOT, env=self.environment("desk") | told).returncode:
                return
        sys.exit("Not migrated: what failed stands above. The changes before it stay; run it again.")

    def new_node(self) -> str:
        name = f"node-{len(self.state['nodes']) + 1}"
        self.state["nodes"][name] = free_port()
        self.save()
        command = [sys.executable, str(ROOT / "manage.py"), "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(command, check=True, cwd=ROOT, env=self.environment(name))
        return name

    def start_node(self, name: str) -> None:
        port = self.state["nodes"][name]
        command = [sys.executable, "-m", "gunicorn", "expo.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
        command += ["--worker-class", "gthread", "--threads", "8", "--timeout", "60"]
        command += ["--no-control-socket", "--preload"]
        start_process(name, [*command, "--chdir", str(ROOT)], self.folder, self.environment(name))
        wait_until(lambda: listens(port), f"{name} does not listen")

    def start_front(self) -> None:
        self.write_front("")
        subprocess.run(["nginx", "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)], check=True)

    def write_front(self, without: str) -> None:
        nodes = [port for name, port in self.state["nodes"].items() if name != without]
        lines = "\n".join(f"        server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;" for port in nodes)
        told = {"folder": self.folder, "port": self.state["ports"]["front"], "nodes": lines}
        (self.folder / "nginx.conf").write_text(Template((HERE / "nginx.conf").read_text()).substitute(told))

    def tell_front(self, without: str = "") -> None:
        """And wait until it goes by that: by the old list it would ask a machine that is ended meanwhile."""
        self.write_front(without)
        before = front_workers(self.folder)
        command = ["nginx", "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder), "-s", "reload"]
        subprocess.run(command, check=True)
        wait_until(lambda: not before & front_workers(self.folder), "nginx does not take its new list")

    def add_node(self) -> None:
        self.start_node(self.new_node())
        self.tell_front()

    def restart(self) -> None:
        """One node after the other: taken out in front, ended with what it has begun, started, put back."""
        for name in self.state["nodes"]:
            self.tell_front(without=name)
            stop_process(name, self.folder)
            self.start_node(name)
            self.tell_front()

    def fail_over(self) -> None:
        """The old primary is ended first, whatever is left of it: two that take writes would be worse than none.

        The replica may have what the standby never had and nobody was told of: it is copied anew, and until then the
        public reads the new primary.
        """
        old, new = self.primary, self.standby
        if not new.follows():
            sys.exit(f"{new.name} does not run as a standby, so {old.name} stays the primary. Nothing was done.")
        old.stop("immediate")
        self.replica.stop("immediate")
        new.promote()
        self.state["primary"] = new.name
        self.save()
        self.point_pools()
        self.replica.copy(new)

    def point_pools(self) -> None:
        """To today's primary; whoever was being answered by another server is cut off."""
        self.write_pools()
        pool = self.cluster("writes")
        pool.ask("RELOAD", "pgbouncer")
        wait_until(lambda: pool.leads_to(self.primary), "The pool of writes does not lead to the primary")

    def fail_back(self) -> None:
        """Copied anew, so that nothing that only the old primary had comes back; then the two change places."""
        now, before = self.primary, self.standby
        before.stop("immediate")
        before.copy(now)
        now.wait_for(before.name)
        now.require(before.name)
        now.ask("CHECKPOINT")
        self.replica.stop("immediate")
        now.stop("fast")
        before.promote()
        self.state["primary"] = before.name
        self.save()
        self.point_pools()
        self.replica.copy(before)
        now.copy(before)
        before.wait_for(now.name)
        before.require(now.name)

    def start_server(self, name: str) -> None:
        """One of `one`, `two` and `replica`, as it was."""
        self.cluster(name).start()

    def stop_server(self, name: str) -> None:
        self.cluster(name).stop()

    def status(self) -> None:
        print(f"primary: {self.primary.name}; nodes: {', '.join(self.state['nodes'])}")
        print(self.primary.ask("SELECT application_name, state, sync_state FROM pg_stat_replication ORDER BY 1"))
        print(f"http://127.0.0.1:{self.state['ports']['front']}/")

    def stop(self) -> None:
        for name in ("nginx", *self.state["nodes"], "writes", "reads"):
            stop_process(name, self.folder)
        for name in ("replica", self.standby.name, self.primary.name):
            self.cluster(name).stop("immediate")


def main() -> None:
    folder, command, *arguments = sys.argv[1:] if len(sys.argv) > 2 else sys.exit(__doc__)
    machines = Machines(Path(folder).resolve())
    getattr(machines, command.replace("-", "_"))(*arguments)


if __name__ == "__main__":
    main()
