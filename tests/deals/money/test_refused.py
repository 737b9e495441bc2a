"""What the amount box refuses, and why."""

import ast
import pickle
import re
from pathlib import Path

import pytest
from django.utils.translation import override

import deals.money
from deals.money import AmountError, parse
from deals.money.errors import SENTENCES

# Texts of each reason, between bars; those that hold spaces at their ends or unprintable characters stand in UNSEEN.
REFUSED = {
    "no_number": "元 | USD | 万 | 亿 | 万亿 | 千 | 百 | million | 人民币 | $ | 整",
    "unknown": "12x | xyz | 12亿大洋 | 1.2e | 1.2t | 40mUSD | 3 crore | a million | 100% | 1/2亿 | 0x10 | 1。2亿 | "
    "1·2亿 | 12亿。 | 2019年 | 廿亿 | 12# | 12й | 5厘 | [12亿]",
    "script": "٣ | ٣亿 | １２٣ | १२ | 𝟏𝟐亿 | ½亿 | ②亿 | Ⅻ亿 | 1²",
    "not_a_number": "NaN | nan | inf | Infinity | ∞ | nan元",
    "exponent": "1e9 | 1E9 | 1.2e9 | 1e+9 | 1e-2 | 1e9元 | USD 1e6 | １ｅ９",
    "underscore": "1_000 | 1_000_000万 | 1__0",
    "dots": "1.000.000 | 1.2.3亿 | 1.000.000,50 | 12..5",
    "thousands_point": "1.500 | USD 1.500 | 999.000元 | 1.234 JPY | 12.345 €",
    "grouping": "1,23 | 1,23亿 | 1,2345 | 12,34,567 | 1,234,56 | 0,500 | 1,234,5 | 12亿, | 1'000 | 1,000,00.5 | "
    "1234,567 | ,5 | 1.234,50",
    "spaces": "1 200 000 | 12 34亿 | 1, 200",
    "point": ".5亿 | 5. | 5.亿 | USD.40 | 1.二亿",
    "ambiguous_b": "1.2b | 1.2B | 1.2 b | USD 1.2b | 1.2b元 | １．２Ｂ",
    "ambiguous_mm": "12mm | 12MM | USD 12 MM",
    "ambiguous_zhao": "1兆 | 一兆元 | 5兆5千亿",
    "ambiguous_tail": "12亿5 | 十二亿五 | 一万二 | 1万2 | 1万2元 | 三千五 | 3千5万 | 一百五 | 1万2亿 | 1亿2000 | "
    "一亿两千 | 1亿2000元 | 壹亿贰仟元整 | 1亿5百 | 一千二百万三 | 一万零五亿三千 | 壹亿零伍亿叁仟元整 | 12亿 5",
    "mixed": "1亿2亿 | 1亿20000万 | 1.5亿2000万 | 1万万 | 1.2亿亿 | 一二亿 | 二〇一九 | 百十 | 12百3千 | 5千12百 | "
    "1亿零5亿 | 40m bn | 1.2万 million | 5 m 3 bn | 1.5 billion 200 million | 3 m 2 | 1 .5 | 5千3百千 | €5m £5m | "
    "1亿20000000 | 12亿5角 | 40m 5角 | 1.5元5角 | 12角5 | JPY 12元5角 | 一亿百万 | 十零 | 一百三零 | 1.5亿零5 | "
    "一万二千万 | 3万5千万 | 1亿0万 | 一点点五 | 点五 | 一万点五万 | 12.5点3 | 12亿元3万元 | 二 m",
    "range": "10-12亿 | 10—12亿 | 10~12亿 | １０～１２亿 | 10亿-12亿 | 10 - 12m | 十至十二亿 | 10到12亿 | "
    "10 to 12 million",
    "inexact": "约12亿 | 大约12亿 | 近12亿 | 超过12亿 | 12亿多 | 12亿余元 | 逾12亿 | 數千萬 | 几百万 | 12亿左右 | "
    "12亿以上 | about 12bn | over 12bn | more than 12bn | ~12亿 | >12亿 | 12亿+ | +12亿 | ≈12亿 | up to 5m",
    "negative": "-5 | −5 | –12亿 | -¥12亿 | USD -40m | 负12亿 | minus 5m | (12亿) | （12亿） | ¥-5 | -",
    "zero": "0 | 0.00 | 零 | 零元 | 0万 | 0亿元 | USD 0 | 零元整 | 〇",
    "which_dollar": "$300m | 300m $ | 300 million dollars | ＄300m | $3亿元",
    "two_currencies": "USD 40m HKD | $40m RMB | US$ 40m 元人民币 | 英镑300万元 | 英镑3元5角 | ¥5m USD | A$40m USD",
    "too_fine": "0.015元 | 0.001 | 1.2345 | 0.5 JPY | KWD 1.2345 | 0.00000015万 | USD 0.000000001m | 0.000001k",
    "too_large": "92233720368547758.08 | 99999999999999999999 | 100000万亿 | JPY 9223372036854775808 | 玖亿亿亿元整",
}
UNSEEN = {
    "empty": ["", " ", "\n", "　"],
    "too_long": ["1" * 61, "12亿" * 30, "1" + " " * 60 + "2"],
    "no_number": ["\u200b"],
    "unknown": ["12亿\u202e", "\x00", "\ud800"],
    "too_large": ["1" * 60],
}
EXAMPLES = [(code, text) for code, texts in REFUSED.items() for text in texts.split(" | ")]
EXAMPLES += [(code, text) for code, texts in UNSEEN.items() for text in texts]
UNCLEAR_WITHOUT_A_DESK = {
    "no_currency": ["12亿", "1.2bn", "5", "壹拾贰亿"],
    "which_yen": ["¥12亿", "￥5m", "¥1,250,000,000.00"],
    "which_dollar": ["$300m"],
}


