"""Point-in-time recovery on PostgreSQL, tried: base backup, signings, an accident, and back to the moment before it.

By hand: `python bench/point_in_time.py`. It does what docs/operations.md says, on clusters of its own, and prints each
step. At the end the ledger must hold the signings from before the accident, all of them and no others, and verify.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import storm
from limits import Clerk, Pool
from storm_clients import Told
from storm_servers import Postgresql

COUNT = "from deals.models import Deal; print(Deal.objects.count())"
# The triggers of the log refuse to empty it; whoever owns the table can still drop it.
ACCIDENT = "DROP TABLE deals_deal CASCADE"


def ask_database(cluster: Postgresql, statement: str) -> str:
    command = [str(cluster.bin / "psql"), cluster.url, "-qtAc", statement]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def begin_archiving(cluster: Postgresql, archive: Path) -> None:
    """As in postgresql.conf; `archive_mode` needs a new start."""
    settings = {
        "archive_mode": "on",
        "archive_command": f"test ! -f {archive}/%f && cp %p {archive}/%f",
        "archive_timeout": "60",
    }
    for name, value in settings.items():
        ask_database(cluster, f"ALTER SYSTEM SET {name} = '{value}'")
    cluster.run("pg_ctl", "-D", cluster.data, "-m", "fast", "stop")
    cluster.start()


def record(desk: Pool, clerk: str, number: int, seed: int) -> None:
    worker = Clerk(desk.port, clerk, storm.PASSWORD, Told(), seed)
    worker.log_in()
    page = "/desk/2019/record/"
    for _number in range(number):
        page = worker.submit(page)


def recover(cluster: Postgresql, base: Path, archive: Path, moment: str) -> None:
    """The base backup in place of what is lost, and the log from the archive up to the moment."""
    cluster.run("pg_ctl", "-D", cluster.data, "-m", "immediate", "stop")
    shutil.rmtree(cluster.data)
    subprocess.run(["cp", "-a", str(base), cluster.data], check=True)
    with (Path(cluster.data) / "postgresql.auto.conf").open("a") as file:
        file.write(f"restore_command = 'cp {archive}/%f %p'\nrecovery_target_time = '{moment}'\n")
        file.write("recovery_target_action = 'promote'\n")
    (Path(cluster.data) / "recovery.signal").touch()
    subprocess.run(["chown", "-R", "postgres", cluster.data], check=True)
    cluster.start()
    while ask_database(cluster, "SELECT pg_is_in_recovery()") == "t":
        time.sleep(0.1)


def rehearse(folder: Path, stack: ExitStack) -> bool:
    cluster = Postgresql(folder)
    stack.callback(cluster.stop)
    os.environ["DATABASE_URL"] = cluster.url
    archive, base = folder / "archive", folder / "base"
    for path in (archive, base):
        path.mkdir(mode=0o700)
        shutil.chown(path, "postgres")
    storm.make_site(["clerk-0"])
    begin_archiving(cluster, archive)
    cluster.run("pg_basebackup", "-d", cluster.url, "-D", str(base), "-X", "none", "-c", "fast")
    print("base backup taken; 7 signings follow")
    desk = Pool("expo-staff", folder / "staff.log")
    try:
        record(desk, "clerk-0", 7, seed=1)
        moment = ask_database(cluster, "SELECT clock_timestamp()")
        time.sleep(1)
        record(desk, "clerk-0", 2, seed=2)
    finally:
        desk.stop()
    print(f"at {moment} there are 7, then 2 more; then somebody drops the table of deals")
    ask_database(cluster, ACCIDENT)
    segment = ask_database(cluster, "SELECT pg_walfile_name(pg_switch_wal())")
    while ask_database(cluster, "SELECT last_archived_wal FROM pg_stat_archiver") < segment:
        time.sleep(0.1)
    began = time.monotonic()
    recover(cluster, base, archive, moment)
    left = int(storm.manage("shell", "-v0", "-c", COUNT))
    print(f"recovered in {time.monotonic() - began:.1f} s: {left} deals")
    print(storm.manage("verify_ledger").strip())
    return left == 7


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="point-in-time-") as folder, ExitStack() as stack:
        os.environ |= {"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": secrets.token_urlsafe(50), "VAR_DIR": folder}
        reached = rehearse(Path(folder), stack)
    print("as before the accident" if reached else "NOT as before the accident")
    sys.exit(not reached)


if __name__ == "__main__":
    main()
