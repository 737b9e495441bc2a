"""A migration that some installation has applied never changes: whoever comes later must come to the same tables."""

import hashlib

from django.conf import settings

APPS = ("expo", "agenda", "deals")
# After a release: sha256sum {expo,agenda,deals}/migrations/0*.py > tests/setup/applied_migrations.sha256
LIST = settings.BASE_DIR / "tests" / "setup" / "applied_migrations.sha256"


def applied() -> dict[str, str]:
    return dict(reversed(line.split()) for line in LIST.read_text().splitlines())


def present() -> dict[str, str]:
    files = [path for app in APPS for path in (settings.BASE_DIR / app / "migrations").glob("0*.py")]
    return {str(path.relative_to(settings.BASE_DIR)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_no_applied_migration_has_changed_or_gone():
    there = present()

    assert [path for path, digest in applied().items() if there.get(path) != digest] == []


def test_every_new_migration_comes_after_those_that_were_applied():
    last = {app: max(path for path in applied() if path.startswith(f"{app}/")) for app in APPS}

    early = [path for path in present().keys() - applied().keys() if path < last[path.partition("/")[0]]]
    assert early == []