def refusal_of(text, **desk):
    with pytest.raises(AmountError) as caught:
        parse(text, **desk)
    return caught.value


@pytest.mark.parametrize(("code", "text"), EXAMPLES)
def test_what_is_unclear_is_refused_with_its_reason(code, text):
    refused = refusal_of(text, currency="CNY")

    assert refused.code == code
    assert len(refused.messages) == 1


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in UNCLEAR_WITHOUT_A_DESK.items() for text in texts]
)
def test_without_a_desk_the_currency_must_be_named(code, text):
    assert refusal_of(text).code == code


@pytest.mark.parametrize("currency", ["USD", "JPY"])
def test_the_sign_of_yuan_and_yen_is_clear_at_a_yuan_desk_only(currency):
    assert refusal_of("¥12亿", currency=currency).code == "which_yen"


@pytest.mark.parametrize("code", ["cny", "XYZ", "RMB", "CN", "元", "DEM", "\ud800"])
@pytest.mark.parametrize("desk", ["currency", "dollar"])
def test_a_desk_with_an_unknown_currency_is_told_so(code, desk):
    assert refusal_of("12亿", **{desk: code}).code == "unknown_currency"


def test_every_reason_is_one_sentence_and_has_an_example_here():
    assert {*REFUSED, *UNSEEN, *UNCLEAR_WITHOUT_A_DESK, "unknown_currency"} == set(SENTENCES)
    assert [code for code, sentence in SENTENCES.items() if not re.fullmatch(r"[A-Z“¥兆].*\.", str(sentence))] == []


def test_every_reason_is_one_sentence_in_chinese_too():
    with override("zh-hans"):
        said = [str(sentence) for sentence in SENTENCES.values()]

    assert [sentence for sentence in said if not re.fullmatch(r"[^。]*[\u4e00-\u9fff][^。]*。", sentence)] == []


def test_a_sentence_names_what_was_found():
    assert refusal_of("12亿大洋").messages == ["“大洋” is neither a number nor a unit nor a currency known here."]
    assert refusal_of("USD 40m HKD").messages == ["This amount names two currencies, USD and HKD: write one."]
    assert refusal_of("0.5 JPY").messages == ["This amount is finer than 1 JPY, the smallest there is."]
    assert refusal_of("\ud800").messages[0].startswith(r"“\ud800” is neither")


def test_a_refusal_travels_between_processes():
    refused = pickle.loads(pickle.dumps(refusal_of("12亿大洋")))  # noqa: S301

    assert (type(refused), refused.code, refused.messages) == (AmountError, "unknown", refusal_of("12亿大洋").messages)


def test_no_float_is_anywhere_near_money():
    trees = [ast.parse(path.read_text()) for path in Path(deals.money.__file__).parent.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]

    assert len(trees) > 5
    assert [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, float)] == []
    assert [node for node in nodes if isinstance(node, ast.Name) and node.id == "float"] == []
