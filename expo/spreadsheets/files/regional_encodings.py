"""Encodings of one region each, of which one file's bytes may fit several: told apart by the characters they give.

Each gives nearly any bytes some characters. It is believed where these are common ones of its region; where those of
several are, the one whose characters are the most frequent, and by far, or none.
"""

from collections import Counter
from typing import NamedTuple

from expo.spreadsheets.errors import FileRefusal

SAMPLE = 200_000
# As much of what is not ASCII is common in any list. One encoding rather than another: so many times as frequent, and
# by so many characters, which any heading has.
COMMON, FAR, MORE = 0.9, 2, 2
# What punctuates in all of them, and signs of office text that the sets of common characters lack.
SIGNS = set("€£¥–—‘’“”…‰·•①②③④⑤⑥⑦⑧⑨⑩㎡「」『』【】《》〈〉〔〕、。，．；：？！（）％＋－／～　＃＆＠○●◎★☆※→＝×‧﹐﹑")
BEYOND_GB2312 = set("镕堃喆昇頔赟晟旻珺翀")
# What firms and places of Taiwan and Hong Kong are called by, beyond the first level of Big5.
BEYOND_BIG5 = set("碁恒裏粧邨埗峯鰂涌滘啓衞")
BOTH = (
    "一不人在有中大上国和地子年生後能行家用天作方成多日小二同心前面定公本合名位市高工建三北化文手水新科技制金"
    "光力安交通海山南京西重品元入商品平台江信明世代德加全美源利加主任民部特展目法教育保林石油物字自基太共"
    "序姓址型期地点主演介域省州斯尼里拉克阿巴塔格达摩士院授家智能芯晶片硅"
)
SIMPLIFIED = set(
    BOTH + "司限业电号国来个们时会过发经学进种将还无与从现实产动开关机长场对设万这务联网园区医药华东车广团称资"
    "额项签约备软传输质应环节创测试验单术器专务书记馆际览营销数职单备注类时间点题宾讲简领电话联系区编"
)
TRADITIONAL = set(
    BOTH + "司限業電號國來個們時會過發經學進種將還無與從現實產動開關機長場對設萬這務聯網園區醫藥華東車廣團稱資"
    "額項簽約備軟傳輸質應環節創測試驗單術器專書記館際覽營銷數職備註類間點題賓講簡領話聯繫區編爾達股份臺灣台香港"
)
HANGUL = set("이다의는에을를가하고사한지기인로시대과도자주서아어부국정일회전스상제수장보식원소성화비유업구경동명나리산")
JAPANESE = set(
    "のにはをたがでてとしれさるいすなもかっこあくどアイウエオカキクコサシスセタチツテトナニネノハフマミムラリルレロンー社株式会"
)


class Regional(NamedTuple):
    """`codecs`: tried in turn. `frequent`: some of what any text of the region is full of."""

    name: str
    codecs: tuple[str, ...]
    frequent: set[str]


REGIONAL = (
    Regional("GB18030", ("gb18030",), SIMPLIFIED),
    # As Windows writes it, and as Hong Kong does.
    Regional("Big5", ("cp950", "big5hkscs"), TRADITIONAL),
    Regional("Shift_JIS", ("cp932",), JAPANESE),
    Regional("EUC-JP", ("euc_jp",), JAPANESE),
    Regional("EUC-KR", ("cp949",), HANGUL),
)


class RegionalText(NamedTuple):
    """`frequent`: how many of the characters are frequent ones; `share`: of those beyond ASCII, from 0 to 1."""

    encoding: str
    text: str
    frequent: int
    share: float


def decode_regional(data: bytes) -> str:
    """The text. Raises FileRefusal where no encoding gives common characters, or several do that are as frequent."""
    readings = []
    for encoding in REGIONAL:
        text = decode_by(encoding, data)
        if text is not None and (reading := plausible_reading(encoding, text)):
            readings.append(reading)
    if not readings:
        raise FileRefusal("unknown_encoding")
    readings.sort(key=lambda reading: -reading.share)
    best, *others = readings
    if others and not is_likelier(best, others[0]):
        raise FileRefusal("several_encodings", one=best.encoding, other=others[0].encoding)
    return best.text


def is_likelier(one: RegionalText, other: RegionalText) -> bool:
    return one.share >= FAR * other.share and one.frequent >= other.frequent + MORE


def decode_by(encoding: Regional, data: bytes) -> str | None:
    for codec in encoding.codecs:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def plausible_reading(encoding: Regional, text: str) -> RegionalText | None:
    """None where too much of it is no common character of the region."""
    signs = Counter(sign for sign in text[:SAMPLE] if sign > "\x7f")
    whole = common = frequent = 0
    for sign, times in signs.items():
        whole += times
        common += times * is_common(sign, encoding.name)
        frequent += times * (sign in encoding.frequent)
    if common < COMMON * whole or (encoding.frequent is JAPANESE and 4 * kana_count(signs) < whole):
        return None
    return RegionalText(encoding.name, text, frequent, frequent / (whole or 1))


def kana_count(signs: Counter[str]) -> int:
    """Of Japanese a good part; the characters between are Chinese ones, which other encodings know."""
    number = 0
    for sign, times in signs.items():
        if "\u3041" <= sign <= "\u30fe":
            number += times
    return number


def is_common(sign: str, encoding: str) -> bool:
    if sign in SIGNS:
        return True
    match encoding:
        case "GB18030":
            return sign in BEYOND_GB2312 or bool(encode_sign(sign, "gb2312"))
        case "Big5":
            return sign in BEYOND_BIG5 or b"\xa4\x40" <= encode_sign(sign, "cp950") <= b"\xc6\x7e"
        case "EUC-KR":
            return "가" <= sign <= "힣" and bool(encode_sign(sign, "euc_kr"))
    return "\u3041" <= sign <= "\u30fe" or b"\x88\x9f" <= encode_sign(sign, "cp932") <= b"\x98\x72"


def encode_sign(sign: str, codec: str) -> bytes:
    try:
        return sign.encode(codec)
    except UnicodeEncodeError:
        return b""
