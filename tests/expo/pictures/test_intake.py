"""What is taken as a picture, what is made of it, and what is refused in a sentence."""

import io
import resource

import pytest
from PIL import Image

from expo.pictures import limits
from expo.pictures.encoded import Crop
from expo.pictures.encoding import encode_file
from expo.pictures.errors import PictureRefusal
from expo.pictures.intake import SENTENCES, UnfitPicture, read_picture
from tests.expo.pictures import files

pytestmark = pytest.mark.reads_apart
WIDTHS = (320, 640, 1280)


def widest(data: bytes, **options) -> Image.Image:
    encoded = encode_file(data, WIDTHS, **options)
    return Image.open(io.BytesIO(encoded.files[encoded.width]))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_of_the_four_formats_becomes_webp_whatever_its_name(kind):
    made = widest(files.picture_bytes(kind))

    assert (made.format, made.size) == ("WEBP", (60, 30))


def test_a_large_picture_becomes_three_and_a_small_one_is_never_made_larger():
    large = encode_file(files.picture_bytes(size=(2000, 1000)), WIDTHS)
    small = encode_file(files.picture_bytes(size=(400, 200)), WIDTHS)

    assert (list(large.files), large.width, large.height) == ([320, 640, 1280], 1280, 640)
    assert (list(small.files), small.width, small.height) == ([320, 400], 400, 200)


@pytest.mark.parametrize("size", [(60, 30), (6000, 3000)])
def test_a_photograph_stands_upright_and_tells_nothing_of_its_maker(size):
    data = files.turned_photograph(size)
    encoded = encode_file(data, WIDTHS)
    made = Image.open(io.BytesIO(encoded.files[encoded.width]))

    assert made.height == 2 * made.width
    assert dict(made.getexif()) == {}
    assert b"Secret maker" in data
    assert b"Secret maker" not in b"".join(encoded.files.values())


def test_of_what_moves_the_first_frame_is_taken():
    made = widest(files.moving_gif())

    assert getattr(made, "n_frames", 1) == 1
    red, _green, blue = made.convert("RGB").getpixel((5, 5))
    assert red > blue


@pytest.mark.parametrize(
    ("mode", "kept"), [("RGBA", "RGBA"), ("LA", "RGBA"), ("P", "RGB"), ("1", "RGB"), ("I;16", "RGB")]
)
def test_every_way_of_writing_pixels_is_read(mode, kept):
    assert widest(files.picture_bytes(mode=mode)).mode == kept


def test_four_numbers_crop_the_picture_as_it_is_shown():
    """It lies in the file, and stands upright on the screen: 30 wide and 60 high."""
    made = widest(files.turned_photograph(), crop=Crop(5, 10, 20, 40))

    assert made.size == (20, 40)


@pytest.mark.parametrize("crop", [Crop(-1, 0, 20, 20), Crop(0, 0, 61, 30), Crop(50, 0, 20, 30), Crop(0, 0, 4, 4)])
def test_a_crop_lies_in_the_picture_and_can_be_seen(crop):
    with pytest.raises(PictureRefusal) as refused:
        encode_file(files.picture_bytes(), WIDTHS, crop)

    assert refused.value.code == ("too_small" if crop.width == 4 else "crop_outside")


REFUSED = {
    "empty": b"",
    "svg": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "tiff": files.picture_bytes("TIFF"),
    "bmp": files.picture_bytes("BMP"),
    "icon": files.picture_bytes("ICO"),
    "pdf": files.picture_bytes("PDF"),
    "psd": b"8BPS\x00\x01" + bytes(40),
    "heif": b"\x00\x00\x00\x18ftypheic" + bytes(40),
    "unknown": b"MZ" + bytes(100),
    "too_small": files.picture_bytes(size=(15, 100)),
    "too_long": files.picture_bytes(size=(16, 200)),
    "broken": files.picture_bytes(size=(200, 200))[:150],
    "too_many_pixels": files.claiming_png(50_000, 50_000),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_no_picture_is_refused_by_what_it_is(code):
    with pytest.raises(PictureRefusal) as refused:
        encode_file(REFUSED[code], WIDTHS)

    assert refused.value.code == code
    assert code in SENTENCES


@pytest.mark.parametrize(
    "more", [b"<script>alert(1)</script>", b"<HTML>", b"<?php echo 1;", b"<svg>", b"PK\x05\x06" + bytes(18)]
)
@pytest.mark.parametrize("kind", ["GIF", "JPEG", "PNG"])
def test_a_picture_that_is_something_else_too_is_refused(kind, more):
    with pytest.raises(PictureRefusal, match="polyglot"):
        encode_file(files.picture_bytes(kind) + more, WIDTHS)


@pytest.mark.parametrize(
    "claim",
    [
        files.claiming_png(6000, 6000),
        files.claiming_png(50_000, 50_000),
        files.claiming_webp(5000, 5000),
        files.claiming_webp(16_000, 16_000),
    ],
)
def test_pixels_are_asked_before_room_is_made_for_them(claim):
    """Nothing of what these few bytes claim is there: decoding would call them broken."""
    with pytest.raises(PictureRefusal, match="too_many_pixels"):
        encode_file(claim, WIDTHS)


def test_what_is_too_large_is_not_read_at_all(monkeypatch):
    monkeypatch.setattr(limits, "FILE", 100)

    with pytest.raises(UnfitPicture) as refused:
        read_picture(bytes(101))

    assert refused.value.messages == ["The picture is larger than 0 MB: make it smaller and send that."]


def test_reading_happens_in_a_process_of_its_own_and_comes_back_whole():
    data = files.picture_bytes(size=(700, 350))

    assert read_picture(data) == encode_file(data, WIDTHS)


@pytest.mark.parametrize(
    ("hostile", "code"),
    [
        (files.claiming_png(5000, 5900), "broken"),
        (files.texted_png(80), "broken"),
        (files.claiming_webp(4000, 3900), "broken"),
        (files.picture_bytes("GIF", (4400, 4400), "P")[:-200], "broken"),
    ],
    ids=["empty png", "inflating text", "empty webp", "cut gif"],
)
def test_a_hostile_picture_costs_no_more_than_the_limits(hostile, code):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    with pytest.raises(UnfitPicture) as refused:
        read_picture(hostile)

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert refused.value.code in (code, "costly")
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < limits.SECONDS


CONFINED = "from expo.pictures.child_process import confine; confine(); "


@pytest.mark.parametrize(
    "greed",
    [
        f"bytearray({limits.MEMORY}); print({{}})",
        "import tempfile; tempfile.TemporaryFile().write(b'x' * 99999); print({})",
    ],
    ids=["memory", "files"],
)
def test_what_the_limits_end_is_told_as_too_costly(monkeypatch, greed):
    monkeypatch.setattr("expo.pictures.intake.START", CONFINED + greed)

    with pytest.raises(UnfitPicture) as refused:
        read_picture(files.picture_bytes())

    assert refused.value.code == "costly"
