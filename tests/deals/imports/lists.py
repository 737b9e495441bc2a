"""A district's list of one row, and what the import makes of a file."""

import datetime as dt

from deals.desk.imports import DEAL_IMPORT
from deals.imports.runs import import_user
from deals.imports.sheets import reading
from expo.imports import runs
from tests.support.workbooks import workbook

DAY = dt.date(2019, 8, 26)
HEAD = ["项目名称", "甲方", "乙方", "投资额（万元）", "签约地点", "签约日期"]
ROW = ["智能工厂项目", "两江新区管委会", "重庆电子有限公司", 120000, "会场", DAY]


def read(data, **more):
    from expo.models import Edition

    return reading.read_file(data, Edition.objects.get(), **more)


def accepted(data):
    return [entry.told() for entry in read(data).entries]


def rejected(data):
    return {each.row: each.code for each in read(data).refusals}


def money(data):
    return [[(each["currency"], each["value"]) for each in row["amounts"]] for row in accepted(data)]


def csv(*rows, encoding="utf-8"):
    return "\n".join(",".join(map(str, row)) for row in rows).encode(encoding)


def changed(**fields):
    """The head and one row in which these columns hold something else."""
    return workbook([HEAD, [fields.get(name.partition("（")[0], cell) for name, cell in zip(HEAD, ROW, strict=True)]])


def row(name, amount=100, place="会场", day=DAY):
    return [name, "江北区政府", f"{name}公司", amount, place, day]


def unplaced(name, amount=100):
    return [name, "江北区政府", f"{name}公司", amount, DAY]


def money_by_row(data):
    """By row."""
    return {
        entry.row: [f"{each['currency']} {each['value']}" for each in entry.told()["amounts"]]
        for entry in read(data).entries
    }


def with_head(label, *cells):
    """Rows in which only the column of the amount, and its label, differ."""
    return workbook([[*HEAD[:3], label, *HEAD[4:]], *[row(f"项目{at}", cell) for at, cell in enumerate(cells)]])


def noted(note, *cells):
    return workbook([["签约项目表"], [None, note], *[[*HEAD[:3], "投资额", *HEAD[4:]]], *[row("甲", c) for c in cells]])


def import_rows(edition, *rows):
    """Read a list of these rows and record it, as the import command does."""
    found = reading.read_file(workbook([HEAD, *rows]), edition)
    carry_out(found, edition, import_user())


def carry_out(found, edition, by):
    """Import what was read of a file, in a run of its own or in that of the same file."""
    known = {"digest": found.digest, "fingerprint": found.fingerprint}
    run = DEAL_IMPORT.new_run(edition=edition, name="list.xlsx", brought_by=by, **known)
    list(runs.carry_out_run(DEAL_IMPORT, runs.begin_run(DEAL_IMPORT, run), found, by=by))
