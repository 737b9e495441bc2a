"""What the check of locked packages says, and when it fails."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

SCRIPT = settings.BASE_DIR / ".ci" / "read_audit.py"
FINE, FAULTY = {"name": "a", "vulns": []}, {"name": "b", "vulns": [{"id": "PYSEC-1"}, {"id": "PYSEC-2"}]}
SKIPPED = {"name": "c", "skip_reason": "not found"}
NO_ANSWER = "Not checked: what is known against packages (the service did not answer)."


@pytest.mark.parametrize(
    ("packages", "said", "code"),
    [
        (None, NO_ANSWER, 0),
        ([SKIPPED], NO_ANSWER, 0),
        ([FINE], "1 packages, nothing known", 0),
        ([FINE, SKIPPED], "1 packages, nothing known; not found: c", 0),
        ([FINE, FAULTY, SKIPPED], "Known faults: b: PYSEC-1, b: PYSEC-2", 1),
    ],
)
def test_only_what_is_known_against_a_package_fails(tmp_path, packages, said, code):
    file = tmp_path / "audit.json"
    if packages is not None:
        file.write_text(json.dumps({"dependencies": packages}))

    run = subprocess.run([sys.executable, SCRIPT, file], capture_output=True, text=True, check=False)

    assert (run.stdout.strip(), run.returncode) == (said, code)
