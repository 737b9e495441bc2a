"""Schemathesis with all its checks against the programming interface of a real server.

    python bench/fuzz_api.py [options of `schemathesis run`]

It is no dependency of the project: put `schemathesis` on the PATH, or name it by SCHEMATHESIS.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from api_server import Site

HOW = "Schemathesis is not installed: `pip install schemathesis` in a venv of its own, and name it by SCHEMATHESIS."
# The schema cannot say which currencies and countries there are, so that here a 422 may answer what it allows.
DEEP = ",".join(
    [
        *("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance"),
        *("response_schema_conformance", "negative_data_rejection", "unsupported_method", "missing_required_header"),
    ]
)


def main() -> int:
    tool = os.environ.get("SCHEMATHESIS") or shutil.which("schemathesis")
    if tool is None:
        print(HOW)
        return 0
    with tempfile.TemporaryDirectory() as folder, Site(Path(folder)) as site:
        address = f"{site.address}/api/v1/openapi.json"
        options = ["--header", f"Authorization: Bearer {site.token}", *sys.argv[1:]]
        known = Path(folder) / "known.json"
        known.write_text(json.dumps(of_known_edition(address)))
        runs = [
            [tool, "run", address, "--checks", "all", *options],
            [tool, "run", str(known), "--url", f"{site.address}/api/v1", "--checks", DEEP, *options],
        ]
        return max(subprocess.run(run, cwd=folder, check=False).returncode for run in runs)


def of_known_edition(address: str) -> dict:
    """The document as of an edition that there is: chance would never name it, and so never come past the door."""
    with urllib.request.urlopen(address) as response:  # noqa: S310
        document = json.load(response)
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation["parameters"]:
                if parameter["in"] == "path":
                    parameter["schema"] = {"type": "string", "enum": ["2019"]}
    signing = document["paths"]["/deals"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    signing["properties"]["edition"] = {"type": "string", "enum": ["2019"]}
    return document


if __name__ == "__main__":
    sys.exit(main())
