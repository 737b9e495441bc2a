"""Several machines, all of them on this one: each part a process on a port of its own, by the files of this folder.

python deploy/several/machines.py FOLDER start [NODES]     all of it, from nothing
python deploy/several/machines.py FOLDER add-node
python deploy/several/machines.py FOLDER restart           the nodes, one after the other
python deploy/several/machines.py FOLDER migrate
python deploy/several/machines.py FOLDER fail-over         the primary is gone: the standby takes its place
python deploy/several/machines.py FOLDER rejoin            the one that was gone is copied anew, and follows
python deploy/several/machines.py FOLDER fail-back         then the two change places again
python deploy/several/machines.py FOLDER alone             the standby is gone: acknowledge without it
python deploy/several/machines.py FOLDER manage COMMAND…   as on a machine of the application
python deploy/several/machines.py FOLDER status
python deploy/several/machines.py FOLDER stop
python deploy/several/machines.py FOLDER start-again       all that was stopped, with what it holds
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from string import Template

from databases import Databases
from processes import free_port, front_workers, listens, start_process, stop_process, wait_until

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED = ("private", "pictures", "media")
# Of each node, by whom it answers.
WORKERS = {"public": "2", "staff": "1"}
PORTS = ("one", "two", "replica", "writes", "reads", "front")


class Machines(Databases):
    """The nodes of the application and what stands in front of them, with the database behind."""

    def start(self, nodes: str = "2") -> None:
        self.prepare()
        self.start_servers()
        self.start_pools()
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_reference")
        for _number in range(int(nodes)):
            self.start_node(self.new_node())
        self.start_front()

    def prepare(self) -> None:
        for kind in SHARED:
            (self.folder / "shared" / kind).mkdir(parents=True, exist_ok=True)
        self.prepare_servers()
        ports = {name: free_port() for name in PORTS}
        self.state = {"ports": ports, "nodes": {}, "primary": "one", "key": secrets.token_urlsafe(50)}
        self.save()

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
        self.state["nodes"][name] = {kind: free_port() for kind in WORKERS}
        self.save()
        command = [sys.executable, str(ROOT / "manage.py"), "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(command, check=True, cwd=ROOT, env=self.environment(name))
        return name

    def start_node(self, name: str) -> None:
        """Its processes for visitors and those for staff: whoever waits for the primary keeps no visitor waiting."""
        for kind, port in self.state["nodes"][name].items():
            command = [sys.executable, "-m", "gunicorn", "expo.wsgi", "--bind", f"127.0.0.1:{port}"]
            command += ["--workers", WORKERS[kind], "--worker-class", "gthread", "--threads", "8", "--timeout", "60"]
            command += ["--no-control-socket", "--preload", "--chdir", str(ROOT)]
            start_process(f"{name}-{kind}", command, self.folder, self.environment(name))
        for port in self.state["nodes"][name].values():
            wait_until(lambda port=port: listens(port), f"{name} does not listen")

    def stop_node(self, name: str) -> None:
        for kind in WORKERS:
            stop_process(f"{name}-{kind}", self.folder)

    def start_front(self) -> None:
        self.write_front("")
        subprocess.run(["nginx", "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)], check=True)

    def write_front(self, without: str) -> None:
        nodes = [ports for name, ports in self.state["nodes"].items() if name != without]
        told = {"folder": self.folder, "port": self.state["ports"]["front"], "root": ROOT}
        for kind in WORKERS:
            lines = (f"        server 127.0.0.1:{ports[kind]} max_fails=1 fail_timeout=10s;" for ports in nodes)
            told[kind] = "\n".join(lines)
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
            self.stop_node(name)
            self.start_node(name)
            self.tell_front()

    def status(self) -> None:
        print(f"primary: {self.primary.name}; nodes: {', '.join(self.state['nodes'])}")
        print(self.primary.followers())
        if self.standby.follows():
            print(self.standby.followers())
        print(f"http://127.0.0.1:{self.state['ports']['front']}/")

    def stop(self) -> None:
        stop_process("nginx", self.folder)
        for name in self.state["nodes"]:
            self.stop_node(name)
        for name in ("writes", "reads"):
            stop_process(name, self.folder)
        for name in ("replica", self.standby.name, self.primary.name):
            self.cluster(name).fence()

    def start_again(self) -> None:
        """The primary first; what was cut off is brought to its end by each server itself."""
        for server in (self.primary, self.standby, self.replica):
            server.start()
        self.primary.wait_for(self.standby.name)
        self.start_pools()
        for name in self.state["nodes"]:
            self.start_node(name)
        self.start_front()


def main() -> None:
    folder, command, *arguments = sys.argv[1:] if len(sys.argv) > 2 else sys.exit(__doc__)
    machines = Machines(Path(folder).resolve())
    getattr(machines, command.replace("-", "_"))(*arguments)


if __name__ == "__main__":
    main()
