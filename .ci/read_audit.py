"""Reads what pip-audit wrote: fails on what is known against a package, and says what was not looked up."""

import json
import sys
from pathlib import Path


def main() -> None:
    file = Path(sys.argv[1])
    packages = json.loads(file.read_text())["dependencies"] if file.exists() else []
    faulty = [f"{one['name']}: {fault['id']}" for one in packages for fault in one.get("vulns", [])]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    sys.stdout.write(describe(len(packages), faulty, skipped) + "\n")
    sys.exit(bool(faulty))


def describe(number: int, faulty: list[str], skipped: list[str]) -> str:
    if faulty:
        return "Known faults: " + ", ".join(faulty)
    if number == len(skipped):
        return "Not checked: what is known against packages (the service did not answer)."
    return f"{number - len(skipped)} packages, nothing known" + (
        f"; not found: {', '.join(skipped)}" if skipped else ""
    )


if __name__ == "__main__":
    main()
