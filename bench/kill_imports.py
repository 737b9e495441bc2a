"""Kills an import at random points, and runs it again: what it leaves must be what one clean run leaves.

Run by hand, `python bench/kill_imports.py [KILLS] [ROWS]`.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from import_deals import EDITION, ROOT, workbook

CHUNK = 250  # rows of a transaction, each of which tells how far it has come
PARTS = ("deals", "terms", "amounts", "parties", "names", "events", "lookalikes", "runs", "rows", "breaks")
STATE = """
import json
from deals.ledger import hash_chain
from deals.models import *
from expo.models import ImportedFile, Organisation
rows = lambda model, *names: [list(map(str, row)) for row in model.objects.order_by('pk').values_list(*names)]
print(json.dumps([
    rows(Deal, 'sequence', 'submission_key', 'submission_digest', 'channel', 'status'),
    rows(Terms, 'deal__sequence', 'name_zh', 'signed_on', 'place'), rows(Amount, 'terms__deal__sequence', 'minor'),
    rows(Party, 'terms__deal__sequence', 'organisation__name_zh', 'side'), rows(Organisation, 'name_zh'),
    rows(Event, 'position', 'deal_number', 'verb'), rows(Lookalike, 'deal__sequence', 'other__sequence', 'points'),
    rows(ImportedFile, 'state', 'done', 'rows'), rows(ImportedRow, 'row', 'deal__sequence', 'identity'),
    [str(broken) for broken in hash_chain.find_breaks()],
]))
"""


class Site:
    """A database of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self.environment = os.environ | {"DEBUG": "1", "VAR_DIR": str(folder)}
        self.python = [sys.executable, str(ROOT / "manage.py")]

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [*self.python, *command], env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def imports(self, file: Path) -> subprocess.Popen:
        command = [*self.python, "import_deals", str(file), "--edition", "2019"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, env=self.environment, **quiet)

    def state(self) -> list:
        return json.loads(self.run("shell", "-v0", "-c", STATE))


def main() -> None:
    kills, count = (int(text) for text in [*sys.argv[1:], *["20", "1500"][len(sys.argv) - 1 :]])
    chance = random.Random()  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        file, fresh = Path(folder) / "deals.xlsx", Path(folder) / "fresh"
        workbook(file, count)
        fresh.mkdir()
        site = Site(fresh)
        site.run("migrate", "-v0")
        site.run("load_reference")
        site.run("shell", "-v0", "-c", EDITION)
        shutil.copytree(fresh, Path(folder) / "clean")
        clean = Site(Path(folder) / "clean")
        began = time.monotonic()
        clean.imports(file).communicate()
        lasts, wanted = time.monotonic() - began, clean.state()
        same = cut = 0
        for number in range(kills):
            copy = shutil.copytree(fresh, Path(folder) / f"cut-{number}")
            site = Site(copy)
            running = site.imports(file)
            for _line in range(chance.randrange(count // CHUNK)):
                running.stderr.readline()
            time.sleep(chance.uniform(0, lasts * CHUNK / count))
            running.send_signal(signal.SIGKILL)
            running.communicate()
            left = len(site.state()[0])
            cut += 0 < left < count
            site.imports(file).communicate()
            found = site.state()
            same += found == wanted
            for name, mine, theirs in zip(PARTS, found, wanted, strict=True):
                if mine != theirs:
                    print(f"{name} differ: {len(mine)} and {len(theirs)} rows, {left} before the second run")
            shutil.rmtree(copy)
        print(f"{kills} kills of an import of {count} rows ({cut} in its middle): {same} times as one clean run")
        sys.exit(same != kills)


if __name__ == "__main__":
    main()
