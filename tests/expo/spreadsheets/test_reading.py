"""Files from strangers as sheets: encodings, types, the file's own rows, and what is refused."""

import datetime as dt
import io
import os
import zipfile
from decimal import Decimal

import pytest

from expo.spreadsheets import child_process, limits, reading
from expo.spreadsheets.cells import ErrorValue, Merge, Number
from tests.support.workbooks import NAMESPACES, by_hand, inline, workbook

pytestmark = pytest.mark.reads_apart
MOMENT = dt.datetime.fromisoformat("2019-08-26T09:30")
LINES = "项目,金额\n芯片厂,１２亿元\n"


def rows(data, sheet=0):
    return [(row.number, row.cells) for row in reading.read_sheets(data)[sheet].rows]


def cells(data):
    return [row.cells for row in reading.read_sheets(data)[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_is_read_in_every_encoding_that_offices_use(encoding):
    assert rows(LINES.encode(encoding)) == [(1, ["项目", "金额"]), (2, ["芯片厂", "１２亿元"])]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("big5", "項目名稱,金額,簽約單位\n電子廠,1,臺灣積體電路\n"),
        ("big5", "公司\n鴻海\n"),
        ("cp950", "公司名稱,攤位\n宏碁股份有限公司,A1\n恒基,B2\n"),
        ("big5hkscs", "公司名稱,攤位\n深水埗電子有限公司,A1\n"),
        ("cp932", "会社名,ブース\n株式会社デンソー,A1\n"),
        ("euc_jp", "会社名,ブース\n株式会社デンソー,A1\n"),
        ("cp949", "회사명,부스\n현대자동차 주식회사,A1\n"),
        ("cp932", "No,Name\n1,佐藤健一\n2,山田太郎\n"),
        ("euc_jp", "氏名,会社名\n佐藤健一,東芝\n山田太郎,日立製作所\n"),
        ("gb18030", "甲\n"),
        ("gb18030", "Guest,Company\n陆磊,A0\n"),
        ("gb18030", "Name,Company\n谭博涛,A0\n龙立诚,A1\n肖懿轩,A2\n白霞,A3\n吕桂英,A4\n"),
        ("gb18030", "Exhibitor,Stand\nГазпром,A1\nЯндекс,A2\n华为,A3\n"),
        ("gb18030", "会社名,展位\n富士通株式会社,A1\nパナソニック株式会社,A2\n"),
        ("gb18030", "姓名,职务\n王堃,教授\n李喆,主任\n"),
        ("gb18030", "展商,展位\n华为,A1\n"),
    ],
)
def test_a_text_of_a_region_is_read_in_its_encoding(encoding, text):
    assert cells(text.encode(encoding)) == [line.split(",") for line in text.splitlines()]


SIGNS = [
    "36㎡",
    "Levi’s",
    "09:00–10:00",
    "“Smart” city",
    "Nestlé",
    "Müller",
    "25℃",
    "90°",
    "ABB（China）",
    "AI、IoT",
    "α-ray",
]


@pytest.mark.parametrize(
    ("codec", "rows"),
    [
        ("euc_kr", "Name,Stand\n최서연,A1\n김영희,A2"),
        ("euc_kr", "Name,Stand\n오민준,A1\n강예진,A2"),
        ("euc_kr", "Name,Title\n오민준,교수"),
        ("cp950", "Name,Stand\n陳葉菁,A1\n黃詠晴,A2"),
        ("cp950", "Name,Stand\n蔡冠宇,A1\n朱品睿,A2"),
        ("gb18030", "Name,Stand\n王伟,A1"),
        ("gb18030", "Name,Stand\n鄢颇,A1\n隗沐,A2"),
        ("gb18030", "Name,Stand\n林家豪,A1"),
    ],
)
def test_a_few_characters_are_of_the_region_whose_words_and_names_they_are(codec, rows):
    (sheet,) = reading.read_sheets(rows.encode(codec))

    assert [",".join(row.cells) for row in sheet.rows] == rows.split("\n")


@pytest.mark.parametrize("cell", [*SIGNS, "α-ray", "男", "Wáng Fāng", "Jean·Luc", "№ 5"])
def test_of_an_english_list_from_a_chinese_office_few_signs_are_no_reason_for_another_encoding(cell):
    assert cells(f"Exhibitor,Note\nABB,{cell}\n".encode("gb18030"))[1] == ["ABB", cell]


def test_what_nobody_sees_in_a_cell_is_no_part_of_it():
    assert cells("'2019,\u200b甲\ufeff,'a' b\n".encode()) == [["2019", "甲", "'a' b"]]


