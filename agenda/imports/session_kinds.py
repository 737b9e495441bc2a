"""Which kind of session a frab `type` is: organisers write there what they like."""

from agenda.models import SessionKind
from expo.i18n.hanzi import fold_hanzi

USUAL = SessionKind.FORUM
# The first that is found in the type, in this order.
TELLING = {
    SessionKind.BREAK: ("break", "lunch", "coffee", "dinner", "meal", "pause", "茶歇", "午餐"),
    SessionKind.SIGNING: ("signing", "签约"),
    SessionKind.CEREMONY: ("ceremony", "opening", "closing", "仪式", "开幕", "闭幕"),
    SessionKind.LAUNCH: ("launch", "发布"),
    SessionKind.EXHIBITION: ("exhibition", "exhibit", "ausstellung", "展览"),
    SessionKind.CONTEST: ("contest", "competition", "hackathon", "wettbewerb", "赛"),
    SessionKind.VISIT: ("visit", "tour", "excursion", "参观", "考察"),
    SessionKind.CONFERENCE: ("conference", "plenary", "plenum", "大会"),
}


def session_kind(written: str) -> str:
    """A forum, unless the type says otherwise."""
    words = fold_hanzi(written).casefold()
    if words in SessionKind.values:
        return words
    for kind, signs in TELLING.items():
        if any(sign in words for sign in signs):
            return kind.value
    return USUAL.value
