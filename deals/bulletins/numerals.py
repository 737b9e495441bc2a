"""How a text writes a number by hand, or makes another one of a figure `{name}` in it."""

import re

NUMBER = re.compile(r"\d(?:[\d,.，．]*\d)?%?")
# Chinese numerals: 五百三十, 十二, 数十, 百余, 两个, 过半; not 一批, 万众, 第一, 十三五, 十九大 or 四个自信.
HAN = re.compile(
    r"[〇零一二两三四五六七八九]*[一二两三四五六七八九][十百千万亿][〇零一二两三四五六七八九十百千万亿]*"
    r"|十[一二三四五六七八九](?![五大])|[数几][十百千万亿]+|[十百千万亿]+余"
    r"|[〇零一二三四五六七八九]{3,}|[壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}"
    r"|(?<!第)[两二三四五六七八九](?:[项家倍成]|个(?!全面|自信|意识|维护|确立))|[一过近]半|一倍|翻[一两]?番"
)
# Numbers that are letters or signs of their own: ½, Ⅻ, ①.
SIGNS = re.compile("[¼-¾⅐-ↈ①-⓿❶-➓〡-〩㈠-㈩㊀-㊉]")
ENGLISH = re.compile(
    r"\b(?:(?:hundred|thousand|million|billion|trillion|dozen)s?|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b",
    re.IGNORECASE,
)
ANY = (NUMBER, HAN, ENGLISH, SIGNS)
# What may not follow a figure.
AFTER = re.compile(
    r"\{(?P<name>[a-z_]+)\}"
    r"(?:\s*(?:[十百千万亿%％‰.,]?\d|[十百千万亿%％‰+余多]|以[上下]|左右|上下)|-?\s?(?:plus|odd|or so)\b)"
)
# What may not stand before one that is a number; 签约, 附近 and the like are other words.
BEFORE = re.compile(
    r"(?P<word>(?<![签合节公契制预邀])约|(?<![附最])近|逾|超过?|不足|不到|不止|至少"
    r"|\b(?:(?:more|fewer|less) than|at least|about|around|nearly|almost|over|some)\b)"
    r"\s*\{(?P<name>[a-z_]+)\}",
    re.IGNORECASE,
)
# What is allowed as a name or a year is a figure after all where something is counted by it.
UNCOUNTED = r"(?!\s*(?:[十百千万亿个项元%％]|projects?\b|deals?\b|yuan\b|US dollars?\b|[a-z]*illion\b))"
