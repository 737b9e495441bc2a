"""Servers of PostgreSQL: a primary, a standby that has each commit before it is acknowledged, a replica for reads."""

import os
import shutil
import subprocess
from pathlib import Path

from processes import (
    PATIENCE_SECONDS,
    as_postgres,
    children,
    first_number,
    is_gone,
    kill,
    processes_in,
    wait_until,
)

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), default=Path("/usr/bin"))
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = '{folder}'
port = {port}
cluster_name = '{name}'
max_connections = 200
shared_buffers = 64MB
wal_keep_size = 512MB
wal_log_hints = on
hot_standby_feedback = on
wal_retrieve_retry_interval = 500ms
timezone = 'UTC'
jit = off
"""


class Cluster:
    """One server in a folder of its own. `port`: of this machine alone."""

    def __init__(self, folder: Path, name: str, port: int) -> None:
        self.folder, self.name, self.port = folder, name, port
        self.data = folder / name

    def run(self, program: str, *arguments: str) -> None:
        """To a file: a server that is started would keep a pipe open."""
        with (self.folder / "postgresql.log").open("ab") as log:
            command = as_postgres([str(BIN / program), *arguments])
            subprocess.run(command, check=True, stdout=log, stderr=log, cwd="/")

    def make(self) -> None:
        self.run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.configure()
        self.start()
        self.ask("CREATE ROLE expo LOGIN CREATEDB")
        self.ask("CREATE DATABASE expo OWNER expo")

    def configure(self, more: str = "") -> None:
        """What was said by `ALTER SYSTEM` on the server it was copied from is no part of it."""
        text = SETTINGS.format(folder=self.folder, port=self.port, name=self.name) + more
        (self.data / "expo.conf").write_text(text)
        conf = self.data / "postgresql.conf"
        lines = [line for line in conf.read_text().splitlines() if "expo.conf" not in line]
        conf.write_text("\n".join([*lines, "include 'expo.conf'", ""]))
        (self.data / "postgresql.auto.conf").write_text("")
        if os.geteuid() == 0:
            for file in (conf, self.data / "expo.conf", self.data / "postgresql.auto.conf"):
                shutil.chown(file, "postgres", "postgres")

    def copy(self, primary: "Cluster") -> None:
        """A new standby of the primary; its folder is made anew."""
        shutil.rmtree(self.data, ignore_errors=True)
        source = ["-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres", "-c", "fast", "-X", "stream"]
        self.run("pg_basebackup", "-D", str(self.data), *source)
        self.become_standby(primary)

    def become_standby(self, primary: "Cluster") -> None:
        """Of a server that is down, and has nothing that the primary has not."""
        self.configure(self.following(primary))
        (self.data / "standby.signal").touch()
        self.start()

    def follow(self, server: "Cluster") -> None:
        """Of a standby that runs: from now on what that server has. It goes on answering."""
        self.configure(self.following(server))
        self.ask("SELECT pg_reload_conf()")

    def following(self, primary: "Cluster") -> str:
        return (
            f"primary_conninfo = 'host=127.0.0.1 port={primary.port} user=postgres application_name={self.name}'\n"
            "recovery_target_timeline = 'latest'\n"
        )

    def require(self, standby: str) -> None:
        """Acknowledge nothing before this standby has it; empty: the server alone decides."""
        self.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{standby}'")
        self.ask("SELECT pg_reload_conf()")

    def start(self) -> None:
        self.forget_killed()
        self.run("pg_ctl", "-D", str(self.data), "-l", str(self.data / "log"), "-w", "start")

    def forget_killed(self) -> None:
        """What one that was killed has left: its number, with its data and beside its socket, by which it is taken for
        running until it is reaped, which many a container does late; and its processes, which end as they miss it.
        """
        for file in (self.data / "postmaster.pid", self.folder / f".s.PGSQL.{self.port}.lock"):
            if file.exists() and is_gone(first_number(file)):
                wait_until(lambda: not processes_in(self.data), f"What {self.name} has left does not end")
                file.unlink()

    def stop(self, mode: str = "fast") -> None:
        if self.is_running():
            self.run("pg_ctl", "-D", str(self.data), "-m", mode, "-w", "stop")

    def fence(self) -> None:
        """End it whether it answers or not: one that is frozen would go on taking writes when it wakes up."""
        file = self.data / "postmaster.pid"
        if not file.exists():
            return
        postmaster = first_number(file)
        for pid in (postmaster, *children(postmaster)):
            kill(pid)
        wait_until(lambda: is_gone(postmaster), f"{self.name} does not end")
        file.unlink()

    def is_running(self) -> bool:
        status = as_postgres([str(BIN / "pg_ctl"), "-D", str(self.data), "status"])
        return subprocess.run(status, capture_output=True, check=False, cwd="/").returncode == 0

    def promote(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-w", "promote")

    def ask(self, sql: str, database: str = "postgres") -> str:
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database]
        command = [str(BIN / "psql"), *where, "-qtAX", "-v", "ON_ERROR_STOP=1", "-c", sql]
        # One that is frozen takes the connection, and says nothing more.
        patient = os.environ | {"PGCONNECT_TIMEOUT": str(PATIENCE_SECONDS // 12)}
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd="/", env=patient)
        return done.stdout.strip()

    def follows(self) -> bool:
        """Whether it runs, and has what another writes."""
        try:
            return self.is_running() and self.ask("SELECT pg_is_in_recovery()") == "t"
        except subprocess.CalledProcessError:
            return False

    def followers(self) -> str:
        """A line each: who has its log, and whether it waits for them."""
        return self.ask("SELECT application_name, state, sync_state FROM pg_stat_replication ORDER BY 1")

    def leads_to(self, server: "Cluster") -> bool:
        """Of a pool: whether that server answers behind it."""
        try:
            return self.ask("SHOW port", "expo") == str(server.port)
        except subprocess.CalledProcessError:
            return False

    def wait_for(self, standby: str) -> None:
        """Until that standby streams."""
        sql = f"SELECT count(*) FROM pg_stat_replication WHERE application_name = '{standby}' AND state = 'streaming'"  # noqa: S608
        wait_until(lambda: self.ask(sql) == "1", f"{standby} does not follow {self.name}")