def test_the_sign_by_which_dos_ends_a_file_is_no_part_of_it():
    assert rows((LINES + "\x1a").encode("gb18030")) == rows(LINES.encode())


@pytest.mark.parametrize("data", [LINES.encode("gb18030"), workbook([["项目", 7, MOMENT], ["=1+1", None, 0.1]]), b"PK"])
def test_the_process_of_its_own_says_what_would_be_said_here(data):
    assert reading.run_reader(data) == child_process.tell_sheets(data).encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        ("项目名称,金额\n重庆智能电子元件厂,1\n".encode().replace(b"\x82,", b","), "broken_text"),
        ("亮购睫枯藐蹲幂丁陆厩脏藉\n".encode("gb18030"), "several_encodings"),
        ("Exhibitor,Stand\nSiemens,A1\nŠkoda Auto,A2\n".encode("cp1250"), "unknown_encoding"),
        ("Name,Firma\nMüller,Würth\n".encode("mac_roman"), "unknown_encoding"),
        ("Name,Firma\nMüller,Würth\n".encode("cp437"), "unknown_encoding"),
        ("Aussteller,Größe\nSüddeutsche Zeitung,9\n".encode().replace(b"\xbc", b""), "unknown_encoding"),
        ("name,company\nNestlé,1\nCrédit,2\nCitroën,3\n".encode().replace(b"\xab", b"?"), "unknown_encoding"),
        ("項目名稱,金額\n臺灣積體電路,1\n".encode("gbk"), "unknown_encoding"),
        ("Завод,Сумма\nЭлектроника,1\n".encode("koi8-r"), "unknown_encoding"),
        ("Société,montant\nGénérale,1\n".encode("latin-1"), "unknown_encoding"),
        ("项目".encode("utf-16") + b"\x00", "broken_text"),
        (b"a,b\n\x01,2\n", "control_character"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        (b"PK\x03\x04 nothing", "broken_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "broken_workbook"),
        (('a,"' + "x\n" * 300).encode(), "open_quote"),
    ],
)
def test_what_is_not_certain_is_refused_as_a_whole(data, code):
    with pytest.raises(reading.UnreadableFile) as refused:
        reading.read_sheets(data)

    assert refused.value.code == code
    assert refused.value.messages[0].endswith(".")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "，"])
def test_the_sign_between_cells_is_found(sign):
    text = "\n".join(sign.join(row) for row in (["a", "b", "c"], ["1", "2.5", "x"], ["3", "4", "y"]))

    assert cells(text.encode()) == [["a", "b", "c"], ["1", "2.5", "x"], ["3", "4", "y"]]


def test_a_row_has_the_number_of_the_line_it_begins_on():
    assert rows(b'sep=;\r\na;b\r\n\r\n"x\r\ny";2\r\nz;3\r\n') == [(2, ["a", "b"]), (4, ["x\ny", "2"]), (6, ["z", "3"])]


def test_cells_keep_their_types_and_their_rows():
    data = workbook(
        [
            ["名称", None, "日期"],
            [],
            ["厂", 12.1, dt.date(2019, 8, 26)],
            [True, "=1+1", MOMENT],
        ],
        merge=["A5:A6"],
        hidden=[4],
    )

    sheet = reading.read_sheets(data)[0]

    assert [row.number for row in sheet.rows] == [1, 3, 4]
    assert sheet.rows[1].cells == ["厂", Number(Decimal("12.1")), dt.date(2019, 8, 26)]
    assert sheet.rows[2].cells == [True, ErrorValue("#formula"), MOMENT]
    assert [row.hidden for row in sheet.rows] == [False, False, True]
    assert sheet.merges == [Merge(5, 0, 6, 0)]


def test_a_formula_gives_its_stored_result_and_is_never_evaluated():
    data = by_hand('<sheetData><row r="1"><c r="A1"><f>1+1</f><v>7</v></c><c r="B1"><f>1+1</f></c></row></sheetData>')

    assert cells(data) == [[Number(Decimal(7)), ErrorValue("#formula")]]


@pytest.mark.parametrize(("since_1904", "serial"), [(False, 43703), (True, 42241)])
def test_dates_count_from_the_day_that_the_workbook_says(since_1904, serial):
    day = dt.date(2019, 8, 26)

    assert cells(workbook([[day]], since_1904=since_1904)) == [[day]]


