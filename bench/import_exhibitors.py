"""How long a list of exhibitors takes, and how much memory: run by hand, `python bench/import_exhibitors.py [ROWS]`.

Each row has names in both languages, a home, two stands, areas, a profile and an address; looked at, imported, and
brought again, which changes nothing.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = ["展商名称", "英文名称", "简称", "国别", "展位号", "技术领域", "网址", "中文简介", "英文简介"]
FIRST, SECOND = "智能数字云端精密新兴高端绿色融合", "制造芯片平台终端传感物流医疗能源"
COUNTRIES = ["中国", "德国", "英国", "新加坡", "意大利"]
AREAS = ["人工智能", "集成电路", "物联网", "5G与通信", "机器人"]
KEY = "only for a list of invented firms, and as long as a key has to be"
EDITION = """
from expo.models import Edition, Hall, Booth
edition = Edition.objects.create(slug="2019", name_en="Expo", name_zh="博览会", city_zh="重庆",
    starts_on="2019-08-26", ends_on="2019-08-29")
for letter in "ABCDEFGHIJ":
    hall = Hall.objects.create(edition=edition, code=letter, name_en=f"Hall {letter}", name_zh=f"{letter}馆")
    Booth.objects.bulk_create(Booth(hall=hall, number=f"{number:04d}") for number in range(ROWS // 5 + 1))
"""


def workbook(path: Path, count: int) -> None:
    import openpyxl

    chance = random.Random(2019)  # noqa: S311
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["参展商名录"])
    sheet.append(HEAD)
    for number in range(count):
        name = f"{chance.choice(FIRST)}{chance.choice(SECOND)}{number:05d}"
        hall, first = "ABCDEFGHIJ"[number % 10], number // 10 * 2
        sheet.append(
            [
                f"{name}科技有限公司",
                f"Example Works {number:05d} Co., Ltd.",
                name,
                chance.choice(COUNTRIES),
                f"{hall} {first:04d}, {hall} {first + 1:04d}",
                chance.choice(AREAS),
                f"https://firm-{number}.example.com/",
                f"{name}为工业客户提供{chance.choice(SECOND)}设备、软件和服务。" * 3,
                f"Example Works {number:05d} makes machines, software and services for industry. " * 3,
            ]
        )
    book.save(path)


def run(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Seconds it took and the most MB it held."""
    began = time.monotonic()
    child = os.posix_spawn(sys.executable, [sys.executable, str(ROOT / "manage.py"), *command], environment)
    _pid, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{command[0]} failed")
    return time.monotonic() - began, usage.ru_maxrss // 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "exhibitors.xlsx"
        workbook(file, count)
        environment = os.environ | {"SECRET_KEY": KEY, "VAR_DIR": folder}
        for command in (["migrate", "-v0"], ["load_reference"], ["shell", "-v0", "-c", f"ROWS = {count}\n{EDITION}"]):
            run(command, environment)
        bring = ["import_exhibition", "exhibitors", str(file), "--edition", "2019"]
        for what, command in (("look", [*bring, "--dry-run"]), ("import", bring), ("again", bring)):
            seconds, megabytes = run(command, environment)
            print(f"{what}: {count} rows in {seconds:.1f} s, at most {megabytes} MB")


if __name__ == "__main__":
    main()
