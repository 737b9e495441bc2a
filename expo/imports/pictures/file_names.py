"""What the name of a picture's file may name: as it stands, and without what offices and computers write behind."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from expo.firm_names import names

# So many words and numbers behind a name at most.
WORDS_BEHIND = 5
# A Latin word stands apart, or behind a Chinese character: a Catalogo is no logo of Cata.
WORD_BEHIND = re.compile(
    r"(?:(?:[\s_.-]{1,8}|(?<=[\u3400-\u9fff）)]))(?:logo|portrait|photo|picture|final)|"
    r"[\s_.-]{0,8}(?:标志|標誌|标识|徽标|商标|照片|头像|肖像|图片|定稿|@\dx))$",
    re.IGNORECASE,
)
# Which try it is, or part of the name, as in N-3.
NUMBER_BEHIND = re.compile(r"(?:[\s_-]{0,8}(?:\(\d{1,2}\)|（\d{1,2}）)|(?:[\s_-]{1,8}|(?<=[\u3400-\u9fff]))\d{1,2})$")


@dataclass(frozen=True)
class FileName:
    """`sure`: whoever is called so is meant; else they may be."""

    text: str
    sure: bool = True


def names_in_file_name(path: str) -> list[FileName]:
    found = [FileName(PurePosixPath(path).stem.strip())]
    for _word in range(WORDS_BEHIND):
        shorter = cut_behind(found[-1])
        if shorter.text in ("", found[-1].text):
            break
        found.append(shorter)
    return found


def cut_behind(name: FileName) -> FileName:
    """Without the last word or number that is no part of it, if there is one."""
    shorter = WORD_BEHIND.sub("", name.text).strip()
    if shorter != name.text:
        return FileName(shorter, name.sure)
    return FileName(NUMBER_BEHIND.sub("", name.text).strip(), sure=False)


def name_key(name: str) -> str:
    """One width, case and script, without blanks."""
    return names.plain_text(name).replace(" ", "")
