"""The faces that cards are set in, of `fonts-noto-cjk`. Without them there is no card, rather than empty boxes."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageFont

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
BOLD, REGULAR, SERIF = "NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc"
# Of the faces in one file, the one with the Chinese of the mainland.
SIMPLIFIED = "Noto Sans CJK SC", "Noto Serif CJK SC"
FACES = 10


@lru_cache
def font_files() -> dict[str, Path]:
    """Where each file of the three lies; those that are absent are left out."""
    found: dict[str, Path] = {}
    for folder in FOLDERS:
        for path in Path(folder).rglob("Noto*CJK-*.ttc"):
            found.setdefault(path.name, path)
    return {name: found[name] for name in (BOLD, REGULAR, SERIF) if name in found}


def can_draw() -> bool:
    """Whether cards can be drawn on this machine."""
    return len(font_files()) == len((BOLD, REGULAR, SERIF))


@lru_cache(maxsize=64)
def font(name: str, size: int) -> "ImageFont.FreeTypeFont":
    """The face in this file for simplified Chinese, `size` pixels high."""
    # A process that draws no card does without.
    from PIL import ImageFont

    path = font_files()[name]
    for index in range(FACES):
        face = ImageFont.truetype(path, size, index=index)
        if face.getname()[0] in SIMPLIFIED:
            return face
    raise LookupError(f"No face for simplified Chinese in {path}.")