@pytest.mark.parametrize(
    ("code", "around", "disguised"),
    [
        ("General", "", False),
        ("#,##0.00", "", False),
        ('0.00"万元"', "万元", False),
        ("[$¥-804]#,##0.00", "¥", False),
        ('_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "¥", False),
        ("0.0%", "%", False),
        ("#,##0,", "", True),
        ('0!.0,"万"', ".万", True),
    ],
)
def test_what_a_format_shows_beside_a_number_is_told(code, around, disguised):
    assert cells(workbook([[1200]], formats={"A1": code})) == [[Number(Decimal(1200), around, disguised)]]


def test_a_number_has_the_fifteen_digits_that_a_spreadsheet_shows():
    data = by_hand('<sheetData><row r="1"><c r="A1"><v>1234567.8900000001</v></c></row></sheetData>')

    assert cells(data) == [[Number(Decimal("1234567.89"))]]


def test_hidden_sheets_are_named_but_not_read():
    book = f'<workbook {NAMESPACES}><sheets><sheet name="S" state="veryHidden" r:id="r1"/></sheets></workbook>'
    sheet = f'<sheetData><row r="1">{inline("A1", "x")}</row></sheetData>'
    data = by_hand(sheet, parts={"xl/workbook.xml": book})

    assert [(sheet.name, sheet.hidden, sheet.rows) for sheet in reading.read_sheets(data)] == [("S", True, [])]


def far(address: str) -> bytes:
    number = "".join(filter(str.isdigit, address))
    return by_hand(f'<sheetData><row r="{number}"><c r="{address}"><v>1</v></c></row></sheetData>')


def many_columns() -> bytes:
    row = "".join(f"<c><v>{n}</v></c>" for n in range(10_000))
    return by_hand(f'<sheetData><row r="1">{row}</row></sheetData>')


def zip_bomb(size: int) -> bytes:
    """What inflates to `size` bytes of blanks, in a few kilobytes."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(by_hand("")), "r") as plain,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for part in plain.infolist():
            if part.filename != "xl/worksheets/sheet1.xml":
                out.writestr(part, plain.read(part))
        with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _piece in range(size // 1_000_000):
                sheet.write(b" " * 1_000_000)
    return written.getvalue()


ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet>&a;</worksheet>'
BOMBS = {
    "inflates": lambda: zip_bomb(300_000_000),
    "entities": lambda: by_hand("", parts={"xl/worksheets/sheet1.xml": ENTITIES}),
    "outside entity": lambda: by_hand("", parts={"xl/sharedStrings.xml": OUTSIDE}),
    "far row": lambda: far("A1048576"),
    "far column": lambda: far("XFD1"),
    "far corner": lambda: far("XFD1048576"),
    "huge cell": lambda: by_hand(f'<sheetData><row r="1">{inline("A1", "x" * 2_000_000)}</row></sheetData>'),
    "huge shared text": lambda: by_hand("<sheetData/>", strings=f"<si><t>{'x' * 2_000_000}</t></si>"),
    "huge cell of a CSV": ('a,b\n"' + "x" * 2_000_000 + '",1\n').encode,
    "many columns": many_columns,
    "many columns of a CSV": (",".join(["x"] * 10_000) + "\n").encode,
    "deep": lambda: by_hand("<a>" * 100_000 + "</a>" * 100_000),
    "endless attribute": lambda: by_hand(f'<sheetData><row r="1" spans="{"x" * 100_000_000}"/></sheetData>'),
    "macros": lambda: by_hand("<sheetData/>", parts={"xl/vbaProject.bin": "x"}),
    "many rows": lambda: b"a,b\n" * 200_000,
}


def spent_seconds():
    """CPU seconds of this process and of those that it has waited for, however busy the machine is."""
    return sum(os.times()[:4])


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused_by_a_sentence_before_they_cost_anything(bomb):
    data = BOMBS[bomb]()
    began = spent_seconds()

    with pytest.raises(reading.UnreadableFile) as refused:
        reading.read_sheets(data)

    assert refused.value.messages[0].endswith(".")
    assert spent_seconds() - began < 10


def test_a_file_that_takes_too_much_memory_ends_only_the_process_that_reads_it(monkeypatch):
    too_much = f"child_process.confine(); bytearray({limits.MEMORY}); print([])"
    monkeypatch.setattr(reading, "START", f"from expo.spreadsheets import child_process; {too_much}")

    with pytest.raises(reading.UnreadableFile) as refused:
        reading.read_sheets(b"a,b")

    assert refused.value.code == "costly"


def test_a_dimension_that_lies_harms_nothing():
    data = by_hand(f'<dimension ref="A1:XFD1048576"/><sheetData><row r="3">{inline("B3", "x")}</row></sheetData>')

    assert rows(data) == [(3, [None, "x"])]


def test_what_is_larger_than_any_list_is_not_even_handed_on():
    with pytest.raises(reading.UnreadableFile) as refused:
        reading.read_sheets(bytes(limits.FILE + 1))

    assert refused.value.code == "too_large"
