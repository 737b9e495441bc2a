"""Encodings of one region each, of which one file's bytes may fit several: told apart by the characters they give.

Each gives nearly any bytes some characters. It is considered where these are common ones of its region. GB18030 stands
unless another gives more frequent ones; another stands where its own are the most frequent, and by far. Else none does,
but for a few letters: those are of the one encoding in which they name things or people as lists do, else of the usual.
"""

import re
from collections import Counter
from operator import attrgetter
from typing import NamedTuple

from expo.spreadsheets.errors import FileRefusal

SAMPLE = 200_000
# As much of what is not ASCII is common in any list. One encoding rather than another: so many times as frequent, and
# by so many characters, which any heading has.
COMMON, FAR, MORE = 0.9, 2, 2
# Of so many letters beyond ASCII, as many are frequent ones in any text of the region; more where an encoding is rare.
ENOUGH, LEAST, LEAST_OF_RARE = 12, 0.03, 0.1
# What punctuates in all of them, and signs of office text that the sets of common characters lack.
SIGNS = set("€£¥–—‘’“”…‰·•①②③④⑤⑥⑦⑧⑨⑩㎡「」『』【】《》〈〉〔〕、。，．；：？！（）％＋－／～　＃＆＠○●◎★☆※→＝×‧﹐﹑")
BEYOND_GB2312 = set("镕堃喆昇頔赟晟旻珺翀")
# What firms and places of Taiwan and Hong Kong are called by, beyond the first level of Big5.
BEYOND_BIG5 = set("碁恒裏粧邨埗峯鰂涌滘啓衞")
BOTH = (
    "一不人在有中大上和地子年生後能行家用天作方成多日小二同心前面定公本合名位市高工建三北化文手水新科技制金"
    "光力安交通海山南京西重品元入商品平台江信明世代德加全美源利加主任民部特展目法教育保林石油物字自基太共"
    "序姓址型期地主演介域省州斯尼里拉克阿巴塔格摩士院授家智能芯晶片硅"
)
SIMPLIFIED = set(
    BOTH + "司限业电号国来个们时会过发经学进种将还无与从现实产动开关机长场对设万这务联网园区医药华东车广团称资"
    "额项签约备软传输质应环节创测试验单术器专务书记馆际览营销数职单备注类时间点题宾讲简领电话联系区编株式社达"
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高罗郑梁谢宋唐许韩冯邓曹彭曾田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖贾"
    "夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤男女伟强军勇杰明超华志建国春梅秀英丽敏静霞娟刚浩俊婷"
)
TRADITIONAL = set(
    BOTH + "司限業電號國來個們時會過發經學進種將還無與從現實產動開關機長場對設萬這務聯網園區醫藥華東車廣團稱資"
    "額項簽約備軟傳輸質應環節創測試驗單術器專書記館際覽營銷數職備註類間點題賓講簡領話聯繫區編爾達股份臺灣台香港"
)
HANGUL = set("이다의는에을를가하고사한지기인로시대과도자주서아어부국정일회전스상제수장보식원소성화비유업구경동명나리산")
KANA = set(
    "のにはをたがでてとしれさるいすなもかっこあくどアイウエオカキクコサシスセタチツテトナニネノハフマミムラリルレロン"
)
JAPANESE = set(
    "ー社株式会田山本中村藤林木川野井原小大高橋佐渡辺加吉松石池前島森清水斎部上口子郎一太美名氏者展番号業役職属所動電工東三富士日立"
)


# What lists of the region say, however short they are, and how the names of most people there begin.
WORDS_SIMPLIFIED = "公司|姓名|单位|职务|职称|电话|地址|编号|展位|嘉宾|大学|先生|女士|经理|教授|科技|企业|中国|集团|银行"
WORDS_TRADITIONAL = (
    "公司|姓名|單位|職稱|職務|電話|地址|編號|攤位|嘉賓|大學|先生|小姐|經理|董事長|教授|台灣|臺灣|香港|科技|企業|銀行"
)
WORDS_KOREAN = "이름|회사|성명|소속|직위|기업|부스|전화|번호|주식회사|대표|교수|대학교|한국|전자|기술|그룹"
NAMES_SIMPLIFIED = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢]"
)
NAMES_TRADITIONAL = (
    "[陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴周徐蘇葉莊江呂何羅高蕭潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁]"
)
NAMES_KOREAN = "[김이박최정강조윤장임한오서신권황안송류홍]"
CELL = re.compile(r"[^\t\n\r,;|]+")
BEHIND = r"[^\x00-\x7f]{1,2}"
NAMES_ENOUGH = 2


class Regional(NamedTuple):
    """`codecs`: tried in turn. `frequent`: some of what any text of the region is full of.

    `words`: what tells the region by itself; `surname`: one with which names there begin.
    """

    name: str
    codecs: tuple[str, ...]
    frequent: set[str]
    words: str = ""
    surname: str = ""


