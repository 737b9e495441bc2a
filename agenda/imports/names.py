"""Names and addresses for rows that an import makes, many at a time."""

from collections import Counter
from collections.abc import Iterable

from agenda.imports.formats.plain_text import is_chinese
from expo.i18n.hanzi import fold_hanzi
from expo.web.slugs import address_from_names


def name_fields(name: str) -> dict[str, str]:
    """The fields of a name that came without its language: Chinese characters are Chinese."""
    if is_chinese(name):
        return {"name_en": "", "name_zh": name}
    return {"name_en": name, "name_zh": ""}


def comparable_name(name: str) -> str:
    """What two names are compared by."""
    return fold_hanzi(" ".join(name.split())).casefold()


class Addresses:
    """Hands out addresses that nobody bears yet in any case, nor had before, without asking the database for each."""

    def __init__(self, taken: Iterable[str], length: int) -> None:
        self.taken = {address.lower() for address in taken}
        self.length = length
        self.last: Counter[str] = Counter()

    def free(self, name: dict[str, str], otherwise: str) -> str:
        """`otherwise` is for names without a letter that an address can hold."""
        stem = address_from_names(name["name_en"], name["name_zh"], length=self.length - 6).rstrip("-_") or otherwise
        address = stem
        while address in self.taken:
            self.last[stem] += 1
            address = f"{stem}-{self.last[stem] + 1}"
        self.taken.add(address)
        return address
