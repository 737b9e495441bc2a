"""How long an import of 20,000 rows takes, and how much memory: run by hand, `python bench/import_deals.py [ROWS]`."""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = [
    "序号",
    "项目名称",
    "甲方",
    "乙方",
    "投资额（万元）",
    "签约地点",
    "签约日期",
    "技术领域",
    "国别",
    "合同编号",
    "备注",
]
AREAS = ["人工智能", "集成电路", "物联网", "5G与通信", "机器人"]
FIRST, SECOND = "智能数字云端精密新兴高端绿色融合", "制造芯片平台终端传感物流医疗能源"


def workbook(path: Path, count: int) -> None:
    import openpyxl

    chance = random.Random(2019)  # noqa: S311
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["场外签约项目汇总表"])
    sheet.append(HEAD)
    for number in range(count):
        kind = chance.choice(FIRST) + chance.choice(FIRST) + chance.choice(SECOND) + chance.choice(SECOND)
        firm = f"{chance.choice(FIRST)}{chance.choice(SECOND)}{number * 7919 % 12000:05d}科技有限公司"
        sheet.append(
            [
                *(
                    number + 1,
                    f"{kind}项目{number}",
                    f"第{number % 40}区招商局",
                    firm,
                    chance.randint(100, 900000) / 10,
                ),
                *("场外签约", "2019年8月26日", chance.choice(AREAS), "中国", f"HT-{number:06d}", ""),
            ]
        )
    book.save(path)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "deals.xlsx"
        workbook(file, count)
        environment = os.environ | {"DEBUG": "1", "VAR_DIR": folder}
        python = [sys.executable, str(ROOT / "manage.py")]
        for command in (["migrate", "-v0"], ["load_reference"], ["shell", "-v0", "-c", EDITION]):
            subprocess.run([*python, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
        for what in (["--dry-run"], [], []):
            began = time.monotonic()
            subprocess.run(
                [*python, "import_deals", str(file), "--edition", "2019", *what],
                env=environment,
                check=True,
                stderr=subprocess.DEVNULL,
            )
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            print(f"{' '.join(what) or 'import'}: {time.monotonic() - began:.1f} s, at most {most} MB so far")


EDITION = (
    "from expo.models import Edition; Edition.objects.create(slug='2019', name_en='Expo', city_zh='重庆', "
    "starts_on='2019-08-26', ends_on='2019-08-29')"
)

if __name__ == "__main__":
    main()
