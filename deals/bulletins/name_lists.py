"""Names inside a sentence, and lists of them, as each language writes them."""

from collections.abc import Sequence

from expo.models import Region, TechnologyArea

# How the English press says these countries; the others bear their own name.
IN_ENGLISH = {"GB": "Britain", "HK": "Hong Kong", "MO": "Macao", "TW": "Taiwan"}
WITH_ARTICLE = {"AE", "BS", "CF", "CG", "DO", "FK", "FO", "GM", "KM", "KY", "MH", "MP", "MV", "NL", "PH", "SB", "SC"}
WITH_ARTICLE |= {"TC", "US", "VG", "VI"}
OF_CHINA = {"HK", "MO", "TW"}


def country_name(row: Region, tongue: str) -> str:
    if tongue == "zh":
        return row.name_zh or row.name_en
    name = IN_ENGLISH.get(row.code) or row.name_en or row.name_zh
    if row.code in OF_CHINA:
        return f"China’s {name}"
    if row.code in WITH_ARTICLE:
        return f"the {name}"
    return name


def area_name(row: TechnologyArea, tongue: str) -> str:
    """In English small, as inside a sentence; but 5G and the Internet of Things stay as they are."""
    if tongue == "zh":
        return row.name_zh or row.name_en
    name = row.name_en or row.name_zh
    first, *others = name.split()
    if first[1:].islower() and all(map(str.islower, others)):
        return name[0].lower() + name[1:]
    return name


def join_names(names: Sequence[str], tongue: str) -> str:
    """Britain, Germany and Singapore; 英国、德国和新加坡. A name that has an “and” itself is set apart by a comma."""
    if len(names) < 2:
        return "".join(names)
    if tongue == "zh":
        return "、".join(names[:-1]) + "和" + names[-1]
    joint = " and "
    if any(" and " in name for name in names):
        joint = ", and "
    return ", ".join(names[:-1]) + joint + names[-1]
