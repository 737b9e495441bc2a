"""What countries are called: in many languages, in full and for short, then and now."""

import json

import pytest

from expo.i18n import countries
from expo.management.commands import country_names
from tests.support.api import PARTIES, Office, signing
from tests.support.factories import make_organisation, make_participation, make_region
from tests.support.reading import card_titles
from tests.support.staff import an_editor, page

# By code, the spellings that must be read; with | between.
SPELLINGS = """
AE UAE|U.A.E.|United Arab Emirates|the United Arab Emirates|Emirati|阿联酋|阿拉伯联合酋长国|Vereinigte Arabische Emirate
AR Argentine Republic|Argentinien|阿根廷
AT Österreich|Austrian|Republik Österreich|奥地利共和国|奧地利
AU Commonwealth of Australia|澳洲|澳大利亚联邦|Australien
BA Bosnia|Bosnia & Herzegovina|波黑
BE België|Belgique|Kingdom of Belgium|比利时王国
BO Plurinational State of Bolivia|Bolivia (Plurinational State of)
BR Brasil|Federative Republic of Brazil|巴西联邦共和国
BS The Bahamas|Bahamas, The
BY Belorussia|白俄罗斯共和国
CD DRC|DR Congo|Democratic Republic of the Congo|Congo, Democratic Republic of the|刚果（金）|刚果民主共和国
CG Republic of the Congo|Congo-Brazzaville|刚果（布）|剛果共和國
CH Swiss|Schweiz|Suisse|Svizzera|Swiss Confederation|瑞士联邦
CI Côte d'Ivoire
CI Côte d’Ivoire|COTE D'IVOIRE|Cote d`Ivoire|Côte d´Ivoire|Ivory Coast|Republic of Côte d'Ivoire|科特迪瓦|象牙海岸
CN China|PRC|P.R. China|People's Republic of China|中华人民共和国|中華人民共和國|内资
CV Cape Verde|Cabo Verde
CZ Czech Republic|Czechia|Česko|捷克共和国
DE Deutschland|Federal Republic of Germany|German|Allemagne|Bundesrepublik Deutschland|德意志联邦共和国|德國|ドイツ|DEU
DO Dominican Republic|República Dominicana|多米尼加共和国
EG Arab Republic of Egypt|埃及
ES España|Kingdom of Spain|Spanish|西班牙王国
FR French Republic|France|法兰西共和国|法蘭西共和國|Франция
GB Britain|Great Britain|British|UK|U.K.|ＵＫ|England|Scotland|United Kingdom of Great Britain and Northern Ireland|英國
GB 大不列颠及北爱尔兰联合王国|the United Kingdom|イギリス|Royaume-Uni|GBR
GM The Gambia|Gambia
GN Guinea|Republic of Guinea|几内亚
GQ Equatorial Guinea|赤道几内亚
GR Hellenic Republic|Greek|Ελλάδα
HK Hong Kong|Hong Kong SAR|Hong Kong, China|香港|中国香港|香港特别行政区|中国（香港）|港资
HR Hrvatska|Croatian
HU Magyarország|Hungarian
IE Éire|Republic of Ireland|Irish
IN Republic of India|Bharat|印度共和国|भारत
IR Islamic Republic of Iran|Iran (Islamic Republic of)|Iran, Islamic Republic of|伊朗伊斯兰共和国
IT Italia|Italian Republic|義大利
JP 日本国|日本國|Nippon|Japanese|JPN|Япония
KG Kyrgyz Republic|吉尔吉斯
KN St. Kitts and Nevis|St Kitts & Nevis
KP DPRK|D.P.R.K.|Democratic People's Republic of Korea|Korea, Democratic People's Republic of
KP North Korea|朝鲜民主主义人民共和国|北韓
KR ROK|Republic of Korea|Korea, Republic of|Korea (Republic of)|South Korea|S. Korea
KR 大韩民国|大韓民國|南韩|韩国|한국|대한민국
KZ 哈萨克|Kazakhstan
LA Lao PDR|Lao People's Democratic Republic|Laos|老挝人民民主共和国|寮國
LC St. Lucia|Saint Lucia
MD Republic of Moldova|Moldova, Republic of
MK Macedonia|North Macedonia|FYROM
MM Burma|Myanmar|缅甸联邦共和国|緬甸
MO Macau|Macao|Macao SAR|澳门特别行政区|中国澳门
MX México|United Mexican States|墨西哥合众国
NL Holland|The Netherlands|Dutch|Kingdom of the Netherlands|Netherlands (Kingdom of the)|荷兰王国
NZ New Zealand|纽西兰|紐西蘭
PH Philippines|The Philippines|菲律賓
PS Palestine|State of Palestine|Palestinian Territories
PT Portuguese Republic|葡萄牙
RU Russia|Russian Federation|俄罗斯联邦|俄羅斯聯邦|俄国|Россия
SA Saudi|KSA|Saudi Arabia|Kingdom of Saudi Arabia|沙特|沙特阿拉伯王国|沙烏地阿拉伯|المملكة العربية السعودية
SG Republic of Singapore|新加坡共和国|Singapur
SK Slovak Republic|Slovakia|Slovensko|斯洛伐克共和国
SY Syrian Arab Republic|叙利亚
SZ Swaziland|Eswatini|Kingdom of Eswatini
TH Thai|Kingdom of Thailand|泰王国|泰國
TL East Timor|Timor-Leste|东帝汶
TR Turkey|Türkiye|Turkiye|Republic of Türkiye
TT Trinidad & Tobago|Trinidad
TW Chinese Taipei|中华台北|中華台北|Taiwan, China|Taiwan|台湾|臺灣|台灣地區|中国台湾省|Taiwan, Province of China
TZ Tanzania, United Republic of|United Republic of Tanzania
US USA|U.S.A.|US|America|American|the United States of America|Estados Unidos|美利坚合众国|美國|Соединённые Штаты|USA.
VA Holy See|Vatican City State|梵蒂冈
VE Bolivarian Republic of Venezuela|Venezuela (Bolivarian Republic of)
VN Viet Nam|Vietnam|Socialist Republic of Viet Nam|越南社会主义共和国|Việt Nam
ZA South African|Republic of South Africa|南非共和国
"""
LISTED = [(name, line[:2]) for line in SPELLINGS.strip().splitlines() for name in line[3:].split("|")]


