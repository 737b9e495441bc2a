"""From the bytes that somebody brings to a Picture, read in a process of its own that has little memory and time."""

import json
import os
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expo.models import Picture
from expo.models.showcase.pictures import WIDTHS
from expo.pictures import limits
from expo.pictures.encoded import Crop, EncodedPicture
from expo.pictures.files import keep_files

PROJECT = Path(__file__).resolve().parents[2]
START = "from expo.pictures.child_process import main; main()"
COSTLY = "costly"
SENTENCES = {
    "empty": _("The file is empty."),
    "too_large": _("The picture is larger than %(limit)s MB: make it smaller and send that."),
    "too_many_pixels": _("The picture has more than %(limit)s million pixels: make it smaller and send that."),
    "too_small": _("The picture is less than %(limit)s pixels wide or high: take a larger one."),
    "too_long": _("One side of the picture is more than %(limit)s times the other: crop it."),
    "crop_outside": _("The crop lies outside the picture, which is %(width)s × %(height)s pixels."),
    "costly": _("Reading this picture takes more time or memory than any picture. Nothing of it is kept."),
    "broken": _("The picture is damaged: open it, save it as PNG or JPEG and send that."),
    "polyglot": _("The file is a picture and something else too, such as a page or an archive. It is not taken."),
    "svg": _("This is a drawing (SVG) or a page, which can hold programs: save it as PNG and send that."),
    "tiff": _("This is a TIFF: save it as JPEG or PNG and send that."),
    "heif": _("This is a HEIC or AVIF: save it as JPEG and send that."),
    "bmp": _("This is a bitmap (BMP): save it as PNG and send that."),
    "psd": _("This is a Photoshop file: save it as PNG and send that."),
    "pdf": _("This is a PDF or PostScript file: save the picture in it as PNG and send that."),
    "icon": _("This is an icon file (ICO): save it as PNG and send that."),
    "unknown": _("This is no picture that pages can show: take a JPEG, PNG, WebP or GIF."),
}


class UnfitPicture(ValidationError):
    """A file that is not taken as a picture. `code` is the reason: a key of SENTENCES."""


def add_picture(data: bytes, *, crop: Crop | None = None, **said: Any) -> Picture:
    """Keep a picture of what somebody sent. `said`: what its columns say of it. Raises UnfitPicture."""
    return keep_picture(read_picture(data, crop), **said)


def keep_picture(encoded: EncodedPicture, **said: Any) -> Picture:
    name = keep_files(encoded)
    return Picture.objects.create(file=name, width=encoded.width, height=encoded.height, **said)


def read_picture(data: bytes, crop: Crop | None = None) -> EncodedPicture:
    """What pages may load of a file from strangers. Raises UnfitPicture."""
    if len(data) > limits.FILE:
        raise picture_refusal("too_large", limit=limits.FILE // 1_000_000)
    line, _newline, files = run_reader(data, crop).partition(b"\n")
    told = json.loads(line)
    if "refused" in told:
        raise picture_refusal(told["refused"], **told["params"])
    return unpack(told, files)


def unpack(told: dict[str, Any], files: bytes) -> EncodedPicture:
    found, begin = {}, 0
    for width, length in told["files"]:
        found[width] = files[begin : begin + length]
        begin += length
    return EncodedPicture(found, told["width"], told["height"])


def run_reader(data: bytes, crop: Crop | None) -> bytes:
    """What the reading process says. One that the limits ended says nothing."""
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(PROJECT)!r}); {START}"]
    plain = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    wanted = wanted_line(crop)
    try:
        done = subprocess.run(
            command, input=wanted + data, capture_output=True, check=False, timeout=4 * limits.SECONDS, env=plain
        )
    except subprocess.TimeoutExpired as error:
        raise picture_refusal(COSTLY) from error
    if done.returncode or not done.stdout:
        raise picture_refusal(COSTLY)
    return done.stdout


def wanted_line(crop: Crop | None) -> bytes:
    """What the reading process is told before the picture."""
    return json.dumps({"widths": WIDTHS, "crop": astuple(crop) if crop else None}).encode() + b"\n"


def picture_refusal(code: str, **params: Any) -> UnfitPicture:
    return UnfitPicture(SENTENCES[code], code, params)
