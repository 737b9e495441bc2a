"""Labels in which two words of the vocabulary stand, and labels in which a word means something else."""

from itertools import permutations
from pathlib import Path

import pytest

from deals.imports.sheets.layout import deal_column
from deals.imports.sheets.vocabulary import FAMILIES, WORDS
from expo.spreadsheets.headers import Column
from expo.spreadsheets.labels import AND, ASIDE, QUESTION, SIDE_BY_SIDE, WEIGHTS, normalise_label, split_field_name

BRACKETS, ROWS, TOGETHER, BESIDE = (
    ("{}（{}）", "{}({})", "{} 【{}】"),
    "{}\0{}",
    ("{}{}", "{} {}", "{}\n{}"),
    ("{}/{}", "{}、{}", "{} ; {}"),
)
ENGLISH = {
    "host.letter": "Party A",
    "investor.letter": "Party B",
    "host": "=host",
    "investor": "investor",
    "total": "amount",
    "currency": "currency",
    "country": "nationality",
    "date": "signing date",
}
# Of each list of words the first, more of those that say who is who, and an English one.
PICKED = {
    name: [
        *list(words)[: 3 if split_field_name(name)[0] in ("host", "investor") else 1],
        *filter(None, [ENGLISH.get(name)]),
    ]
    for name, words in WORDS.words.items()
    if name != "+"
}


def of(word):
    name, bare = word
    field, standing = split_field_name(name)
    takes_in_all = field in [family[0] for family in FAMILIES]
    return field, 0 if takes_in_all else WEIGHTS[standing], standing, bare.startswith("=")


def related(one, other):
    return any({one, other} <= set(family) for family in FAMILIES)


def by_rule(one, other, form):
    """What the rule at the head of `expo.spreadsheets.labels` says of two words; None where another word is in both."""
    (first, weight, standing, _whole), (second, other_weight, other_standing, whole) = of(one), of(other)
    if form in TOGETHER and whole and (not related(first, second) or other_standing == "unit"):
        return None
    if form in BRACKETS and other_standing == "unit":
        return first
    if form in (*TOGETHER, *BESIDE) and (standing == "unit") != (other_standing == "unit"):
        return second if standing == "unit" else first
    if first == second:
        return first
    if related(first, second):
        heavier = first if weight > other_weight else second
        return heavier if weight != other_weight else {first, second}
    if (standing == "general") != (other_standing == "general"):
        return second if standing == "general" else first
    if form in BESIDE:
        return second if {first, second} <= WORDS.slight else {first, second}
    return first if form in BRACKETS else second


@pytest.mark.thorough
def test_two_words_in_one_label_give_what_the_rule_says_or_are_asked_about():
    words = [(name, word) for name, listed in PICKED.items() for word in listed if not word.startswith("(")]
    wrong = []
    for one, other in permutations(words, 2):
        if split_field_name(one[0])[0] == split_field_name(other[0])[0]:
            continue
        for form in (*BRACKETS, ROWS, *TOGETHER, *BESIDE):
            label = form.format(one[1].strip("="), other[1].strip("="))
            found, expected = WORDS.meaning(label.split("\0")), by_rule(one, other, form)
            if not (is_another(one, other, label, form) or expected in (None, found.field, set(found.asked) or None)):
                wrong.append((label, found, expected))

    assert wrong == []


def is_another(one, other, label, form):
    """Whether the label is a question, or some longer word stands where the two meet, as in 投资方国别."""
    whole = normalise_label(label.replace("\0", ""))
    bare = normalise_label(ASIDE.sub("", label).replace("\0", ""))
    ends = normalise_label(other[1].strip("="))
    longer = any(len(word) > len(ends) and whole.endswith(word) for word in WORDS.partial)
    parts = SIDE_BY_SIDE.search(one[1] + other[1]) or AND.search(one[1] + other[1])
    known = {
        whole,
        bare,
        normalise_label(label.translate({ord(sign): None for sign in "（）()【】\0"})),
    } & WORDS.whole.keys()
    return bool(
        QUESTION.match(label) or parts or known - {normalise_label(one[1].strip("="))} or (form in TOGETHER and longer)
    )


def test_a_word_in_a_label_that_means_something_else_is_not_taken_for_it():
    labels = Path(__file__).with_name("other_headings.txt").read_text().replace("\n", "|").strip("|").split("|")

    found = {label: column(label) for label in labels}

    assert len(found) > 250
    assert {label: each for label, each in found.items() if each not in ("", "-")} == {}


