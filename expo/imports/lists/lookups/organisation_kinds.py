"""What kind of organisation a name says that it is, in either language, where it says that plainly."""

import re

from expo.firm_names.words import FORMS_EN
from expo.i18n.hanzi import fold_hanzi
from expo.models.organisations import OrganisationKind

# The first whose words are found. In Chinese the end of a name says it; in English any word, unless it is a firm's.
CHINESE = {
    OrganisationKind.INTERNATIONAL: re.compile(r"^联合国|组织$"),
    OrganisationKind.ASSOCIATION: re.compile(r"(?:协会|学会|商会|公会|联合会|促进会|基金会|研究会|联盟)$"),
    OrganisationKind.UNIVERSITY: re.compile(r"(?:大学|学院|研究院|研究所|科学院|工程院|实验室)$"),
    OrganisationKind.GOVERNMENT: re.compile(
        r"(?:政府|委员会|管委会|办公室|大使馆|领事馆|(?:发改|经信|卫健|国资|网信|科|教)委|(?<!书)局|(?:省|市|自治区).{1,12}厅)$"
        r"|^(?:中华人民共和国|国家)?(?:外交|国防|教育|科学技术|科技|工业和信息化|工信|公安|民政|司法|财政|人力资源和社会保障"
        r"|自然资源|生态环境|住房和城乡建设|交通运输|水利|农业农村|商务|文化和旅游|应急管理)部$"
    ),
}
ENGLISH = {
    OrganisationKind.INTERNATIONAL: re.compile(r"\b(?:united nations|world \w+ organi[sz]ation)\b"),
    OrganisationKind.ASSOCIATION: re.compile(r"\b(?:association|society|chamber of commerce|federation|foundation)\b"),
    OrganisationKind.UNIVERSITY: re.compile(r"\b(?:university|college|institute|academy|laboratory)\b"),
    OrganisationKind.GOVERNMENT: re.compile(
        r"\b(?:ministry|government|bureau|commission|administration|embassy|consulate|department of)\b"
    ),
}


def likely_kind(*names: str) -> str:
    """A value of OrganisationKind; "" where the names do not say it."""
    for name in names:
        plain = fold_hanzi(name).strip().casefold()
        if set(re.findall(r"[a-z]+", plain)) & FORMS_EN:
            continue
        for words in (CHINESE, ENGLISH):
            for kind, said in words.items():
                if said.search(plain):
                    return kind.value
    return ""
