"""A ZIP of pictures as a kind of file: brought, looked at, asked about, imported picture by picture, undone."""

from collections import Counter
from collections.abc import Generator
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expo.i18n.kept_texts import active_text, both_translations
from expo.i18n.lazy_text import LazyText
from expo.imports.kinds import SHOWN, ImportKind, Report
from expo.imports.pictures import writing
from expo.imports.pictures.questions import PictureQuestions
from expo.imports.pictures.reading import NamedPicture, PicturesReading, answers_of, read_pictures, reasons
from expo.models import ImportedFile

CHANGES = {
    writing.NEW: gettext_lazy("New"),
    writing.REPLACED: gettext_lazy("Replaced"),
    writing.UNCHANGED: gettext_lazy("Unchanged"),
}


class PictureImport(ImportKind[PicturesReading]):
    slug = "pictures"
    permissions = tuple(f"expo.change_{name}" for name in ("organisation", "person", "exhibit", "launch", "hall"))
    namespace = "picture_import"
    title = gettext_lazy("Import pictures")
    intro = gettext_lazy(
        "A ZIP of logos, portraits, and pictures of exhibits, launches and halls. Each file is named after whose "
        "picture it is: by full or short name in either language, credit code, or the end of its address. "
        "A folder such as “logos” or “portraits” says which kind is in it."
    )
    file_label = gettext_lazy("ZIP of pictures")
    file_help = gettext_lazy("20 MB at most, 500 pictures at most: JPEG, PNG, WebP or GIF.")
    accept = ".zip"
    largest = 20_000_000
    run_template = "imports/pictures/run.html"

    def read(self, run: ImportedFile) -> PicturesReading:
        return read_pictures(bytes(run.content), run.edition, answers_of(run.mapping))

    def count_rows(self, reading: PicturesReading) -> int:
        return len(reading.pictures)

    def preview(self, reading: PicturesReading, run: ImportedFile) -> Report:
        report: Report = {"accepted": [], "rejected": [], "asked": []}
        for picture in reading.pictures:
            if picture.target:
                change = writing.change_word(picture.target.picture_key())
                report["accepted"].append(accepted_row(picture, change))
            elif picture.choices:
                report["asked"].append(asked_row(picture))
            else:
                report["rejected"].append(refused_row(picture, picture.refusal))
        return report

    def carry_out(self, reading: PicturesReading, run: ImportedFile, by: User) -> Generator[int, None, Report]:
        """Pictures that an earlier part of the run has taken are not taken again."""
        report = self.preview(reading, run)
        report["accepted"] = []
        for taken, picture in enumerate(reading.pictures, start=1):
            if picture.target:
                try:
                    change = writing.take_picture(reading.archive, picture, run, taken)
                    report["accepted"].append(accepted_row(picture, change))
                except ValidationError as error:
                    report["rejected"].append(refused_row(picture, reasons(error)))
            yield taken
        return report

    def question_form(self, run: ImportedFile, data: Any = None) -> PictureQuestions:
        return PictureQuestions(data, report=run.report, answers=answers_of(run.mapping))

    def figures(self, report: Report) -> list[tuple[LazyText, int]]:
        counts = Counter(row["change"] for row in report.get("accepted", []))
        return [
            *((label, counts[change]) for change, label in CHANGES.items()),
            (gettext_lazy("Doubtful"), len(report.get("asked", []))),
            (gettext_lazy("Left out"), len(report.get("rejected", []))),
        ]

    def report_context(self, run: ImportedFile) -> dict[str, Any]:
        accepted, rejected = run.report.get("accepted", []), run.report.get("rejected", [])
        return {
            "accepted": [shown_row(row) for row in accepted[:SHOWN]],
            "rejected": [shown_row(row) for row in rejected[:SHOWN]],
            "counts": {"accepted": len(accepted), "rejected": len(rejected)},
            "left": [active_text(name) for name in run.report.get("left", [])],
        }

    def can_undo(self, run: ImportedFile) -> bool:
        return bool(run.trail)

    def undo(self, run: ImportedFile, by: User) -> str:
        restored, left = writing.restore_pictures(run)
        run.report, run.trail = run.report | {"left": left}, []
        run.save(update_fields=["report", "trail"])
        text = ngettext("%(number)s picture is taken back.", "%(number)s pictures are taken back.", restored)
        sentence = text % {"number": restored}
        if not left:
            return sentence
        return " ".join([sentence, _("What was touched since stays.")])

    def left_rows(self, run: ImportedFile) -> int:
        return len(run.report.get("left", []))


def accepted_row(picture: NamedPicture, change: str) -> dict[str, Any]:
    return file_parts(picture) | {"of": both_translations(picture.known_target().label), "change": change}


def asked_row(picture: NamedPicture) -> dict[str, Any]:
    choices = [{"value": each.key, "label": both_translations(each.label)} for each in picture.choices]
    reason = both_translations(lambda: _("More than one may be meant."))
    if len(choices) == 1:
        reason = both_translations(lambda: _("The name is nearly this one: is it the same?"))
    return file_parts(picture) | {"reason": reason, "choices": choices}


def refused_row(picture: NamedPicture, why: dict[str, str]) -> dict[str, Any]:
    return file_parts(picture) | {"reason": why, "unknown": picture.unknown}


def file_parts(picture: NamedPicture) -> dict[str, Any]:
    """`file` tells the file again, whatever it was read as; `key`: as it is shown."""
    return {"row": picture.file.number, "file": picture.file.path, "key": picture.path}


def shown_row(row: dict[str, Any]) -> dict[str, Any]:
    """In the reader's language."""
    said = {name: active_text(row[name]) for name in ("of", "reason") if name in row}
    return row | said | {"says": CHANGES.get(row.get("change", ""), "")}


PICTURE_IMPORT = PictureImport()