REGIONAL = (
    Regional("GB18030", ("gb18030",), SIMPLIFIED, WORDS_SIMPLIFIED, NAMES_SIMPLIFIED),
    # As Windows writes it, and as Hong Kong does.
    Regional("Big5", ("cp950", "big5hkscs"), TRADITIONAL, WORDS_TRADITIONAL, NAMES_TRADITIONAL),
    Regional("Shift_JIS", ("cp932",), JAPANESE | KANA),
    # Its bytes of kana are those of GB18030, too.
    Regional("EUC-JP", ("euc_jp",), JAPANESE),
    Regional("EUC-KR", ("cp949",), HANGUL, WORDS_KOREAN, NAMES_KOREAN),
)


USUAL = REGIONAL[0]
HANGUL_BYTES = 2
# Of kana; Chinese characters and Hangul come after it.
FIRST_LETTER = "\u3041"


class RegionalText(NamedTuple):
    """`letters`: how many are Chinese, Japanese or Korean; `frequent`: how many of them are frequent ones;
    `share`: of all beyond ASCII, from 0 to 1; `common`: whether nearly all of these are common in the region;
    `told`: whether they are few and name things or people as lists of the region do.
    """

    encoding: str
    text: str
    letters: int
    frequent: int
    share: float
    common: bool
    told: bool


def decode_regional(data: bytes) -> str:
    """The text. Raises FileRefusal where no encoding gives common characters, or several do that are as frequent."""
    readings = regional_readings(data)
    if not readings:
        raise FileRefusal("unknown_encoding")
    best, *others = readings
    if others and not is_likelier(best, others[0]):
        best = told_reading(readings) or (usual_reading(readings) if best.share > 0 else best)
    return best.text


def told_reading(readings: list[RegionalText]) -> RegionalText | None:
    """The only one that names things or people; None where none does, or several do."""
    told = list(filter(attrgetter("told"), readings))
    return told[0] if len(told) == 1 else None


def usual_reading(readings: list[RegionalText]) -> RegionalText:
    """Of so few letters that they tell nothing, GB18030. Raises FileRefusal."""
    for reading in readings:
        if reading.encoding == USUAL.name and reading.letters < ENOUGH:
            return reading
    raise FileRefusal("several_encodings", one=readings[0].encoding, other=readings[1].encoding)


def regional_readings(data: bytes) -> list[RegionalText]:
    """Those that may be meant, each of another text, the likeliest first; of equals the usual one."""
    readings: dict[str, RegionalText] = {}
    for encoding in REGIONAL:
        text = decode_by(encoding, data)
        if text is not None and text not in readings:
            reading = read_characters(encoding, text)
            if is_plausible(reading):
                readings[text] = reading
    return sorted(readings.values(), key=lambda reading: -reading.share)


def is_likelier(one: RegionalText, other: RegionalText) -> bool:
    return one.share >= FAR * other.share and one.frequent >= other.frequent + MORE


def decode_by(encoding: Regional, data: bytes) -> str | None:
    for codec in encoding.codecs:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def read_characters(encoding: Regional, text: str) -> RegionalText:
    signs = Counter(sign for sign in text[:SAMPLE] if sign > "\x7f")
    whole = common = frequent = letters = 0
    for sign, times in signs.items():
        whole += times
        letters += times * (sign >= FIRST_LETTER and sign not in SIGNS)
        common += times * is_common(sign, encoding.name)
        frequent += times * (sign in encoding.frequent)
    told = letters < ENOUGH and is_told(encoding, text)
    return RegionalText(encoding.name, text, letters, frequent, frequent / (whole or 1), common >= COMMON * whole, told)


def is_told(encoding: Regional, text: str) -> bool:
    """Whether a word of its lists stands there, or names of people do and nothing else beyond ASCII."""
    if not encoding.words:
        return False
    if re.search(encoding.words, text):
        return True
    cells = [cell.strip() for cell in CELL.findall(text) if not cell.isascii()]
    return len(cells) >= NAMES_ENOUGH and all(re.fullmatch(encoding.surname + BEHIND, cell) for cell in cells)


def is_plausible(reading: RegionalText) -> bool:
    """A few letters may well be no frequent ones in the usual encoding, but are no reason for another."""
    if reading.encoding == USUAL.name:
        return reading.common and (reading.letters < ENOUGH or reading.frequent >= LEAST * reading.letters)
    return reading.common and (reading.told or reading.frequent >= max(MORE, LEAST_OF_RARE * reading.letters))


def is_common(sign: str, encoding: str) -> bool:
    if sign in SIGNS:
        return True
    match encoding:
        case "GB18030":
            return sign in BEYOND_GB2312 or bool(encode_sign(sign, "gb2312"))
        case "Big5":
            return sign in BEYOND_BIG5 or b"\xa4\x40" <= encode_sign(sign, "cp950") <= b"\xc6\x7e"
        case "EUC-KR":
            # What is none of them is written there by several of eight bytes.
            return "가" <= sign <= "힣" and len(encode_sign(sign, "euc_kr")) == HANGUL_BYTES
    return "\u3041" <= sign <= "\u30fe" or b"\x88\x9f" <= encode_sign(sign, "cp932") <= b"\x98\x72"


def encode_sign(sign: str, codec: str) -> bytes:
    try:
        return sign.encode(codec)
    except UnicodeEncodeError:
        return b""
