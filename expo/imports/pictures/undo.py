"""Taking pictures back, in whatever order runs are undone: each row ends with what it had before all of them."""

from functools import partial
from typing import Any

from expo.i18n.kept_texts import both_translations
from expo.imports.pictures.subjects import PictureSubject, picture_subjects
from expo.imports.pictures.writing import set_picture
from expo.imports.runs import CARRIED_OUT
from expo.models import ImportedFile, Picture
from expo.recovery.snapshots import every_row

# Why a row keeps the picture that it has.
TOUCHED, GONE, LATER = "touched", "gone", "later"
Entry = dict[str, Any]


def restore_pictures(run: ImportedFile) -> tuple[int, list[dict[str, Any]]]:
    """How many rows have again what they had; and those that stay, by their names in both languages, and why."""
    subjects = picture_subjects(run.edition)
    others = OtherRuns(run)
    restored = 0
    left: list[dict[str, Any]] = []
    for entry in reversed(run.trail):
        subject = subjects[entry["of"]]
        is_later = others.hand_on(entry)
        row = find_row(subject, entry["pk"])
        if row is None:
            continue
        if why := restore_picture(subject, row, entry):
            left.append({"name": both_translations(partial(subject.label, row)), "why": LATER if is_later else why})
        else:
            restored += 1
    others.save()
    return restored, left


class OtherRuns:
    """Those that may still be undone, of any edition: what one of them found may be what this one gave."""

    def __init__(self, run: ImportedFile) -> None:
        rows = ImportedFile.objects.filter(kind=run.kind, state__in=CARRIED_OUT).exclude(pk=run.pk)
        self.runs = list(rows.only("trail").order_by("pk"))
        self.changed: list[ImportedFile] = []

    def hand_on(self, entry: Entry) -> bool:
        """Let whichever found the picture of this entry find what was there before it; whether there is one."""
        for run in self.runs:
            for later in run.trail:
                if later["before"] == entry["picture"]:
                    later["before"] = entry["before"]
                    self.changed.append(run)
                    return True
        return False

    def save(self) -> None:
        for run in self.changed:
            run.save(update_fields=["trail"])


def restore_picture(subject: PictureSubject, row: Any, entry: Entry) -> str:
    """Give the row what it had before; else why it keeps what it has."""
    if getattr(row, f"{subject.column}_id") != entry["picture"]:
        return TOUCHED
    before = Picture.objects.filter(pk=entry["before"]).first()
    if before is None and entry["before"] is not None:
        return GONE
    set_picture(subject, row, before)
    return ""


def find_row(subject: PictureSubject, key: int) -> Any:
    """Whoever may know of it, locked until the transaction ends; None where it is gone."""
    return every_row(subject.model).filter(pk=key).order_by("pk").select_for_update(of=("self",)).first()
