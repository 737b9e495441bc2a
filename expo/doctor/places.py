"""The doctor on folders, disks, static files, texts and packages."""

import os
import resource
import shutil
import stat
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from re import MULTILINE, findall
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage

from expo.doctor.faults import Fault
from expo.i18n import po_files

LEAST_BYTES, LEAST_SHARE = 2 * 1024**3, 0.05
LEAST_FILES = 0.05
LEAST_DESCRIPTORS = 1024


def storage_folder(name: str) -> Path:
    storage: dict[str, Any] = settings.STORAGES[name]
    return Path(storage["OPTIONS"]["location"])


def private_folder() -> Path:
    return storage_folder("private")


def writable_folders() -> Iterator[Fault]:
    for code, folder in (
        ("var", Path(settings.VAR_DIR)),
        ("private", private_folder()),
        ("pictures", storage_folder("pictures")),
        ("media", Path(settings.MEDIA_ROOT)),
    ):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            fix = f"Give it to the user of the site: chown expo {folder}"
            yield Fault(f"{code}-unwritable", f"{folder} cannot be written.", fix)


def private_folders() -> Iterator[Fault]:
    served = [Path(settings.STATIC_ROOT).resolve(), Path(settings.MEDIA_ROOT).resolve()]
    folder = private_folder().resolve()
    if any(folder == place or place in folder.parents for place in served):
        said = f"Scans of signed pages and files of entries lie in {folder}, which the web server hands out."
        yield Fault("private-served", said, "Move it out of STATIC_ROOT and MEDIA_ROOT.")
    if folder.exists() and folder.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH):
        said = f"Everybody on this machine can read the scans in {folder}."
        yield Fault("private-readable", said, f"chmod o-rwx {folder}")


def pictures_folder() -> Iterator[Fault]:
    """Pictures are handed out one by one, each as long as what it shows is public."""
    served = [Path(settings.STATIC_ROOT).resolve(), Path(settings.MEDIA_ROOT).resolve()]
    folder = storage_folder("pictures").resolve()
    if any(folder == place or place in folder.parents for place in served):
        said = f"Pictures lie in {folder}, which the web server hands out unasked."
        yield Fault("pictures-served", said, "Move them out of STATIC_ROOT and MEDIA_ROOT.")
    if folder.exists() and folder.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH):
        said = f"Everybody on this machine can read the pictures in {folder}."
        yield Fault("pictures-readable", said, f"chmod o-rwx {folder}")


def room() -> Iterator[Fault]:
    for code, folder in (("var", Path(settings.VAR_DIR)), ("backup", settings.BACKUP_DIR)):
        if not folder.exists():
            continue
        disk = shutil.disk_usage(folder)
        if disk.free < LEAST_BYTES or disk.free < disk.total * LEAST_SHARE:
            said = f"{disk.free / 1024**3:.1f} GB are left on the disk of {folder}."
            yield Fault(f"{code}-disk-low", said, "Make room, or give it a larger disk.")
        files = os.statvfs(folder)
        if files.f_files and files.f_favail < files.f_files * LEAST_FILES:
            said = f"The file system of {folder} can hold few more files."
            yield Fault(
                f"{code}-inodes-low", said, "Delete small files that nobody needs, or make it anew with more inodes."
            )


def static_files() -> Iterator[Fault]:
    """The manifest says under which hashed name each file stands; what was changed since has another hash."""
    collect = "Run python3 manage.py collectstatic --noinput, then restart the site."
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        yield Fault("static-plain", "Static files have no hashed names: browsers keep old ones.", "Take DEBUG out.")
        return
    manifest = staticfiles_storage.load_manifest()[0]
    if not manifest:
        yield Fault("static-missing", f"No static files were collected in {settings.STATIC_ROOT}.", collect)
        return
    if stale := [name for name in sorted(source_names()) if name not in manifest]:
        yield Fault("static-stale", f"{stale[0]} was not collected: the manifest is older than the code.", collect)
    if lost := [name for name in manifest.values() if not (Path(settings.STATIC_ROOT) / name).exists()]:
        yield Fault("static-lost", f"{lost[0]} is in the manifest and not in {settings.STATIC_ROOT}.", collect)


def source_names() -> set[str]:
    names: set[str] = set()
    for finder in get_finders():
        names.update(name for name, _storage in finder.list([]))
    return names


def texts() -> Iterator[Fault]:
    for path in po_files.LOCALES.rglob("*.po"):
        if not path.with_suffix(".mo").exists():
            fix = "Run python3 manage.py check as the user who owns the code."
            yield Fault("texts-uncompiled", f"{path.with_suffix('.mo')} is not there: pages are in English only.", fix)
        elif po_files.is_stale(path):
            fix = "Run python3 manage.py check as the user who owns the code."
            yield Fault("texts-stale", f"{path.with_suffix('.mo')} is older than its texts.", fix)


def packages() -> Iterator[Fault]:
    """What is installed against what the lock says; a package of the lock for another system is passed over."""
    fix = "Run python3 manage.py check: it brings .venv to what requirements.lock says."
    lock = (settings.BASE_DIR / "requirements.lock").read_text()
    for name, locked in findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+) \\$", lock, MULTILINE):
        try:
            installed = version(name)
        except PackageNotFoundError:
            yield Fault("package-missing", f"{name} is not installed.", fix)
            continue
        if installed != locked:
            yield Fault("package-other", f"{name} is {installed}; the lock says {locked}.", fix)


def descriptors() -> Iterator[Fault]:
    most, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < LEAST_DESCRIPTORS:
        said = f"A process may have {most} files and connections open: a crowd needs more."
        yield Fault("descriptors-few", said, "Set LimitNOFILE=16384 in the unit, or ulimit -n.")


CHECKS = [writable_folders, private_folders, pictures_folder, room, static_files, texts, packages, descriptors]
