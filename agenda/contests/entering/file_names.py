"""What a file that somebody sent is called where it is handed on: as a PDF, whatever it was called."""

import re
import unicodedata

ENDING = ".pdf"
LONGEST = 200
# Of no name of a file on Windows, or what leads to another place.
SIGNS = re.compile(r'[\\/:*?"<>|]')
# Unseen ones, and those that turn what follows around, can hide what a name ends with.
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def pdf_name(name: str) -> str:
    """Ends with .pdf, so that no computer takes the file for a program by its name."""
    seen = "".join(letter for letter in name if unicodedata.category(letter) not in UNSEEN)
    bare = SIGNS.sub("_", seen).strip(" .")
    if bare.lower().endswith(ENDING):
        bare = bare[: -len(ENDING)].rstrip(" .")
    return (bare or "file")[: LONGEST - len(ENDING)] + ENDING
