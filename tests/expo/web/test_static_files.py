"""Static files are compressed once, whole, and as they are now."""

import gzip
import os
from pathlib import Path

import brotli
import pytest

from expo.web import static_files
from expo.web.static_files import SparingCompressor

TEXT = b"body { color: black } " * 200


@pytest.fixture
def compressed(monkeypatch) -> list[bytes]:
    """What was given to brotli."""
    given = []
    compress = brotli.compress
    monkeypatch.setattr("whitenoise.compress.brotli.compress", lambda data: given.append(data) or compress(data))
    return given


def compress(*files: Path) -> None:
    compressor = SparingCompressor(quiet=True)
    for file in files:
        compressor.compress(str(file))


def unpacked(file: Path) -> list[bytes]:
    return [
        brotli.decompress(Path(f"{file}.br").read_bytes()),
        gzip.decompress(Path(f"{file}.gz").read_bytes()),
    ]


def test_the_same_bytes_under_two_names_are_compressed_once(tmp_path, compressed):
    plain, hashed = tmp_path / "site.css", tmp_path / "site.0123456789ab.css"
    for file in (plain, hashed):
        file.write_bytes(TEXT)

    compress(plain, hashed)

    assert compressed == [TEXT]
    assert unpacked(plain) == unpacked(hashed) == [TEXT, TEXT]


def test_what_an_earlier_run_compressed_is_left_and_bears_the_time_of_its_file(tmp_path, compressed):
    file = tmp_path / "site.css"
    file.write_bytes(TEXT)
    compress(file)
    os.utime(file, (10**9, 10**9))

    compress(file)

    assert compressed == [TEXT]
    assert {Path(f"{file}{suffix}").stat().st_mtime for suffix in static_files.UNPACK} == {10**9}


@pytest.mark.parametrize("left", [b"", b"no brotli", brotli.compress(TEXT)[:-3], brotli.compress(b"old")])
def test_what_is_cut_short_or_of_other_bytes_is_compressed_anew(tmp_path, compressed, left):
    file = tmp_path / "site.css"
    file.write_bytes(TEXT)
    for suffix in static_files.UNPACK:
        Path(f"{file}{suffix}").write_bytes(left)
    Path(f"{file}.gz").write_bytes(gzip.compress(TEXT)[:-9])

    compress(file)

    assert compressed == [TEXT]
    assert unpacked(file) == [TEXT, TEXT]