def column(label):
    meaning = WORDS.field(label)
    column = deal_column(Column(0, label, (), meaning.field, meaning.fit, meaning.weight, meaning.asked))
    return column.field or column.asked or ""


RIGHT = {
    "investor": (
        "投资方（甲方） 甲方（投资方） 投资方甲方 甲方投资方 投资方/甲方 Party_A_(investor) "
        "Investor_(Party_A) Investor_-_Party_A Party_A/Investor "
        "Party_A_investor Investor_Party_A 签约企业（甲方） 投资方（全称） "
        "投资方1 投資方（甲方） 投资方【甲方】 投资单位(甲方)名称 供方（甲方） 签约单位（乙方） "
        "Foreign_investor Name_of_investor 企业名称（乙方） 单位（乙方） Side_A_(investor) "
        "投资企业（A方） 签约单位（乙）"
    ),
    "host": (
        "引进方（乙方） 乙方（引进方） 引进方乙方 引进方、乙方 Party_B_(host) "
        "Party_B_host Party_B_-_Host Host_Party_B Host_(Party_B) "
        "采购方（乙方） 需方/乙方 签约单位（甲方） 甲方（单位名称） 引資方（乙方） "
        "招商单位（乙方） 甲方 甲方名称 名称（甲方） 企业名称（甲方）"
    ),
    "parties": ("签约双方 签约双方（甲方、乙方） 签约双方（甲方/乙方） 合作双方名称"),
    "total": (
        "投资额（万元） 投资额_(含税) 总投资额（内资+外资） 投资额/万元 金额，万元 "
        "Amount,_million_USD Total_planned_investment 投资额Investment 签约金额（亿元人民币） "
        "投资总额（内资：万元；外资：万美元） 协议投资额约 金額（億元） Value_(USD_m)"
    ),
    "foreign": ("投资额（外资） 外资投资额 外资（投资额） 外资（万美元）"),
    "domestic": ("投资额（内资） 内资（投资额）"),
    "currency": ("币种 amount_currency Deal_currency 投资额币种 金额_币种"),
    "unit": ("金额单位 投资额单位 单位"),
    "country": ("国别 国别（投资方） 投资方国别 国别/地区 国别_Country 国家名称"),
    "title": ("项目名称（签约项目） 项目名称/Project_name 项目名称（投资方）"),
    "title_zh": ("项目名称（中文）"),
    "serial": ("序号_No. 序号/No."),
    "place": ("签约地点（会场/场外） 会场_On-site"),
}
ASKED = {
    "投资方（引进方）": {"investor", "host"},
    "Investor (host)": {"investor", "host"},
    "引进方/投资方": {"investor", "host"},
    "甲方/乙方": {"investor", "host"},
    "Party A / Party B": {"investor", "host"},
    "采购方（供应商）": {"investor", "host"},
    "项目名称/合同编号": {"title", "contract_number"},
    "签约日期、签约地点": {"date", "place"},
    "项目名称及项目内容": {"title", "-"},
    "合同额（意向金额）": {"contract", "intent"},
    "内资+外资": {"domestic", "foreign"},
    "币种/金额": {"currency", "total"},
}


@pytest.mark.parametrize("field", RIGHT)
def test_labels_of_several_words_mean_what_people_mean_by_them(field):
    labels = [label.replace("_", " ") if label != "amount_currency" else label for label in RIGHT[field].split()]

    assert {label: WORDS.field(label).field for label in labels} == dict.fromkeys(labels, field)


def test_labels_that_say_two_things_are_asked_about():
    assert {label: set(WORDS.field(label).asked) for label in ASKED} == ASKED


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        (("招商单位", "名称"), "host"),
        (("投资方", "国别"), "country"),
        (("投资方", "甲方"), "investor"),
        (("甲方", "投资方"), "investor"),
        (("甲方", "企业名称"), "host"),
        (("投资方", "代表"), ""),
        (("投资额（万元）", "外资"), "foreign"),
        (("投资额", "美元"), "foreign"),
        (("签约双方", "甲方"), "host"),
        (("投资额", "（万元）"), "total"),
        (("投资额", "万元"), "total"),
        (("签约", "日期"), "date"),
        (("投资情况", "总投资"), "total"),
        (("投资额", "占比"), ""),
    ],
)
def test_the_rows_of_a_header_speak_together(rows, field):
    assert WORDS.meaning(rows).field == field
