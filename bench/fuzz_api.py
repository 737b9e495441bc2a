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
        # Few of the texts that chance makes can be printed: that many are thrown away is no fault.
        options = ["--suppress-health-check", "filter_too_much"]
        options += ["--header", f"Authorization: Bearer {site.token}", *sys.argv[1:]]
        documents = {"all": without_cursors(read_document(address)), DEEP: of_known_edition(read_document(address))}
        ends = []
        for checks, document in documents.items():
            file = Path(folder) / f"{len(ends)}.json"
            file.write_text(json.dumps(document))
            run = [tool, "run", str(file), "--url", f"{site.address}/api/v1", "--checks", checks, *options]
            ends.append(subprocess.run(run, cwd=folder, check=False).returncode)
        return max(ends)


def read_document(address: str) -> dict:
    with urllib.request.urlopen(address) as response:  # noqa: S310
        return json.load(response)


def without_cursors(document: dict) -> dict:
    """The document but for what a list must have told before: chance would never find one that is good."""
    for path in document["paths"].values():
        for operation in path.values():
            operation["parameters"] = [each for each in operation["parameters"] if each.get("name") != "cursor"]
    return document


def of_known_edition(document: dict) -> dict:
    """The document as of an edition that there is: chance would never name it, and so never come past the door."""
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
