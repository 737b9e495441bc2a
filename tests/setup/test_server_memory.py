"""What the server holds before its processes are forked: nothing that a page does not need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypinyin import lazy_pinyin

from expo.i18n.pinyin import pinyin_of, strip_accents

# Loaded by the first workbook, picture, QR code; pypinyin by tests alone.
HEAVY = ["PIL", "lxml", "openpyxl", "pypinyin", "segno"]
LOADED = f"""
import sys
import expo.wsgi
from expo.i18n.hanzi import opencc_converter
print([name for name in {HEAVY} if name in sys.modules], opencc_converter.cache_info().currsize)
"""
HELD = """
import expo.wsgi
for line in open("/proc/self/smaps_rollup"):
    if line.startswith("Pss_Anon:"):
        print(int(line.split()[1]) // 1024)
"""


FREED = """
import expo.wsgi
def held():
    for line in open("/proc/self/smaps_rollup"):
        if line.startswith("Pss_Anon:"):
            return int(line.split()[1]) // 1024
# Once a large block was freed, GNU's malloc takes such ones from its heap, which smaller ones between them keep whole.
large = b"x" * (30 << 20)
del large
before, blocks, between = held(), [], []
for _ in range(100):
    blocks.append(b"x" * (1 << 20))
    between.append(b"x" * (50 << 10))
del blocks
print(held() - before)
"""


def run(program, folder):
    given = {"SECRET_KEY": "test", "HTTPS": "0", "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "expo.settings"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | given, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_server_loads_nothing_heavy_that_few_pages_need_and_keeps_no_dictionary_of_scripts(tmp_path):
    assert run(LOADED, tmp_path) == "[] 0"


@pytest.mark.thorough
def test_chinese_is_read_in_what_processes_share(tmp_path):
    read = "from expo.i18n.pinyin import pinyin_of; pinyin_of('华为技术'); print('pypinyin' in sys.modules)"
    known = "from expo.i18n.readings import load_readings; print(load_readings.cache_info().currsize)"

    assert run(f"import sys, expo.wsgi; {known}; {read}", tmp_path) == "1\nFalse"


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux alone tells it")
def test_what_is_loaded_takes_no_more_than_80_megabytes(tmp_path):
    assert int(run(HELD, tmp_path)) <= 80


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux alone tells it")
def test_what_a_large_page_or_picture_took_is_handed_back(tmp_path):
    assert int(run(FREED, tmp_path)) <= 50


@pytest.mark.parametrize("name", ["", "5G", "Huawei  Tech-2", "'s A/B?", " x "])
def test_a_name_without_characters_reads_as_the_dictionary_would_have_it(name):
    syllables = [strip_accents(syllable).lower() for syllable in lazy_pinyin(name)]

    assert pinyin_of(name) == " ".join(" ".join(syllables).split())
