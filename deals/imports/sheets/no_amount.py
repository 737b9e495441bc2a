"""Words that stand where an amount would: kept to themselves by the parties, or not settled yet."""

import re
import unicodedata

from expo.i18n.hanzi import fold_hanzi
from expo.spreadsheets.cells import ErrorValue, Value

EMPTY = {"-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "n/a", "na", "none", "nil", "?", "？"}
UNDISCLOSED, PENDING = "undisclosed", "pending"
WORDS = {
    UNDISCLOSED: """
        面议 保密 涉密 机密 商业秘密 商业机密 保密项目 涉密项目 不详 不便透露 不便公开 不对外公开
        不予公开 未披露 不披露 未公开 不公开 未公布 不公布 暂不公开 暂不公布 暂不披露
        undisclosed notdisclosed nottobedisclosed confidential classified negotiable private withheld
        notpublic onrequest
    """,
    PENDING: """
        待定 未定 待确定 待议 待商议 待商定 待协商 另议 另行商定 另行约定 协商中 洽谈中 商谈中 暂定
        暂未确定 尚未确定 未确定 未明确 待明确 待核实 待补充 待填 待报 未知
        tbd tbc tba tobedetermined tobeconfirmed tobeannounced tobeagreed undetermined unknown
        notyetknown pending undernegotiation notfixed
    """,
}
KINDS = {word: kind for kind, words in WORDS.items() for word in words.split()}
NAMELESS = EMPTY | KINDS.keys()  # what stands for a name that is not given
SIGNS = re.compile(r"[\s()\[\]【】。.*,、:_-]+|^(?:金额|投资额|总投资)")
LONGEST = 40  # characters


def fold_word(text: str) -> str:
    return fold_hanzi(unicodedata.normalize("NFKC", text)).strip().casefold()


def no_amount_reason(value: Value) -> str:
    """UNDISCLOSED or PENDING, as a cell says it in words; "" where it says neither."""
    if not isinstance(value, str) or isinstance(value, ErrorValue) or len(value) > LONGEST:
        return ""
    return KINDS.get(SIGNS.sub("", fold_word(value)), "")


def is_no_amount(text: str) -> bool:
    """Whether a text stands for an empty cell, or for a figure that is not given."""
    return fold_word(text) in EMPTY or bool(no_amount_reason(text))