def test_each_of_two_hundred_and_more_spellings_is_the_one_country_meant():
    read = {name: countries.country_codes(name) for name, _code in LISTED}

    assert len(LISTED) > 200
    assert read == {name: (code,) for name, code in LISTED}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        *(("Korea", {"KR", "KP"}), ("Korean", {"KR", "KP"}), ("People's Republic of Korea", {"KR", "KP"})),
        *(("Congo", {"CD", "CG"}), ("刚果", {"CD", "CG"}), ("剛果", {"CD", "CG"}), ("Georgia", {"GE", "US"})),
        *(("Republic of China", {"TW", "CN"}), ("中華民國", {"TW", "CN"}), ("Dominican", {"DM", "DO"})),
        *(("港澳台", {"HK", "MO", "TW"}), ("Virgin Islands", {"VG", "VI"}), ("Soviet Union", {"RU", "UA", "KZ", "BY"})),
        *(("Czechoslovakia", {"CZ", "SK"}), ("NO", {"NO", ""}), ("na", {"NA", ""}), ("St. Martin", {"MF", "SX"})),
    ],
)
def test_what_is_ambiguous_or_disputed_has_all_its_meanings(name, codes):
    assert set(countries.country_codes(name)) == codes


@pytest.mark.parametrize(
    "name",
    ["", "Atlantis", "Europe", "欧盟", "海外", "外资", "Republic", "State", "美", "民国", "中英合资", "the", "U"],
)
def test_what_is_no_country_has_no_meaning(name):
    assert countries.country_codes(name) == ()


def test_every_country_is_known_by_its_own_names_and_codes_in_either_script():
    rows = json.loads((country_names.DATA / "regions.json").read_text())["countries"]
    asked = {"GE": "Georgia", "MF": "Saint Martin"}
    unread = {
        name
        for code, en, zh in rows
        for name in (en, en.upper(), zh, *country_names.three_letter_codes(code))
        if countries.country_codes(name) != (code,) and asked.get(code, "").casefold() != name.casefold()
    }

    assert unread == set()


def test_names_are_those_that_babel_has_of_the_cldr_now():
    assert country_names.FILE.read_text(encoding="utf-8") == country_names.country_names_json()


@pytest.mark.django_db
def test_a_country_is_found_in_data_entry_and_in_the_search_by_whatever_it_is_called(client):
    britain = make_region(code="GB", name_en="United Kingdom", name_zh="英国")
    make_region(code="DE", name_en="Germany", name_zh="德国")
    make_participation(organisation=make_organisation(name_en="Quartz Works", region=britain))
    make_participation(organisation=make_organisation(name_en="Basalt Works"))

    rows = an_editor().get(page("expo.region", "changelist"), {"q": "Great Britain"}).context["cl"].result_list
    answer = client.get("/en/2019/search/", {"q": "britain"})
    assert [row.code for row in rows] == ["GB"]
    assert card_titles(answer) == ["United Kingdom", "Quartz Works"]


@pytest.mark.django_db
def test_the_interface_says_which_code_was_meant_and_takes_none_for_another():
    make_region(code="GB")
    party = PARTIES[1] | {"country": "UK"}

    (error,) = Office().send(signing(parties=[PARTIES[0], party])).json()["errors"]
    said = "“UK” is not the code of a country known here. Of what is called so, it is: GB."
    assert (error["pointer"], error["detail"]) == ("#/parties/1/country", said)
